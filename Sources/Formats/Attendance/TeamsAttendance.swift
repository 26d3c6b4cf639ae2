internal import Tables

/// Teams' reports of attendance, in their three generations: the list of people's actions of 2020, the summary with
/// a list of 2021, and the sections of 2022 and later.
struct TeamsAttendance: ListFormat {
  static let name = InputFormat.teamsAttendance
  static let about = FormatDescription(
    "Teams' reports of attendance, of all generations",
    recognisedBy:
      "`Meeting Summary`, `1. Summary`, or the headers of a list",
    columns: FormatDescription.attendance)
  static let columns = [
    Field("session", .text), Field("meeting_id", .text), Field("name", .text), Field("email", .text),
    Field("role", .text), Field("joined_at", .datetime), Field("left_at", .datetime),
    Field("minutes", .number),
  ]
  static let essential = ["name", "joined_at"]
  var reader: ListReader

  static func recognises(_ beginning: FileBeginning) -> Bool {
    if beginning.candidates.first.map({ TeamsWords.titles.contains($0.keys.first ?? "") && $0.width == 1 })
      == true
    {
      return true
    }
    return beginning.candidates.contains { $0.width > 1 && isHeader($0.names, $0.keys) }
      || beginning.candidates.first.map(TeamsActions.isAction) == true || hasParts(beginning.candidates)
  }

  /// Whether parts are numbered, with a list below the second title, as in every language.
  private static func hasParts(_ candidates: [FileBeginning.Candidate]) -> Bool {
    func part(_ candidate: FileBeginning.Candidate) -> Int? {
      candidate.width == 1 ? TeamsSections.number(candidate.names[0]) : nil
    }
    guard let first = candidates.first, part(first) == 1,
      let second = candidates.firstIndex(where: { part($0) == 2 })
    else { return false }
    return second + 1 < candidates.count && candidates[second + 1].width >= 6
      && candidates[1..<second].allSatisfy { $0.width <= 2 }
  }

  static func isHeader(_ names: [String], _ keys: [String]) -> Bool {
    guard let first = keys.first, words.column(first) == "name" else { return false }
    let has = words.columns(keys)
    if keys.contains(where: TeamsWords.action.contains) { return true }
    // Zoom and Webex have a join time, too, and other words beside it.
    return has.isSuperset(of: ["joined_at", "left_at", "minutes"])
      && keys.contains { TeamsWords.own.contains($0) }
  }

  static func layout(_ list: inout RecordList, isDeclared: Bool) -> ListLayout? {
    TeamsSections(list).layout(&list, isDeclared: isDeclared)
  }

  static let words = ListWords([
    (
      "name", "fullname name",
      "nombrecompleto nombre nomecompleto nome nomcomplet nom vollstandigername vollerername name"
    ),
    (
      "joined_at", "jointime firstjoin firstjointime",
      """
      horadeunion horadeincorporacion primeraunion primeraincorporacion horadeentrada primeiraentrada primeiroingresso horadeingresso heuredarrivee
      premierearrivee heuredeparticipation premiereparticipation beitrittszeit ersterbeitritt teilnahmezeit
      erstteilnahme oradiaccesso primoaccesso oradipartecipazione primapartecipazione horariodeentrada timestamp
      marcadetiempo carimbodedatahora carimbodedataehora horodateur horodatage zeitstempel dataeora
      """
    ),
    (
      "left_at", "leavetime lastleave lastleavetime",
      """
      horadesalida ultimasalida horadesaida ultimasaida horariodesaida heurededepart dernierdepart heuredesortie dernieresortie
      verlassenszeit letztesverlassen austrittszeit letzteraustritt oradiuscita ultimauscita oradiabbandono
      """
    ),
    (
      "minutes", "duration inmeetingduration",
      """
      duracion duracionenlareunion duracionenreunion duracao duracaonareuniao duracaoemreuniao duree dureedelareunion
      dureedanslareunion dureeenreunion dauer dauerinderbesprechung besprechungsdauer durata duratanellariunione
      duratainriunione
      """
    ),
    (
      "email", "email",
      """
      correoelectronico correo direcciondecorreoelectronico enderecodeemail adresseemail adressedemessagerie courriel
      emailadresse indirizzoemail postaelettronica
      """
    ),
    ("role", "role", "rol funcion funcao rolle ruolo papel"),
  ])
}
