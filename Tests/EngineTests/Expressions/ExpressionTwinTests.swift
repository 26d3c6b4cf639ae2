import Diagnostics
import Engine
import Tables
import Testing

/// Thousands of random expressions over random rows, the same ones in every run.
@Suite struct ExpressionTwinTests {
  @Test(arguments: 0..<8) func `evaluation agrees with its slow twin`(_ seed: UInt64) throws {
    var random = Generator(state: seed &* 0x9E37_79B9_7F4A_7C15 &+ 1)
    for _ in 0..<250 {
      let types: [ColumnType] = [.integer, .number, .text, .boolean, .date]
      let type = types.randomElement(using: &random)!
      let expression = Self.expression(type, depth: 4, &random)
      let table = Self.table(rows: Int.random(in: 0...9, using: &random), &random)
      try check(expression, on: table)
    }
  }

  private func check(_ expression: TwinExpression, on table: Table) throws {
    let bound: BoundExpression
    do {
      bound = try BoundExpression.bind(
        ExpressionTesting.text(expression.text), in: ExpressionTesting.scope(table.schema))
    } catch let failure as Diagnostics {
      // A part that is constant may overflow before any row is read.
      let messages = failure.all.map(\.message.description)
      #expect(messages.allSatisfy { $0.hasSuffix(" overflow") }, "\(expression.text): \(messages)")
      return
    }
    let rows = (0..<table.rowCount).map { row in
      Dictionary(
        uniqueKeysWithValues: zip(table.schema.names, table.columns.map { $0.value(at: row) }))
    }
    let expected: [Value]?
    do {
      expected = try rows.map { try expression.value($0) }
    } catch is TwinExpression.Overflow {
      expected = nil
    }
    do {
      let actual = ExpressionTesting.values(try bound.evaluate(on: table, in: ExpressionTesting.zone))
      #expect(expected != nil, "\(expression.text) should overflow")
      for (row, (value, wanted)) in zip(actual, expected ?? []).enumerated() where !same(value, wanted) {
        Issue.record("\(expression.text) is \(value), not \(wanted), of \(rows[row])")
      }
    } catch let failure as Diagnostic {
      #expect(expected == nil, "\(expression.text): \(failure.message)")
    }
  }

  /// An integer literal may have become a number; no other difference is forgiven.
  private func same(_ a: Value, _ b: Value) -> Bool {
    if case .number(let x) = a, case .integer(let y) = b { return x == Double(y) }
    if case .text(let x) = a, case .text(let y) = b {
      return x.unicodeScalars.elementsEqual(y.unicodeScalars)
    }
    return a == b
  }

  // MARK: - Random material

