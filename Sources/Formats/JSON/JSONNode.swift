internal import Foundation

/// A value of JSON.
indirect enum JSONNode: Decodable {
  case null
  case boolean(Bool)
  /// As the shortest text of the number.
  case number(String)
  case text(String)
  case list([JSONNode])
  case object([String: JSONNode])

  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  init(from decoder: any Decoder) throws {
    if let members = try? decoder.container(keyedBy: Key.self) {
      var object: [String: JSONNode] = [:]
      for key in members.allKeys { object[key.stringValue] = try members.decode(JSONNode.self, forKey: key) }
      self = .object(object)
      return
    }
    if var items = try? decoder.unkeyedContainer() {
      var list: [JSONNode] = []
      while !items.isAtEnd { list.append(try items.decode(JSONNode.self)) }
      self = .list(list)
      return
    }
    let value = try decoder.singleValueContainer()
    if value.decodeNil() {
      self = .null
    } else if let text = try? value.decode(String.self) {
      self = .text(text)
    } else if let boolean = try? value.decode(Bool.self) {
      self = .boolean(boolean)
    } else if let integer = try? value.decode(Int64.self) {
      self = .number("\(integer)")
    } else {
      self = JSONNode.number(try value.decode(Double.self), exactly: try? value.decode(Decimal.self))
    }
  }

  /// A number with more digits than a double holds is a text, so that it loses none.
  private static func number(_ double: Double, exactly decimal: Decimal?) -> JSONNode {
    guard let decimal, decimal != Decimal(string: "\(double)") else { return .number("\(double)") }
    return .text(decimal.description)
  }

  /// The value in a cell; nil where it is null.
  var cell: (kind: CellKind, text: String)? {
    switch self {
    case .null: nil
    case .boolean(let value): (.boolean, "\(value)")
    case .number(let text): (.number, text)
    case .text(let text): (.text, text)
    case .list(let items):
      // A list of plain values reads like a choice of several answers.
      (.text, items.compactMap { $0.cell?.text }.joined(separator: "; "))
    case .object(let members):
      (
        .text,
        members.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value.cell?.text ?? "")" }
          .joined(separator: ", ")
      )
    }
  }
}
