/// A single string: `Jobs/a.yaml:12:5`, with `+9` appended if it spans more than one scalar.
extension SourceLocation: Codable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let location = SourceLocation(text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "'\(text)' is not file:line:column")
    }
    self = location
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode("\(file):\(line):\(column)" + (length > 1 ? "+\(length)" : ""))
  }

  private init?(_ text: String) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count >= 3, let line = Int(parts[parts.count - 2]) else { return nil }
    let end = parts[parts.count - 1].split(separator: "+")
    guard end.count == 1 || end.count == 2, let column = Int(end[0]),
      let length = end.count == 2 ? Int(end[1]) : 1
    else { return nil }
    self.init(file: parts.dropLast(2).joined(separator: ":"), line: line, column: column, length: length)
  }
}
