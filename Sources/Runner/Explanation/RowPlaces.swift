internal import Tables

package struct RowPlace: Sendable, Hashable {
  /// The input's name.
  package var input: String
  /// `Inputs/a.csv`, with the member of an archive behind it.
  package var file: String
  package var line: Int64
  /// Why the row was not read; nil if it was.
  package var reason: String?
  /// The corrections with which it was read, although it could not be read as it stands: `Corrections/a.csv:2`.
  package var corrections: [String] = []
  /// The text of the row in its file; nil if it was not asked for, or the file is not a text.
  package var raw: String?

  /// `Inputs/a.csv:12`
  package var words: String { "\(file):\(line)" }
}

struct RowPlaces: Sendable {
  let files: TextColumn
  let lines: [Int64]

  func place(of row: Int32, in input: String) -> RowPlace {
    RowPlace(input: input, file: files.string(at: Int(row)), line: lines[Int(row)])
  }
}
