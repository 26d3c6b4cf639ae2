import Foundation
import TestSupport
import Testing

@testable import Diagnostics
@testable import Formats
@testable import Tables

func micros(_ text: String) -> Value {
  let bytes = Array(text.utf8)
  let time = ISOTime.read(bytes.span, 0..<bytes.count)!
  return .datetime(time.local - (time.offset ?? 0))
}

@Suite struct ZoomMeetingReadingTests {
  private func meeting(_ name: String, _ change: (inout ReadingOptions) -> Void = { _ in }) throws
    -> ReadingResult
  {
    try read(try fixture("zoom/\(name).csv"), change)
  }

  @Test(arguments: [
    "p1-plain", "p2-meeting-data", "p3-unique-users", "p4-newer", "p5-flat", "p1-spanish", "p1-spanish-newer",
  ])
  func `every layout is recognised and has the same columns`(name: String) throws {
    let result = try meeting(name)
    #expect(result.files[0].format == ZoomMeeting.name)
    #expect(
      result.names.prefix(10) == [
        "session", "meeting_id", "name", "original_name", "email", "joined_at", "left_at", "minutes", "guest",
        "waiting_room",
      ])
    #expect(result.table.schema.fields[5].type == .datetime && result.table.schema.fields[7].type == .number)
    #expect(result.rejected == [] && result.balances && result.warnings.isEmpty)
  }

  @Test func `P1 has one row a join, names apart from original names, and no session`() throws {
    let result = try meeting("p1-plain")
    #expect(result.texts("name") == ["Equipo CEPAL", "iPhone", "Pérez, Carla", "Diego Gómez"])
    #expect(result.texts("original_name") == [nil, "Ana Soto", nil, "TA"])
    #expect(
      result.texts("email") == ["equipo@example.org", "ana.soto@example.org", nil, "diego@example.org"])
    #expect(result.values("joined_at")[3] == micros("2021-04-26T13:15:00Z"))
    #expect(result.values("minutes") == [.number(205), .number(60), .number(1), .number(45)])
    #expect(result.values("guest") == [.boolean(false), .boolean(true), .boolean(true), .boolean(true)])
    #expect(result.values("waiting_room") == [.boolean(false), .boolean(false), .boolean(true), .null])
    #expect(result.texts("session") == [nil, nil, nil, nil])
    #expect(result.texts("Recording Consent") == [nil, "Yes", nil, nil])
  }

  @Test func `P2 and P4 have the meeting's topic and number above the list`() throws {
    let old = try meeting("p2-meeting-data")
    #expect(old.texts("session") == ["Consulta, sociedad civil", "Consulta, sociedad civil"])
    #expect(old.texts("meeting_id") == ["958 1234 5678", "958 1234 5678"])
    #expect(old.texts("name") == ["Ana Soto", "Luis Rojas"] && old.table.rowCount == 2)
    let newer = try meeting("p4-newer")
    #expect(newer.texts("session") == ["Sesión informativa", "Sesión informativa"])
    #expect(newer.values("minutes") == [.number(60), .number(75)])
  }

  @Test func `P3 has no times`() throws {
    let result = try meeting("p3-unique-users")
    #expect(result.values("joined_at") == [.null, .null])
    #expect(result.values("minutes") == [.number(123), .number(45)])
  }

  @Test func `P5 has the participant's minutes, not the meeting's`() throws {
    let result = try meeting("p5-flat")
    #expect(result.values("minutes") == [.number(90), .number(200)])
    #expect(result.texts("session") == ["Área 1", "Área 1"])
    #expect(result.texts("meeting_id") == ["958 1234 5678", "958 1234 5678"])
    #expect(result.texts("email") == ["ana.soto@example.org", nil])
    #expect(result.texts("original_name") == [nil, "Luis"])
    #expect(result.values("left_at")[0] == micros("2021-04-27T10:30:00Z"))
    #expect(!result.names.contains("Host name") && !result.names.contains("Type"))
  }

  @Test func `Spanish layouts with semicolons and in UTF-16 with tabs`() throws {
    let result = try meeting("p1-spanish")
    #expect(result.texts("name") == ["Equipo", "Ana Soto", "Zoë Núñez"])
    #expect(result.values("guest") == [.boolean(false), .boolean(true), .boolean(true)])
    #expect(result.values("joined_at")[0] == micros("2021-04-26T08:45:10Z"))
    let text = String(decoding: try fixture("zoom/p1-spanish.csv"), as: UTF8.self).replacing(";", with: "\t")
    var wide: [UInt8] = [0xFF, 0xFE]
    for unit in text.utf16 { wide += [UInt8(unit & 255), UInt8(unit >> 8)] }
    let tabs = try read(wide)
    #expect(tabs.table == result.table)
    #expect(tabs.files[0].encoding == .utf16LittleEndian && tabs.files[0].delimiter == 9)
    let newer = try meeting("p1-spanish-newer")
    #expect(newer.values("joined_at") == [micros("2021-03-18T19:02:11Z")])
  }

  @Test func `times are on the clock of the input or of the declared column`() throws {
    let result = try meeting("p1-plain") {
      $0.zone = Zone("America/Santiago")!
      var joined = InputColumn("joined_at")
      joined.zone = .utc
      $0.columns = [joined]
    }
    #expect(result.values("joined_at")[1] == micros("2021-04-26T09:01:00Z"))
    #expect(result.values("left_at")[1] == micros("2021-04-26T10:01:00-04:00"))
    #expect(result.names.filter { $0 == "joined_at" }.count == 1)
  }

  @Test func `an ambiguous order of day and month is decided by language, with a warning`() throws {
    let english = try read(
      "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes)\nAna,,05/04/2021 10:00,05/04/2021 11:00,60\n"
    )
    #expect(english.values("joined_at") == [micros("2021-05-04T10:00Z")])
    #expect(
      english.warnings.map(\.message.description) == [
        "dates like '05/04/2021 10:00' are read with the month first"
      ])
    let spanish = try read(
      "Nombre (nombre original),Correo electrónico,Hora de entrada,Hora de salida,Duración (minutos)\nAna,,05/04/2021 10:00,05/04/2021 11:00,60\n"
    )
    #expect(spanish.values("joined_at") == [micros("2021-04-05T10:00Z")])
    #expect(spanish.warnings.count == 1)
    let declared = try read(
      "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes)\nAna,,05/04/2021 10:00,05/04/2021 11:00,60\n"
    ) {
      $0.columns = ["joined_at", "left_at"].map {
        var column = InputColumn($0)
        column.formats = ["dd/MM/yyyy HH:mm"]
        return column
      }
    }
    #expect(declared.values("joined_at") == [micros("2021-04-05T10:00Z")] && declared.warnings.isEmpty)
  }

  @Test func `any number above twelve decides the order for the whole file`() throws {
    let result = try read(
      "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes)\nAna,,05/04/2021 10:00,05/04/2021 11:00,60\nEva,,13/04/2021 01:00:00 PM,13/04/2021 02:00:00 PM,60\n"
    )
    #expect(result.values("joined_at") == [micros("2021-04-05T10:00Z"), micros("2021-04-13T13:00Z")])
    #expect(result.warnings.isEmpty)
  }

  @Test func `rows that a spreadsheet wrapped in one field are read, with a warning`() throws {
    let lines = String(decoding: try fixture("zoom/p1-plain.csv"), as: UTF8.self).split(separator: "\n")
    let wrapped = lines.map { "\"\($0.replacing("\"", with: "\"\""))\"" }.joined(separator: "\r\n")
    let result = try read(wrapped)
    let plain = try meeting("p1-plain")
    #expect(result.table == plain.table)
    #expect(result.warnings.map(\.message.description) == ["5 rows were read from a single quoted field"])
  }

  @Test func `rows that do not fit are rejects with their line`() throws {
    var text = String(decoding: try fixture("zoom/p2-meeting-data.csv"), as: UTF8.self)
    text +=
      "Eva,eva@example.org,soon,04/13/2021 11:00:00 AM,60,\nPérez, Carla,c@example.org,04/13/2021 10:00:00 AM,04/13/2021 11:00:00 AM,60,\n"
    let result = try read(text)
    #expect(
      result.rejected == [
        "7 joined_at: 'soon' is not a date and time", "8 -: it has 7 fields, the header has 5",
      ])
    #expect(result.files[0].rows == 4 && result.balances)
  }

  @Test func `declared columns pick others of the file, and required ones must be there`() throws {
    let result = try meeting("p1-plain") {
      var consent = InputColumn("consent", .boolean)
      consent.headers = ["recording consent"]
      var email = InputColumn("email")
      email.required = true
      $0.columns = [consent, email]
      $0.undeclared = .drop
    }
    #expect(result.values("consent") == [.null, .boolean(true), .null])
    #expect(result.names.last == "consent" && result.table.rowCount == 3)
    #expect(result.rejected == ["4 email: a value is required"])
    #expect(throws: Diagnostics.self) {
      _ = try meeting("p3-unique-users") {
        var joined = InputColumn("joined_at")
        joined.required = true
        $0.columns = [joined]
      }
    }
  }

  @Test func `a file without participants says what it begins with`() {
    #expect(
      failures("a,b\n1,2\n") { $0.format = ZoomMeeting.name } == [
        "'Inputs/a.csv' has no list of participants"
      ])
  }
}

