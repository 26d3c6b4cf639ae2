import Tables

/// A random expression that can be written down, and computed one value at a time in the plainest
/// way: what the engine must agree with.
indirect enum TwinExpression: Sendable {
  case literal(Value)
  case column(String)
  case binary(String, TwinExpression, TwinExpression)
  case not(TwinExpression)
  case negate(TwinExpression)
  case isNull(TwinExpression, Bool)
  case member(TwinExpression, [TwinExpression], Bool)
  case call(String, [TwinExpression])

  /// The value cannot be computed.
  struct Overflow: Error {}

  var text: String {
    switch self {
    case .literal(.null): "null"
    case .literal(.integer(let value)): "\(value)"
    case .literal(.number(let value)): "\(value)"
    case .literal(.boolean(let value)): "\(value)"
    case .literal(.text(let value)): "'\(value.replacing("'", with: "''"))'"
    case .literal(.date(let days)): "date(\"\(CivilDate(days: Int(days)).iso)\")"
    case .literal(.datetime): "null"
    case .column(let name): name
    case .binary(let sign, let a, let b): "(\(a.text) \(sign) \(b.text))"
    case .not(let a): "(not \(a.text))"
    case .negate(let a): "(-(\(a.text)))"
    case .isNull(let a, let isNegated): "(\(a.text) is \(isNegated ? "not " : "")null)"
    case .member(let a, let list, let isNegated):
      "(\(a.text) \(isNegated ? "not " : "")in [\(list.map(\.text).joined(separator: ", "))])"
    case .call(let name, let arguments): "\(name)(\(arguments.map(\.text).joined(separator: ", ")))"
    }
  }

  func value(_ row: [String: Value]) throws -> Value {
    switch self {
    case .literal(let value): return value
    case .column(let name): return row[name]!
    case .binary("and", let a, let b): return try Self.junction(a, b, row, deciding: false)
    case .binary("or", let a, let b): return try Self.junction(a, b, row, deciding: true)
    case .binary(let sign, let a, let b): return try Self.operate(sign, a.value(row), b.value(row))
    case .not(let a):
      guard case .boolean(let value) = try a.value(row) else { return .null }
      return .boolean(!value)
    case .negate(let a):
      switch try a.value(row) {
      case .integer(.min): throw Overflow()
      case .integer(let value): return .integer(-value)
      case .number(let value): return .number(0 - value)
      default: return .null
      }
    case .isNull(let a, let isNegated): return .boolean((try a.value(row) == .null) != isNegated)
    case .member(let a, let list, let isNegated):
      let value = try a.value(row)
      var found: Value = .boolean(false)
      for element in list {
        switch try Self.operate("==", value, element.value(row)) {
        case .boolean(true): found = .boolean(true)
        case .null where found != .boolean(true): found = .null
        default: break
        }
      }
      if case .boolean(let isFound) = found { return .boolean(isFound != isNegated) }
      return .null
    case .call(let name, let arguments): return try Self.call(name, arguments, row)
    }
  }

  private static func junction(
    _ a: TwinExpression, _ b: TwinExpression, _ row: [String: Value], deciding: Bool
  ) throws -> Value {
    let left = try a.value(row)
    if left == .boolean(deciding) { return left }
    let right = try b.value(row)
    if right == .boolean(deciding) { return right }
    return left == .null || right == .null ? .null : .boolean(!deciding)
  }

  private static func operate(_ sign: String, _ a: Value, _ b: Value) throws -> Value {
    if a == .null || b == .null { return .null }
    switch (sign, a, b) {
    case ("+", .integer(let x), .integer(let y)): return try integer(x.addingReportingOverflow(y))
    case ("-", .integer(let x), .integer(let y)): return try integer(x.subtractingReportingOverflow(y))
    case ("*", .integer(let x), .integer(let y)): return try integer(x.multipliedReportingOverflow(by: y))
    case ("%", .integer(let x), .integer(let y)):
      return y == 0 ? .null : .integer(x.remainderReportingOverflow(dividingBy: y).partialValue)
    case ("-", .date(let x), .date(let y)): return .integer(Int64(x) - Int64(y))
    case ("+", .date(let x), .integer(let y)): return try date(Int64(x).addingReportingOverflow(y))
    case ("-", .date(let x), .integer(let y)): return try date(Int64(x).subtractingReportingOverflow(y))
    case ("+", _, _): return try number(double(a) + double(b))
    case ("-", _, _): return try number(double(a) - double(b))
    case ("*", _, _): return try number(double(a) * double(b))
    case ("/", _, _): return double(b) == 0 ? .null : try number(double(a) / double(b))
    case ("%", _, _):
      return double(b) == 0 ? .null : .number(double(a).truncatingRemainder(dividingBy: double(b)))
    case ("==", _, _): return .boolean(order(a, b) == 0)
    case ("!=", _, _): return .boolean(order(a, b) != 0)
    case ("<", _, _): return .boolean(order(a, b) < 0)
    case ("<=", _, _): return .boolean(order(a, b) <= 0)
    case (">", _, _): return .boolean(order(a, b) > 0)
    default: return .boolean(order(a, b) >= 0)
    }
  }

  private static func call(
    _ name: String, _ arguments: [TwinExpression], _ row: [String: Value]
  ) throws -> Value {
    switch name {
    case "if": return try arguments[arguments[0].value(row) == .boolean(true) ? 1 : 2].value(row)
    case "coalesce":
      for argument in arguments {
        let value = try argument.value(row)
        if value != .null { return value }
      }
      return .null
    default: break
    }
    let values = try arguments.map { try $0.value(row) }
    if name == "null_if" {
      return try operate("==", values[0], values[1]) == .boolean(true) ? .null : values[0]
    }
    if values.contains(.null) { return .null }
    switch (name, values[0]) {
    case ("least", _): return values.dropFirst().reduce(values[0]) { order($1, $0) < 0 ? $1 : $0 }
    case ("greatest", _): return values.dropFirst().reduce(values[0]) { order($1, $0) > 0 ? $1 : $0 }
    case ("abs", .integer(.min)): throw Overflow()
    case ("abs", .integer(let x)): return .integer(abs(x))
    case ("abs", .number(let x)): return .number(abs(x))
    case ("floor", .number(let x)):
      guard let whole = Int64(exactly: x.rounded(.down)) else { throw Overflow() }
      return .integer(whole)
    case ("lower", .text(let x)): return .text(x.lowercased())
    case ("upper", .text(let x)): return .text(x.uppercased())
    case ("length", .text(let x)): return .integer(Int64(x.unicodeScalars.count))
    case ("concat", _): return .text(values.map { if case .text(let x) = $0 { x } else { "" } }.joined())
    case ("substring", .text(let x)): return substring(x, values)
    case ("replace", .text(let x)):
      guard case .text(let part) = values[1], case .text(let other) = values[2] else { return .null }
      return .text(part.isEmpty ? x : parts(x, part).joined(separator: other))
    case ("split", .text(let x)):
      guard case .text(let separator) = values[1], case .integer(let number) = values[2] else { return .null }
      let all = separator.isEmpty ? [x] : parts(x, separator)
      let index = number < 0 ? Int64(all.count) + number : number - 1
      return number != 0 && all.indices.contains(Int(index)) ? .text(all[Int(index)]) : .null
    case ("contains", .text(let x)):
      guard case .text(let part) = values[1] else { return .null }
      return .boolean(part.isEmpty || parts(x, part).count > 1)
    case ("starts_with", .text(let x)):
      guard case .text(let part) = values[1] else { return .null }
      return .boolean(x.unicodeScalars.starts(with: part.unicodeScalars))
    case ("text", .integer(let x)): return .text("\(x)")
    case ("integer", .text(let x)):
      return Int64(x.trimmingPrefix(while: \.isWhitespace)).map { .integer($0) } ?? .null
    case ("number", .integer(let x)): return .number(Double(x))
    default: return .null
    }
  }

  private static func substring(_ text: String, _ values: [Value]) -> Value {
    guard case .integer(var start) = values[1], case .integer(let length) = values[2] else { return .null }
    let scalars = Array(text.unicodeScalars)
    if start < 0 { start += Int64(scalars.count) + 1 }
    var result = String.UnicodeScalarView()
    for (index, scalar) in scalars.enumerated()
    where Int64(index) + 1 >= start && Int64(index) + 1 < start + max(length, 0) {
      result.append(scalar)
    }
    return .text(String(result))
  }

  /// Cut at every `separator`, scalar by scalar.
  private static func parts(_ text: String, _ separator: String) -> [String] {
    let scalars = Array(text.unicodeScalars)
    let cut = Array(separator.unicodeScalars)
    var all: [String] = []
    var part = String.UnicodeScalarView()
    var index = 0
    while index < scalars.count {
      if scalars[index...].starts(with: cut) {
        all.append(String(part))
        part = String.UnicodeScalarView()
        index += cut.count
      } else {
        part.append(scalars[index])
        index += 1
      }
    }
    return all + [String(part)]
  }

  private static func integer(_ result: (partialValue: Int64, overflow: Bool)) throws -> Value {
    if result.overflow { throw Overflow() }
    return .integer(result.partialValue)
  }

  private static func date(_ result: (partialValue: Int64, overflow: Bool)) throws -> Value {
    guard !result.overflow, (-719_162...2_932_896).contains(result.partialValue) else { throw Overflow() }
    return .date(Int32(result.partialValue))
  }

  private static func number(_ value: Double) throws -> Value {
    if !value.isFinite { throw Overflow() }
    return .number(value)
  }

  private static func double(_ value: Value) -> Double {
    switch value {
    case .integer(let x): Double(x)
    case .number(let x): x
    default: 0
    }
  }

  private static func order(_ a: Value, _ b: Value) -> Int {
    func sign<T: Comparable>(_ x: T, _ y: T) -> Int { x < y ? -1 : x > y ? 1 : 0 }
    switch (a, b) {
    case (.integer(let x), .integer(let y)): return sign(x, y)
    case (.text(let x), .text(let y)):
      return x.unicodeScalars.lexicographicallyPrecedes(y.unicodeScalars)
        ? -1 : x.unicodeScalars.elementsEqual(y.unicodeScalars) ? 0 : 1
    case (.boolean(let x), .boolean(let y)): return x == y ? 0 : 1
    case (.date(let x), .date(let y)): return sign(x, y)
    default: return sign(double(a), double(b))
    }
  }
}
