/// A format, described for people; `Docs/formats.md` is made from it.
package struct FormatDescription: Sendable {
  /// The kind of file.
  package let what: String
  /// The part of a file's content by which it is recognised.
  package let recognisedBy: String
  /// Remarks on the format's columns, by name.
  package let columns: [String: String]

  package init(_ what: String, recognisedBy: String, columns: [String: String] = [:]) {
    self.what = what
    self.recognisedBy = recognisedBy
    self.columns = columns
  }
}

extension FormatDescription {
  /// Remarks on the columns that lists of attendance share.
  static let attendance = [
    "session": "the meeting's title", "meeting_id": "as far as the report has it",
    "minutes": "from `1h 13m 42s`",
  ]

  /// Remarks on the columns that lists of registrations share.
  static let registrations = [
    "organisation": "as far as the system has it", "position": "as far as the system has it",
    "checked_in_at": "as far as the system has it",
  ]
}