@Suite struct ZoomWebinarReadingTests {
  @Test func `every section of the English report`() throws {
    let result = try read(try fixture("zoom/webinar-english.csv"))
    #expect(result.files[0].format == ZoomWebinar.name && result.files[0].rows == 7 && result.balances)
    #expect(
      result.names == [
        "session", "webinar_id", "role", "attended", "name", "first_name", "last_name", "email",
        "registered_at",
        "approval", "joined_at", "left_at", "minutes", "country", "guest",
        "Profession (if student mention \"Student\", please)",
      ])
    #expect(
      result.texts("role") == ["host", "panelist", "panelist", "attendee", "attendee", "attendee", "phone"])
    #expect(
      result.values("attended") == [true, true, false, true, true, false, true].map { .boolean($0) })
    #expect(
      result.texts("name") == [
        "Equipo CEPAL", "Marta Ruiz", "Otro Ponente", "Ana Soto", "Ana Soto", "Luis Rojas", "56912345678",
      ])
    #expect(Set(result.texts("session")) == ["Seminario 1: migración, datos"])
    #expect(Set(result.texts("webinar_id")) == ["328-972-509"])
    #expect(
      result.values("minutes") == [
        .number(180), .number(60), .null, .number(41), .number(21), .null, .number(30),
      ])
    #expect(result.values("joined_at")[6] == micros("2020-10-15T14:20Z"))
    #expect(result.values("joined_at")[3] == micros("2020-10-15T08:05Z"))
    #expect(result.values("registered_at")[3] == micros("2020-10-01T10:11:12Z"))
    #expect(result.values("registered_at")[4] == .null && result.texts("approval")[4] == nil)
    #expect(result.texts("country") == ["Chile", "México", nil, "Hong Kong, China", "Chile", nil, "Chile"])
    #expect(result.texts("Profession (if student mention \"Student\", please)")[3] == "Student, law")
    #expect(result.warnings.isEmpty)
  }

  @Test func `sections padded with commas, without registration, with an empty one`() throws {
    let result = try read(try fixture("zoom/webinar-newer.csv"))
    #expect(result.texts("role") == ["host", "attendee"])
    #expect(result.texts("name") == ["Equipo (Equipo CEPAL)", "iPhone (Brian)"])
    #expect(result.values("guest") == [.boolean(false), .boolean(true)])
    #expect(result.texts("webinar_id") == ["811 2222 3333", "811 2222 3333"])
    #expect(result.values("joined_at")[1] == micros("2020-10-09T08:10Z"))
    #expect(result.rejected == [] && result.warnings.isEmpty)
  }

  @Test func `the Spanish report, whose time of joining is called a job`() throws {
    let result = try read(try fixture("zoom/webinar-spanish.csv"))
    #expect(result.files[0].format == ZoomWebinar.name)
    #expect(result.texts("role") == ["host", "panelist", "attendee", "attendee"])
    #expect(result.values("attended") == [true, false, true, false].map { .boolean($0) })
    #expect(result.values("joined_at")[0] == micros("2020-11-05T09:50Z"))
    #expect(result.values("joined_at")[2] == micros("2020-11-05T10:00Z"))
    #expect(result.values("registered_at")[3] == micros("2020-10-21T11:12:13Z"))
    #expect(result.texts("name") == ["Equipo CEPAL", "Marta Ruiz", "Ana Soto", "--"])
    #expect(result.texts("first_name") == [nil, nil, "Ana", "Luis"])
    #expect(result.texts("Teléfono")[2] == "+56 9 1234 5678")
    #expect(result.texts("Nombre de fuente")[3] == "Correo")
    #expect(result.texts("session")[0] == "Seminario 3: trabajo decente")
    #expect(result.texts("webinar_id")[0] == "811 4444 5555")
  }

  @Test func `a job title is a question like any other`() throws {
    let text = String(decoding: try fixture("zoom/webinar-spanish.csv"), as: UTF8.self)
      .replacing("Puesto de trabajo", with: "Hora de entrada").replacing(
        "Teléfono", with: "Puesto de trabajo"
      )
      .replacing("+56 9 1234 5678", with: "Directora")
    let result = try read(text)
    #expect(result.texts("Puesto de trabajo")[2] == "Directora")
    #expect(result.values("joined_at")[2] == micros("2020-11-05T10:00Z"))
  }

  @Test func `the columns are known before any file`() {
    var options = ReadingOptions(zone: .utc)
    options.format = ZoomWebinar.name
    options.columns = [InputColumn("question"), InputColumn("minutes", .integer)]
    let schema = InputReader.schema(for: options)
    #expect(schema.names.count == 16 && schema.field(named: "minutes")?.type == .integer)
    #expect(schema.field(named: "attended")?.type == .boolean && schema.undeclared == .text)
  }
}
