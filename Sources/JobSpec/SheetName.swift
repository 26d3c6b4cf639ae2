/// Excel's rules for the names of sheets.
enum SheetName {
  static let longest = 31

  /// The reason why Excel rejects a name, or nil.
  static func problem(in name: String) -> String? {
    if name.allSatisfy({ $0 == " " }) { return "it is empty" }
    // By scalar: a combining mark after the sign makes another character of both, but Excel sees the sign.
    if let refused = name.unicodeScalars.first(where: { "[]:*?/\\".unicodeScalars.contains($0) }) {
      return "Excel does not allow '\(refused)' in the name of a sheet"
    }
    if name.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) {
      return "it contains a control character"
    }
    if name.unicodeScalars.first == "'" || name.unicodeScalars.last == "'" {
      return "Excel does not allow an apostrophe at its beginning or end"
    }
    if name.lowercased() == "history" { return "Excel reserves this name" }
    let length = name.utf16.count
    return length > longest ? "it has \(length) characters, and Excel allows \(longest)" : nil
  }

  /// Excel treats names with equal keys as equal.
  static func key(_ name: String) -> String { name.lowercased() }
}
