internal import Tables

/// JSON Lines: each line is an object, and a row.
struct JSONLines: ReportFormat {
  static let name = InputFormat.jsonLines
  static let about = FormatDescription(
    "an object on each line",
    recognisedBy:
      "its first two lines")
  /// The names of the objects' members are its columns.
  static let columns: [Field] = []
  static let freeTexts: Set<String> = []

  private let reader: JSONReader

  static func recognises(_ beginning: FileBeginning) -> Bool {
    guard let text = try? beginning.file.text() else { return false }
    let lines = text.head.split(separator: 0x0A, maxSplits: 2).prefix(2).map { line in
      line.prefix { $0 != 0x0D }
    }
    guard lines.count == 2 else { return false }
    return lines.allSatisfy { $0.first == UInt8(ascii: "{") && JSONTable.begins($0) }
      && lines[0].last == UInt8(ascii: "}")
  }

  init(_ file: OpenedFile, options: ReadingOptions) throws {
    reader = try JSONReader(file, as: JSONLines.name, options: options)
  }

  mutating func read() throws -> FileRows { try reader.read() }
}
