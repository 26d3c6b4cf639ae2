internal import Tables

/// A list of objects in JSON; each object is a row.
struct JSONTable: ReportFormat {
  static let name = InputFormat("json")
  static let about = FormatDescription(
    "a list of objects",
    recognisedBy:
      "its first characters")
  /// The names of the objects' members are its columns.
  static let columns: [Field] = []
  static let freeTexts: Set<String> = []

  private let reader: JSONReader

  static func recognises(_ beginning: FileBeginning) -> Bool {
    guard let text = try? beginning.file.text() else { return false }
    return JSONTable.begins(text.head.prefix(4096))
  }

  /// Whether a text begins with an object, or with a list of objects.
  static func begins(_ head: ArraySlice<UInt8>) -> Bool {
    let signs = head.lazy.filter { $0 != 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }.prefix(3)
    let text = String(decoding: Array(signs), as: UTF8.self)
    return text.hasPrefix("{\"") || text == "[{\"" || text == "[{}" || text.hasPrefix("{}")
  }

  init(_ file: OpenedFile, options: ReadingOptions) throws {
    reader = try JSONReader(file, as: JSONTable.name, options: options)
  }

  mutating func read() throws -> FileRows { try reader.read() }
}
