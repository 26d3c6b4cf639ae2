/// A JSON value that keeps its keys in the given order, so that the same facts give the same bytes and files
/// read well from top to bottom.
package indirect enum JSONValue: Sendable, Equatable {
  case null
  case boolean(Bool)
  case integer(Int64)
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([(String, JSONValue)])

  package static func == (a: JSONValue, b: JSONValue) -> Bool { a.text == b.text }

  /// A string, or null for nil.
  package static func optional(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }

  /// Indented by two spaces, with lists of plain values on one line.
  package var text: String {
    var result = ""
    write(to: &result, indent: "")
    return result
  }

  /// On one line.
  package var line: String {
    switch self {
    case .array(let items): "[" + items.map(\.line).joined(separator: ", ") + "]"
    case .object(let members):
      "{" + members.map { "\(JSONValue.string($0.0).line): \($0.1.line)" }.joined(separator: ", ") + "}"
    default: text
    }
  }

  private var isPlain: Bool {
    switch self {
    case .array, .object: false
    default: true
    }
  }

  private func write(to text: inout String, indent: String) {
    switch self {
    case .null: text += "null"
    case .boolean(let flag): text += flag ? "true" : "false"
    case .integer(let number): text += String(number)
    case .number(let number):
      text += number == number.rounded() && abs(number) < 1e15 ? String(Int64(number)) : "\(number)"
    case .string(let string): JSONValue.write(string, to: &text)
    case .array(let items):
      write(items.map { (nil, $0) }, "[", "]", to: &text, indent)
    case .object(let members):
      write(members.map { ($0.0, $0.1) }, "{", "}", to: &text, indent)
    }
  }

  private func write(
    _ members: [(String?, JSONValue)], _ open: String, _ close: String, to text: inout String,
    _ indent: String
  ) {
    // Small objects inside lists read best on one line.
    let onOneLine =
      members.isEmpty || members.allSatisfy { $0.1.isPlain } && (open == "[" || indent.count >= 4)
    text += open
    for (place, member) in members.enumerated() {
      if place > 0 { text += onOneLine ? ", " : "," }
      if !onOneLine { text += "\n\(indent)  " }
      if let key = member.0 {
        JSONValue.write(key, to: &text)
        text += ": "
      }
      member.1.write(to: &text, indent: indent + "  ")
    }
    if !onOneLine { text += "\n\(indent)" }
    text += close
  }

  private static func write(_ string: String, to text: inout String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