  struct Generator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }

  private static let names: [ColumnType: [String]] = [
    .integer: ["i", "j"], .number: ["n", "m"], .text: ["t", "u"], .boolean: ["b", "c"], .date: ["d", "e"],
  ]

  private static let texts = [
    "", "a", "B", "ana@example.org", "Núñez", "ñ", "aña", "e\u{301}", "12", "-3", "x; y; z", "😀",
  ]

  private static func value(_ type: ColumnType, _ random: inout Generator) -> Value {
    switch type {
    case .integer:
      return .integer(
        [0, 1, -1, 2, 3, 7, 10, -5, .max, .min, .max - 1, 1 << 53].randomElement(using: &random)!)
    case .number:
      return .number(
        [0, 1, -1, 0.5, 2.5, -2.5, 0.1, 1e10, 1e308, -1e308, .leastNonzeroMagnitude, 123.456].randomElement(
          using: &random)!)
    case .text: return .text(texts.randomElement(using: &random)!)
    case .boolean: return .boolean(Bool.random(using: &random))
    case .date: return .date([0, 18_743, -719_162, 2_932_896, 59, 11_016].randomElement(using: &random)!)
    case .datetime: return .null
    }
  }

  private static func table(rows: Int, _ random: inout Generator) -> Table {
    var table = Table(Schema(), [], rowCount: rows)
    for (type, names) in names.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      for name in names {
        var values: [Value] = []
        for _ in 0..<rows {
          values.append(Int.random(in: 0..<4, using: &random) == 0 ? .null : value(type, &random))
        }
        table.set(name, rows == 0 ? .nulls(type, count: 0) : Column(type, values))
      }
    }
    return table
  }

  private static func expression(
    _ type: ColumnType, depth: Int, _ random: inout Generator
  ) -> TwinExpression {
    func make(_ type: ColumnType) -> TwinExpression { expression(type, depth: depth - 1, &random) }
    func numeric() -> ColumnType { Bool.random(using: &random) ? .integer : .number }
    func ordered() -> ColumnType { [.integer, .number, .text, .date].randomElement(using: &random)! }
    if depth == 0 || Int.random(in: 0..<6, using: &random) == 0 {
      if Int.random(in: 0..<3, using: &random) > 0 {
        return .column(names[type]!.randomElement(using: &random)!)
      }
      return .literal(value(type, &random))
    }
    switch Int.random(in: 0..<5, using: &random) {
    case 0: return .call("if", [make(.boolean), make(type), make(type)])
    case 1: return .call("coalesce", [make(type), make(type)])
    case 2 where type != .boolean:
      return .call(
        ["least", "greatest", "null_if"].randomElement(using: &random)!, [make(type), make(type)])
    default: break
    }
    let choice = Int.random(in: 0..<8, using: &random)
    switch type {
    case .integer:
      switch choice {
      case 0: return .call("length", [make(.text)])
      case 1: return .binary("-", make(.date), make(.date))
      case 2: return .negate(make(.integer))
      case 3: return .call("abs", [make(.integer)])
      case 4: return .call("floor", [make(.number)])
      case 5: return .call("integer", [make(.text)])
      default:
        return .binary(["+", "-", "*", "%"].randomElement(using: &random)!, make(.integer), make(.integer))
      }
    case .number:
      switch choice {
      case 0: return .negate(make(.number))
      case 1: return .call("number", [make(.integer)])
      case 2: return .call("abs", [make(.number)])
      case 3: return .binary("/", make(.integer), make(.integer))
      default:
        return .binary(
          ["+", "-", "*", "/", "%"].randomElement(using: &random)!, make(.number), make(numeric()))
      }
    case .text:
      switch choice {
      case 0: return .call("concat", [make(.text), make(.text)])
      case 1: return .call(["lower", "upper"].randomElement(using: &random)!, [make(.text)])
      case 2: return .call("text", [make(.integer)])
      case 3: return .call("replace", [make(.text), make(.text), make(.text)])
      case 4: return .call("split", [make(.text), make(.text), small(&random)])
      default: return .call("substring", [make(.text), small(&random), small(&random)])
      }
    case .boolean:
      let some = ordered()
      switch choice {
      case 0: return .not(make(.boolean))
      case 1, 2: return .binary(["and", "or"].randomElement(using: &random)!, make(.boolean), make(.boolean))
      case 3: return .isNull(make(some), Bool.random(using: &random))
      case 4:
        let list = [
          make(some), .literal(.null), .literal(value(some, &random)), .literal(value(some, &random)),
        ]
        return .member(
          make(some), Array(list.shuffled(using: &random).prefix(Int.random(in: 0...4, using: &random))),
          Bool.random(using: &random))
      case 5:
        return .call(["contains", "starts_with"].randomElement(using: &random)!, [make(.text), make(.text)])
      default:
        return .binary(
          ["==", "!=", "<", "<=", ">", ">="].randomElement(using: &random)!, make(some), make(some))
      }
    case .date:
      return .binary(["+", "-"].randomElement(using: &random)!, make(.date), make(.integer))
    case .datetime: return .literal(.null)
    }
  }

  private static func small(_ random: inout Generator) -> TwinExpression {
    .literal(.integer(Int64.random(in: -3...4, using: &random)))
  }
}
