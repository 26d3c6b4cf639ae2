import Diagnostics
import JobSpec
import Tables

@testable import Engine

/// What the expression tests share: a zone, texts with a place, evaluation in one line.
enum ExpressionTesting {
  static let zone = Zone("America/Santiago")!

  static func text(_ expression: String) -> ExpressionText {
    ExpressionText(expression, at: SourceLocation(file: "job.yaml", line: 1, column: 1))
  }

  static func scope(_ schema: Schema, figures: [String: ColumnType]? = nil) -> Scope {
    var scope = Scope(
      schema: schema,
      constants: [
        "min_minutes": .init(.integer(10), type: .integer),
        "as_of": .init(.datetime(1_619_841_600_000_000), type: .datetime),
        "night": .init(.date(18_747), type: .date),
        "stage": .init(.null, type: .text),
      ], zone: zone, noun: "table 'people'")
    scope.figures = figures
    return scope
  }

  static func evaluate(
    _ expression: String, on table: Table, expecting: ColumnType? = nil
  ) throws -> Column {
    try BoundExpression.bind(text(expression), in: scope(table.schema), expecting: expecting)
      .evaluate(on: table, in: ExpressionTesting.zone)
  }

  static func values(_ column: Column) -> [Value] { (0..<column.count).map { column.value(at: $0) } }

  /// Everything that is wrong, as the command line prints it, a blank line between.
  static func printed(_ expression: String, _ body: () throws -> Void) -> String {
    do {
      try body()
      return ""
    } catch {
      let all = (error as? Diagnostics)?.all ?? (error as? Diagnostic).map { [$0] } ?? []
      let printer = DiagnosticPrinter { _ in expression }
      return all.map { printer.text(for: $0) }.joined(separator: "\n\n")
    }
  }

  /// The number of local microseconds since 1970.
  static func instant(_ text: String) -> Int64 {
    guard
      case .datetime(let instant) =
        try! evaluate("datetime(\"\(text)\")", on: Table(Schema(), [], rowCount: 1)).value(at: 0)
    else { return 0 }
    return instant
  }

  /// Groups by the values of one column, as the `group` step does.
  static func grouping(_ column: Column) -> Grouping {
    var numbers: [Value: Int32] = [:]
    var firstRows: [Int32] = []
    let groupOf = values(column).enumerated().map { row, value in
      if let known = numbers[value] { return known }
      numbers[value] = Int32(firstRows.count)
      firstRows.append(Int32(row))
      return Int32(firstRows.count - 1)
    }
    return Grouping(groupOf: groupOf, firstRows: firstRows)
  }
}
