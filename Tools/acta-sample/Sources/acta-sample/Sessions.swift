/// A meeting on the programme: when it ran (Santiago time) and under which Zoom number.
struct Session {
  var code: String
  var stage: String
  var meeting: String
  var starts: Moment
  var ends: Moment
  var area: Int?
  var spanish: String
  var english: String

  /// `912 3456 7890`, as reports print it.
  var spacedMeeting: String {
    let digits = Array(meeting)
    return String(digits[0..<3]) + " " + String(digits[3..<7]) + " " + String(digits[7...])
  }

  static func all(of stage: String) -> [Session] { all.filter { $0.stage == stage } }

  static func named(_ code: String) -> Session { all.first { $0.code == code }! }

  static let all: [Session] = [
    session(
      "SW1", "webinars", "91120200001", (2020, 10, 15), (10, 0), (12, 0), nil,
      "Migración y datos: del registro a la política", "Migration and data: from records to policy"),
    session(
      "SW2", "webinars", "91120200002", (2020, 11, 5), (10, 0), (12, 0), nil,
      "Protección en la ruta y búsqueda de personas", "Protection on the route and search for the missing"),
    session(
      "SW3", "webinars", "91120200003", (2020, 11, 26), (11, 0), (13, 0), nil,
      "Movilidad, fronteras y salud pública", "Mobility, borders and public health"),
    session(
      "SW4", "webinars", "91120200004", (2020, 12, 17), (10, 0), (12, 0), nil,
      "Trabajo decente y contratación equitativa", "Decent work and fair recruitment"),
    session(
      "SW5", "webinars", "91120210005", (2021, 1, 14), (15, 0), (17, 0), nil,
      "Inclusión, ciudades y cohesión social", "Inclusion, cities and social cohesion"),
    session(
      "SW6", "webinars", "91120210006", (2021, 1, 28), (10, 0), (12, 0), nil,
      "Diásporas y desarrollo", "Diasporas and development"),
    session(
      "SI-A", "briefing", "92120210325", (2021, 3, 25), (10, 0), (12, 0), nil,
      "Sesión informativa con múltiples socios", "Briefing with multiple stakeholders"),
    session(
      "SI-B", "briefing", "92120210326", (2021, 3, 25), (15, 0), (16, 30), nil,
      "Sesión informativa con Gobiernos", "Briefing with Governments"),
    session(
      "PR-A", "regional-processes", "93120210412", (2021, 4, 12), (10, 0), (12, 0), nil,
      "Consulta con procesos y plataformas regionales",
      "Consultation with regional processes and platforms"),
    session(
      "PR-B", "regional-processes", "93120210412", (2021, 4, 12), (12, 0), (13, 0), nil,
      "Consulta con procesos y plataformas regionales: discusión interactiva",
      "Consultation with regional processes and platforms: interactive discussion"),
    session(
      "SC1", "civil-society", "94120210413", (2021, 4, 13), (10, 0), (13, 0), nil,
      "Consulta con la sociedad civil y otros socios, 1", "Consultation with civil society, 1"),
    session(
      "SC2", "civil-society", "94120210414", (2021, 4, 14), (20, 30), (23, 50), nil,
      "Consulta con la sociedad civil y otros socios, 2", "Consultation with civil society, 2"),
    session(
      "SC3", "civil-society", "94120210415", (2021, 4, 15), (10, 0), (13, 0), nil,
      "Consulta con la sociedad civil y otros socios, 3", "Consultation with civil society, 3"),
    session(
      "R1", "main-review", "95120210426", (2021, 4, 26), (10, 0), (13, 0), nil,
      "Apertura y revisión de los avances", "Opening and review of progress"),
    session(
      "R2", "main-review", "95120210427", (2021, 4, 26), (15, 0), (17, 30), nil,
      "Avances y desafíos en la implementación", "Progress and challenges of implementation"),
    session(
      "M1", "main-review", "95120210428", (2021, 4, 27), (10, 0), (11, 30), 1,
      "Mesa redonda del área 1", "Round table of area 1"),
    session(
      "M2", "main-review", "95120210429", (2021, 4, 27), (11, 45), (13, 15), 2,
      "Mesa redonda del área 2", "Round table of area 2"),
    session(
      "M3", "main-review", "95120210430", (2021, 4, 27), (15, 0), (16, 30), 3,
      "Mesa redonda del área 3", "Round table of area 3"),
    session(
      "M4", "main-review", "95120210431", (2021, 4, 28), (10, 0), (11, 30), 4,
      "Mesa redonda del área 4", "Round table of area 4"),
    session(
      "M5", "main-review", "95120210432", (2021, 4, 28), (11, 45), (13, 15), 5,
      "Mesa redonda del área 5", "Round table of area 5"),
    session(
      "R3", "main-review", "95120210433", (2021, 4, 28), (15, 0), (16, 0), nil,
      "Conclusiones y clausura", "Conclusions and closing"),
  ]

  private static func session(
    _ code: String, _ stage: String, _ meeting: String, _ day: (Int, Int, Int), _ from: (Int, Int),
    _ to: (Int, Int), _ area: Int?, _ spanish: String, _ english: String
  ) -> Session {
    Session(
      code: code, stage: stage, meeting: meeting,
      starts: Moment(day.0, day.1, day.2, from.0, from.1),
      ends: Moment(day.0, day.1, day.2, to.0, to.1), area: area, spanish: spanish, english: english)
  }
}
