internal import Tables

/// Google Meet's list of attendance. Its times have no date, which comes from the file's name or from the input's
/// `date:`.
struct MeetAttendance: ListFormat {
  static let name = InputFormat.meetAttendance
  static let about = FormatDescription(
    "Google Meet's list of attendance",
    recognisedBy:
      "first name, duration and `Time joined`",
    columns: [
      "session": "null: Meet does not say it",
      "meeting_id": "null: Meet does not say it",
      "role": "null: Meet does not say it",
      "name": "put together from first and last name",
      "minutes": "from `1 hr 2 min`",
      "joined_at": "with the date of the file's name, or of the input",
      "left_at": "with the date of the file's name, or of the input",
    ])
  static let columns = TeamsAttendance.columns
  static let essential = ["email", "joined_at"]
  var reader: ListReader

  static func isHeader(_ names: [String], _ keys: [String]) -> Bool {
    let has = words.columns(keys)
    return keys.count <= 8 && has.isSuperset(of: ["joined_at", "minutes"])
      && keys.contains { ["firstname", "nombre", "nome", "prenom", "vorname"].contains($0) }
      && !keys.contains { ["jointime", "horaparaunirse", "useraction"].contains($0) }
  }

  static let words = ListWords([
    ("email", "email", "correoelectronico correo adresseemail emailadresse"),
    ("minutes", "duration", "duracion duracao duree dauer durata"),
    (
      "joined_at", "timejoined",
      """
      horaalaqueseunio horadeentrada horadeunion horadeingreso horadaentrada heuredarrivee heuredeconnexion
      beigetretenum beitrittszeit oradiingresso oradiaccesso
      """
    ),
    (
      "left_at", "timeexited timeleft",
      """
      horaalaquesalio horadesalida horadesaida heuredesortie heurededepart verlassenum austrittszeit oradiuscita
      """
    ),
    ("first_name", "firstname", "nombre nome prenom vorname"),
    ("last_name", "lastname", "apellido apellidos sobrenome nom nomdefamille nachname cognome"),
  ])
}
