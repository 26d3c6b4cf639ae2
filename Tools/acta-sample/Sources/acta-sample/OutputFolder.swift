internal import Foundation

/// How a file's text becomes bytes.
enum FileEncoding { case utf8, utf8WithMark, utf16LittleEndian, windows1252 }

/// The folder that the files go to.
struct OutputFolder {
  var path: String

  func write(_ text: String, to file: String, as encoding: FileEncoding = .utf8) throws {
    let url = URL(fileURLWithPath: path).appendingPathComponent(file)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes(of: text, encoding)).write(to: url)
  }

  private func bytes(of text: String, _ encoding: FileEncoding) -> [UInt8] {
    switch encoding {
    case .utf8: Array(text.utf8)
    case .utf8WithMark: [0xEF, 0xBB, 0xBF] + Array(text.utf8)
    case .utf16LittleEndian:
      [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    case .windows1252:
      text.precomposedStringWithCanonicalMapping.unicodeScalars.map { scalar in
        switch scalar.value {
        case 0x2019: 0x92
        case 0x2013: 0x96
        case 0...0xFF: UInt8(scalar.value)
        default: UInt8(ascii: "?")
        }
      }
    }
  }
}

/// Lines of delimited fields, quoted where they must be.
struct DelimitedText {
  var delimiter: Character = ","
  var lineEnd = "\r\n"
  private(set) var text = ""

  init(delimiter: Character = ",", lineEnd: String = "\r\n") {
    self.delimiter = delimiter
    self.lineEnd = lineEnd
  }

  mutating func row(_ fields: [String]) {
    for (index, field) in fields.enumerated() {
      if index > 0 { text.append(delimiter) }
      text += quoted(field)
    }
    text += lineEnd
  }

  mutating func row(_ fields: String...) { row(fields) }

  /// A line as it stands: for what is wrong on purpose.
  mutating func raw(_ line: String) { text += line + lineEnd }

  private func quoted(_ field: String) -> String {
    let mustQuote = field.unicodeScalars.contains {
      $0 == "\"" || $0 == "\n" || $0 == "\r" || Character($0) == delimiter
    }
    guard mustQuote else { return field }
    return "\"" + field.replacing("\"", with: "\"\"") + "\""
  }
}
