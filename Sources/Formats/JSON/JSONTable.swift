internal import Tables

/// A list of objects in JSON; each object is a row.
struct JSONTable: ReportFormat {
  static let name = InputFormat.json
  static let about = FormatDescription(
    "a list of objects",
    recognisedBy:
      "its first characters; in a file that is called `.json`, a bracket or a brace is enough")
  /// The names of the objects' members are its columns.
  static let columns: [Field] = []
  static let freeTexts: Set<String> = []

  private let reader: JSONReader

  static func recognises(_ beginning: FileBeginning) -> Bool {
    guard let text = try? beginning.file.text() else { return false }
    let head = text.head.prefix(4096)
    if JSONTable.begins(head) { return true }
    // Comments and numbers make no table, and are no rows of a CSV.
    let first = head.first { !isSpace($0) }
    return text.name.lowercased().hasSuffix(".json")
      && [UInt8(ascii: "{"), UInt8(ascii: "[")].contains(first)
  }

  /// Whether a text begins with an object, or with a list of objects.
  static func begins(_ head: ArraySlice<UInt8>) -> Bool {
    let signs = head.lazy.filter { !isSpace($0) }.prefix(3)
    let text = String(decoding: Array(signs), as: UTF8.self)
    return text.hasPrefix("{\"") || text == "[{\"" || text == "[{}" || text.hasPrefix("{}")
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }

  init(_ file: OpenedFile, options: ReadingOptions) throws {
    reader = try JSONReader(file, as: JSONTable.name, options: options)
  }

  mutating func read() throws -> FileRows { try reader.read() }
}
