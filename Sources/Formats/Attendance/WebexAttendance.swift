internal import Tables

/// Webex's list of attendees: one row per connection, with the meeting's name on each.
struct WebexAttendance: ListFormat {
  static let name = InputFormat.webexAttendance
  static let about = FormatDescription(
    "Webex's list of attendees",
    recognisedBy:
      "a meeting's name beside a join time and `Attendee Email`, `Display Name` or `Attendance Duration`",
    columns: [
      "session": "the meeting's name",
      "minutes": "from `95 mins`",
    ])
  static let columns = TeamsAttendance.columns
  static let essential = ["email", "joined_at"]
  var reader: ListReader

  static func isHeader(_ names: [String], _ keys: [String]) -> Bool {
    let has = words.columns(keys)
    return has.isSuperset(of: ["joined_at", "left_at"]) && has.contains("session")
      && keys.contains { own.contains($0) }
  }

  private static let own = Set(
    """
    attendeeemail displayname attendanceduration correoelectronicodelasistente nombreparamostrar
    duraciondelaasistencia duraciondeasistencia emaildoparticipante nomedeexibicao duracaodaparticipacao
    adresseelectroniqueduparticipant nomaffiche nomdaffichage dureedelaparticipation teilnehmeremail anzeigename
    teilnahmedauer emailpartecipante nomevisualizzato duratadellapartecipazione
    """.plainWords)

  static let words = ListWords([
    (
      "session", "meetingname meetingtopic",
      "nombredelareunion nomedareuniao nomdelareunion meetingnamen nomedellariunione nomeriunione besprechungsname"
    ),
    (
      "meeting_id", "meetingnumber meetingid",
      "numerodelareunion numerodareuniao numerodereunion meetingnummer"
    ),
    (
      "name", "displayname attendeename name",
      "nombreparamostrar nomedeexibicao nomaffiche nomdaffichage anzeigename nomevisualizzato"
    ),
    (
      "email", "attendeeemail email",
      """
      correoelectronicodelasistente emaildoparticipante adresseelectroniqueduparticipant teilnehmeremail
      emailpartecipante
      """
    ),
    ("role", "role", "rol funcion funcao papel role rolle ruolo"),
    (
      "joined_at", "jointime",
      "horadeentrada horadeunion horadeingresso heuredarrivee beitrittszeit oradiingresso"
    ),
    ("left_at", "leavetime", "horadesalida horadesaida heurededepart austrittszeit oradiuscita"),
    (
      "minutes", "attendanceduration duration",
      """
      duraciondelaasistencia duraciondeasistencia duracaodaparticipacao dureedelaparticipation teilnahmedauer
      duratadellapartecipazione
      """
    ),
  ])
}
