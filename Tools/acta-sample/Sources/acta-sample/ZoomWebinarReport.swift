/// Zoom's report of a webinar's attendees: several tables in one file.
struct ZoomWebinarReport {
  enum Language {
    case english, spanish
    /// As the machine translation of early 2021 had it: "job position" for the time of joining.
    case spanishMistranslated
  }

  var session: Session
  var language: Language
  var zone: Moment.Zone
  var shape: Moment.Shape
  /// Whether the form asked who people are.
  var questions: [Answers.Question] = []
  var rows: [Connection]
  /// Registered and never came; cancelled ones among them.
  var noShows: [Person] = []

  private var isEnglish: Bool { language == .english }

  func text() -> String {
    var file = DelimitedText(lineEnd: isEnglish ? "\n" : "\r\n")
    summary(&file)
    let people = isEnglish ? "User Name (Original Name)" : "Nombre de usuario (nombre original)"
    let times =
      isEnglish
      ? ["Join Time", "Leave Time", "Time in Session (minutes)", "Country/Region Name"]
      : [
        language == .spanishMistranslated ? "Puesto de trabajo" : "Hora de entrada", "Hora de salida",
        "Tiempo en la sesión (minutos)", "Nombre de país/región",
      ]
    let attended = isEnglish ? "Attended" : "Asistió"
    let email = isEnglish ? "Email" : "Correo electrónico"

    file.raw(isEnglish ? "Host Details," : "Detalles del anfitrión,")
    file.row([attended, people, email] + times)
    for row in rows where row.role == .host { file.row([yes, row.name, row.email] + timesOf(row)) }

    file.raw(isEnglish ? "Panelist Details,,,,,,," : "Detalles de panelista,,,,,,,")
    file.row([attended, people, email] + times)
    for row in rows where row.role == .panelist { file.row([yes, row.name, row.email] + timesOf(row)) }

    file.raw(isEnglish ? "Attendee Details,,,,,,,,,,,,," : "Detalles de asistente,,,,,,,,,,,,,")
    attendees(&file, attended, people, email, times)

    file.raw(isEnglish ? "Other Attended," : "Otros asistentes,")
    file.row([isEnglish ? "User Name" : "Nombre de usuario"] + times)
    for row in rows where row.role == .phone { file.row([row.name] + timesOf(row, minutesOnly: true)) }
    return file.text
  }

  private func summary(_ file: inout DelimitedText) {
    file.raw(isEnglish ? "Attendee Report," : "Informe de asistentes,")
    file.row(
      isEnglish ? "Report Generated:" : "Informe generado:",
      (session.ends + 5400).written(isEnglish ? .englishMinutes : .spanishMinutes, in: zone))
    file.row(
      isEnglish
        ? [
          "Topic", "Webinar ID", "Actual Start Time", "Actual Duration (minutes)", "# Registered",
          "# Cancelled", "Unique Viewers", "Total Users", "Max Concurrent Views",
        ]
        : [
          "Tema", "ID de seminario web", "Hora de inicio real", "Duración real (minutos)", "N.º inscritos",
          "N.º cancelados", "Espectadores exclusivos", "Usuarios totales", "Vistas simultáneas máximas",
        ])
    // The total of users is the one number that nobody can find again in the rows.
    file.row(
      isEnglish ? session.english : session.spanish, session.spacedMeeting,
      (session.starts - 3000).written(isEnglish ? .englishMinutes : .spanishMinutes, in: zone), " 178",
      " \(registered.count)", " 0", "\(viewers.count)", "\(rows.count + 14)", "0")
  }

  /// Those in the list of attendees, whether they came or not.
  private var registered: Set<String> {
    Set((viewers.map { $0 } + noShows.map { $0.email.lowercased() }))
  }

  private var viewers: Set<String> {
    Set(rows.filter { $0.role == .attendee }.map { $0.email.lowercased() })
  }

  private func attendees(
    _ file: inout DelimitedText, _ attended: String, _ people: String, _ email: String, _ times: [String]
  ) {
    file.row(
      [attended, people] + (isEnglish ? ["First Name", "Last Name"] : ["Nombre", "Apellido"]) + [email]
        + questions.map { isEnglish ? $0.english : $0.spanish }
        + (isEnglish
          ? ["Registration Time", "Approval Status"] : ["Hora de registro", "Estado de aprobación"])
        + times)
    var seen: Set<String> = []
    for row in rows where row.role == .attendee {
      // Zoom fills what the form said on a person's first row only.
      let isFirst = seen.insert(row.email.lowercased()).inserted
      let registered = session.starts - (3 * 86_400 + row.name.utf8.count * 7919 % 500_000)
      file.row(
        [yes, row.name, row.given, row.family, row.email]
          + questions.map { question in row.person.map(question.answer) ?? "" }
          + (isFirst ? [registered.written(shape, in: zone), approved] : ["", ""]) + timesOf(row))
    }
    for (index, person) in noShows.enumerated() {
      file.row(
        ["No", person.name, person.given, person.family, person.email] + questions.map { $0.answer(person) }
          + [
            (session.starts - (86_400 + index * 977)).written(shape, in: zone),
            index % 9 == 8 ? (isEnglish ? "denied" : "denegado") : approved, "--", "--", "--", "--",
          ])
    }
  }

  private var yes: String { isEnglish ? "Yes" : "Sí" }
  private var approved: String { isEnglish ? "approved" : "aprobado" }

  private func timesOf(_ row: Connection, minutesOnly: Bool = false) -> [String] {
    let shape = minutesOnly && isEnglish ? Moment.Shape.englishMinutes : shape
    // The country is where the computer was, never whom its user spoke for.
    let places =
      isEnglish ? ["Chile", "United States", "Mexico", "--"] : ["Chile", "Estados Unidos", "México"]
    return [
      row.from.written(shape, in: zone), row.to.written(shape, in: zone), "\(row.minutes)",
      places[row.name.utf8.count % places.count],
    ]
  }
}

extension OutputFolder {
  func write(_ report: ZoomWebinarReport, in folder: String) throws {
    let zone = report.zone == .utc ? "utc" : "santiago"
    let name = report.language == .english ? "attendee" : "informe_asistentes"
    try write(
      report.text(), to: "\(folder)/\(zone)/\(name)_\(report.session.meeting).csv",
      as: report.language == .english ? .utf8 : .utf8WithMark)
  }
}
