internal import Tables

/// The answers to a Microsoft form. The questions are its headers; an answer of several choices is `a;b;`.
struct MicrosoftForms: ListFormat {
  static let name = InputFormat.microsoftForms
  static let about = FormatDescription(
    "the answers to a Microsoft form, as CSV or workbook",
    recognisedBy:
      "`ID`, start time and completion time",
    columns: [
      "submitted_at": "the completion time; numbers of a spreadsheet's days too",
      "email": "`anonymous` is null",
    ])
  static let columns = [
    Field("submitted_at", .datetime), Field("email", .text), Field("name", .text),
  ]
  static let essential = ["submitted_at"]
  var reader: ListReader

  static func isHeader(_ names: [String], _ keys: [String]) -> Bool {
    keys.contains("id") && keys.contains { words.column($0) == "submitted_at" }
      && keys.contains { begun.contains($0) }
  }

  static func value(_ text: String, of column: Field, day: String?) -> String? {
    // For people outside the organisation.
    if column.name == "email", anonymous.contains(folded(text)) { return "" }
    return ListValue.plain(text, of: column, day: day)
  }

  static func mayChange(_ column: Field) -> Bool { column.type != .text || column.name == "email" }

  static func isPlain(_ bytes: Span<UInt8>, _ value: ByteRange, of column: Field, day: String?) -> Bool {
    column.name != "email" && ListValue.isPlain(bytes, value, of: column, day: day)
  }

  private static let anonymous: Set<String> = ["anonymous", "anonimo", "anonyme", "anonym"]
  private static let begun: Set<String> = [
    "starttime", "horadeinicio", "heurededebut", "startzeit", "oradiinizio",
  ]

  static let words = ListWords([
    (
      "submitted_at", "completiontime",
      """
      horadefinalizacion horadeconclusao heuredefin fertigstellungszeit abschlusszeit oradicompletamento
      oradellultimamodifica
      """
    ),
    (
      "email", "email",
      "correoelectronico emaildoutilizador adressedemessagerie adresseemail email1 postaelettronica"
    ),
    ("name", "name", "nombre nome nom"),
  ])
}
