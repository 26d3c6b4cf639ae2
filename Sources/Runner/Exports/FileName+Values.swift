internal import JobSpec
internal import Tables

/// File names made from values.
extension FileName {
  /// Removes characters that Windows, macOS or Linux do not allow in a name.
  static func safe(_ value: Value, in zone: Zone, limit: Int = longestValue) -> String {
    let text = value.text(in: zone)
    var name = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      name.append(isAllowed(scalar) ? scalar : "-")
    }
    var result = Substring(String(name))
    while let first = result.first, first == "." || first == " " { result.removeFirst() }
    while result.utf8.count > limit { result.removeLast() }
    while let last = result.last, last == "." || last == " " { result.removeLast() }
    return isDevice(result) ? "-\(result)" : result.isEmpty ? "-" : String(result)
  }

  /// The name of a file for a value: the template with each `{column}` replaced.
  ///
  /// - Parameter marked: the value if others make the same name. A mark of the value itself then tells them apart, which
  ///   depends neither on the other values nor on the order of rows: `Beta (3f2a81)`. The name of a missing value is
  ///   made of a word, its mark is not.
  static func named(
    _ template: String, _ column: String, _ value: Value, in zone: Zone, marked: Value? = nil
  ) -> String {
    let mark = marked.map { " (\(FileName.mark(of: $0, in: zone)))" } ?? ""
    let parts = template.split(separator: "/", omittingEmptySubsequences: false).map { part in
      let rest = part.replacing("{\(column)}", with: "").utf8.count
      let places = max(1, (part.utf8.count - rest) / (column.utf8.count + 2))
      // Systems allow 255 bytes; a number may still be added.
      let limit = min(longestValue, max(8, (240 - rest) / places))
      let name = part.replacing(
        "{\(column)}", with: safe(value, in: zone, limit: limit - mark.utf8.count) + mark)
      return isDevice(name) ? "-\(name)" : String(name)
    }
    return besideOwn(parts.joined(separator: "/"))
  }

  private static func mark(of value: Value, in zone: Zone) -> String {
    // A missing value is not the text that stands for it.
    let text = value == .null ? "\0" : value.text(in: zone)
    return String(FileFingerprint(of: Array(text.utf8)).sha256.prefix(6))
  }

  /// Bytes of a value in a name.
  static let longestValue = 120

  /// `-checks/a.csv`, because Acta itself writes to the folders `checks` and `rejects`.
  static func besideOwn(_ file: String) -> String {
    guard let slash = file.firstIndex(of: "/") else { return file }
    return ["checks", "rejects"].contains(folded(String(file[..<slash]))) ? "-" + file : file
  }
}
