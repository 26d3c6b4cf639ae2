/// Rules of the names of a workbook's sheets, which are Excel's.
enum SheetName {
  static let longest = 31

  /// Why Excel does not take a name, or nil.
  static func problem(in name: String) -> String? {
    if name.allSatisfy({ $0 == " " }) { return "it is empty" }
    if let refused = name.first(where: { "[]:*?/\\".contains($0) }) {
      return "Excel takes no '\(refused)' in the name of a sheet"
    }
    if name.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) {
      return "it holds a control character"
    }
    if name.hasPrefix("'") || name.hasSuffix("'") {
      return "Excel takes no apostrophe at its beginning or end"
    }
    if name.lowercased() == "history" { return "Excel keeps this name for itself" }
    let length = name.utf16.count
    return length > longest ? "it has \(length) characters, and Excel takes \(longest)" : nil
  }

  /// Names with the same key are one name for Excel.
  static func key(_ name: String) -> String { name.lowercased() }
}
