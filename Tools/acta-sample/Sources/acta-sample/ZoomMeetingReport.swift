/// Zoom's report of a meeting's participants, in the layouts that accounts of 2021 gave.
struct ZoomMeetingReport {
  enum Layout {
    /// One row a connection, nothing before it.
    case plain
    /// A line of meeting data, an empty one, then the rows: the older and the newer wording.
    case olderMeetingData, newerMeetingData
    /// The meeting's columns repeated on every row.
    case flat
    /// In Spanish: the older wording with semicolons, and the newer one.
    case olderSpanish, newerSpanish
    /// The plain layout re-saved as "Unicode text": UTF-16 and tabs.
    case unicodeText
  }

  var session: Session
  var layout: Layout
  var zone: Moment.Zone
  var shape: Moment.Shape
  var rows: [Connection]

  func text() -> String {
    switch layout {
    case .plain, .unicodeText: plain()
    case .olderMeetingData: olderMeetingData()
    case .newerMeetingData: newerMeetingData()
    case .flat: flat()
    case .olderSpanish: olderSpanish()
    case .newerSpanish: newerSpanish()
    }
  }

  var encoding: FileEncoding {
    switch layout {
    case .unicodeText: .utf16LittleEndian
    case .newerMeetingData, .flat, .newerSpanish: .utf8WithMark
    default: .utf8
    }
  }

  private func written(_ moment: Moment) -> String { moment.written(shape, in: zone) }

  private func guest(_ row: Connection, _ yes: String, _ no: String) -> String {
    row.role == .host ? no : yes
  }

  private func plain() -> String {
    var file = DelimitedText(delimiter: layout == .unicodeText ? "\t" : ",")
    file.row(
      "Name (Original Name)", "User Email", "Join Time", "Leave Time", "Duration (Minutes)", "Guest",
      "In Waiting Room")
    for row in rows {
      file.row(
        row.name, row.email, written(row.from), written(row.to), "\(row.minutes)", guest(row, "Yes", "No"),
        row.inWaitingRoom ? "Yes" : "No")
    }
    return file.text
  }

  private func olderMeetingData() -> String {
    var file = DelimitedText()
    file.raw("Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants,")
    file.row(
      session.spacedMeeting, session.english, written(session.starts - 3600), written(session.ends + 600),
      "host@network.example.org", "\((session.ends.seconds - session.starts.seconds) / 60 + 70)",
      "\(rows.count)", "")
    file.raw("")
    file.row("Name (Original Name)", "User Email", "Join Time", "Leave Time", "Duration (Minutes)", "Guest")
    for row in rows {
      file.row(
        row.name, row.email, written(row.from), written(row.to), "\(row.minutes)", guest(row, "Yes", "No"))
    }
    return file.text
  }

  private func newerMeetingData() -> String {
    var file = DelimitedText(lineEnd: "\n")
    file.row("Topic", "ID", "Host", "Duration (minutes)", "Start time", "End time", "Participants")
    file.row(
      session.english, session.spacedMeeting, "UN Network Host (host@network.example.org)",
      "\((session.ends.seconds - session.starts.seconds) / 60 + 70)", written(session.starts - 3600),
      written(session.ends + 600), "\(rows.count)")
    file.raw("")
    file.row(
      "Name (original name)", "Email", "Join time", "Leave time", "Duration (minutes)", "Guest",
      "Recording disclaimer response", "In waiting room")
    for row in rows {
      file.row(
        row.name, row.email, written(row.from), written(row.to), "\(row.minutes)", guest(row, "Yes", "No"),
        "OK", row.inWaitingRoom ? "Yes" : "No")
    }
    return file.text
  }

  private func flat() -> String {
    var file = DelimitedText()
    file.row(
      "Topic", "Type", "ID", "Host name", "Host e-mail", "Start time", "End time", "Participants",
      "Duration (minutes)", "Total participant minutes", "Department", "Group", "Source", "Unique viewers",
      "Max concurrent views", "Creation time", "Name (original name)", "E-mail", "Join time", "Leave time",
      "Duration (minutes)", "Guest", "Recording disclaimer response", "In waiting room")
    let minutes = rows.map(\.minutes).reduce(0, +)
    for row in rows {
      file.row(
        session.english, "Meeting", session.spacedMeeting, "UN Network Host", "host@network.example.org",
        written(session.starts - 3600), written(session.ends + 600), "\(rows.count)",
        "\((session.ends.seconds - session.starts.seconds) / 60 + 70)", "\(minutes)", "", "", "Zoom", "", "",
        written(session.starts - 86_400 * 6), row.name, row.email, written(row.from), written(row.to),
        "\(row.minutes)", guest(row, "Yes", "No"), "OK", row.inWaitingRoom ? "Yes" : "No")
    }
    return file.text
  }

  private func olderSpanish() -> String {
    var file = DelimitedText(delimiter: ";")
    file.row(
      "Nombre (nombre original)", "E-mail del usuario", "Hora para unirse", "Hora para salir",
      "Duración (minutos)", "Invitado", "En sala de espera")
    for row in rows {
      file.row(
        row.name, row.email, written(row.from), written(row.to), "\(row.minutes)", guest(row, "Sí", "No"),
        row.inWaitingRoom ? "Sí" : "No")
    }
    return file.text
  }

  private func newerSpanish() -> String {
    var file = DelimitedText()
    file.row(
      "Nombre (nombre original)", "Correo electrónico", "Hora de entrada", "Hora de salida",
      "Duración (minutos)", "Invitado", "Respuesta al descargo de responsabilidad relativa a la grabación",
      "En sala de espera")
    for row in rows {
      file.row(
        row.name, row.email, written(row.from), written(row.to), "\(row.minutes)", guest(row, "Sí", "No"),
        "OK", row.inWaitingRoom ? "Sí" : "No")
    }
    return file.text
  }
}

extension OutputFolder {
  /// Writes a report under the name that Zoom gives it: the meeting's number is in it.
  func write(_ report: ZoomMeetingReport, in folder: String) throws {
    let zone = report.zone == .utc ? "utc" : "santiago"
    try write(
      report.text(), to: "\(folder)/\(zone)/participants_\(report.session.meeting).csv",
      as: report.encoding)
  }
}
