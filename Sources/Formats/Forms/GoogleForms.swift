internal import Tables

/// The answers to a Google form, as downloaded or from the linked sheet. The questions are its headers.
struct GoogleForms: ListFormat {
  static let name = InputFormat.googleForms
  static let about = FormatDescription(
    "the answers to a Google form",
    recognisedBy:
      "`Timestamp` or `Marca temporal` as first header",
    columns: [
      "submitted_at": "`2026/02/23 7:18:51 a. m. GMT-5` too",
      "email": "null where the form does not ask for it",
      "name": "null where the form does not ask for it",
    ])
  static let columns = [Field("submitted_at", .datetime), Field("email", .text), Field("name", .text)]
  static let essential = ["submitted_at"]
  var reader: ListReader

  static func isHeader(_ names: [String], _ keys: [String]) -> Bool {
    guard let first = keys.first, words.column(first) == "submitted_at" else { return false }
    // Many programs write `timestamp`.
    return first != "timestamp"
      || names[0] == "Timestamp" && names.dropFirst().contains { $0.contains(" ") || $0.contains("?") }
  }

  static let words = ListWords([
    (
      "submitted_at", "timestamp",
      "marcatemporal carimbodedatahora horodateur zeitstempel informazionicronologiche cronologia"
    ),
    (
      "email", "emailaddress username email",
      """
      direcciondecorreoelectronico correoelectronico nombredeusuario enderecodeemail nomedeusuario adresseemail
      nomdutilisateur emailadresse nutzername indirizzoemail nomeutente
      """
    ),
    ("name", "name fullname", "nombre nombrecompleto nome nomecompleto nom nomcomplet nomeecognome"),
  ])
}
