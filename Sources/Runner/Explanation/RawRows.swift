/// The text of rows as it stands in text files, which are read once.
final class RawRows {
  private let read: (String) -> [UInt8]?
  private var lines: [String: [Substring.UnicodeScalarView]] = [:]

  /// - Parameter read: the bytes of a file by its display path; nil if there is none.
  init(_ read: @escaping (String) -> [UInt8]?) { self.read = read }

  /// The row that begins at a line, with its further lines if a text in quotes goes on; nil for a file that is
  /// not a text.
  func text(of place: RowPlace) -> String? {
    let lines = lines(of: place.file)
    guard place.line >= 1, place.line <= lines.count else { return nil }
    var text = ""
    var quotes = 0
    for line in lines[(Int(place.line) - 1)...].prefix(1000) {
      if !text.isEmpty { text.unicodeScalars.append("\n") }
      text.unicodeScalars.append(contentsOf: line)
      quotes += line.count { $0 == "\"" }
      if quotes % 2 == 0 { break }
    }
    return text.unicodeScalars.last == "\r" ? String(text.unicodeScalars.dropLast()) : text
  }

  private func lines(of file: String) -> [Substring.UnicodeScalarView] {
    if let known = lines[file] { return known }
    let text = FileText(read(file) ?? [])?.text ?? ""
    let split = Substring(text).unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    lines[file] = split
    return split
  }
}
