internal import Diagnostics
internal import Tables

extension AggregateCall {
  /// One value per group. `order` sorts the rows for `first`, `last` and `list`; without it they use the
  /// table's order.
  func evaluate(
    on table: Table, groups: Grouping, order: [Int32]?, _ environment: Environment
  ) throws -> Column {
    let values = try argument?.column(of: table, rows: 0..<table.rowCount, environment)
    guard let values else { return .integer(Counting.rows(groups)) }
    switch function {
    case .count: return .integer(Counting.values(values, groups))
    case .countDistinct: return .integer(Counting.distinct(values, groups))
    case .sum: return try Summing.sum(values, groups, failure(on: table, groups, environment))
    case .mean: return try Summing.mean(values, groups, failure(on: table, groups, environment))
    case .min: return Extremes.extreme(values, groups, isLargest: false)
    case .max: return Extremes.extreme(values, groups, isLargest: true)
    case .median: return .number(Quantiles.quantile(0.5, values, groups))
    case .quantile:
      guard case .number(let part)? = option else { preconditionFailure("a constant part") }
      return .number(Quantiles.quantile(part, values, groups))
    case .first: return Picking.first(values, groups, order: order)
    case .last: return Picking.last(values, groups, order: order)
    case .any: return .boolean(Picking.any(values, groups, deciding: true))
    case .all: return .boolean(Picking.any(values, groups, deciding: false))
    case .list:
      var separator = "; "
      if case .text(let text)? = option { separator = text }
      let texts = ConversionKernels.text(Operand(values), environment.zone).column
      return .text(Picking.list(texts, groups, order: order, separator: separator))
    }
  }

  /// The error for a group whose sum overflows.
  private func failure(
    on table: Table, _ groups: Grouping, _ environment: Environment
  ) -> (Int, String) -> Diagnostic {
    { group, what in
      let row = Int(groups.firstRows[group])
      var noun = "the table"
      if case .rows(let name) = environment.subject { noun = name }
      let origin = table.origin(of: row).map { ", \($0)" } ?? ""
      return Diagnostic(
        .sumFailure(what, group, noun, row, origin), at: location,
        reason: "\(function.rawValue)() of the group does not fit in \(type.withArticle)",
        hint: type == .integer ? "calculate with number(x)" : nil)
    }
  }
}

extension Diagnostic.Message {
  static func sumFailure(
    _ what: String, _ group: Int, _ noun: String, _ row: Int, _ origin: String
  ) -> Self {
    Self(
      .evaluation, "\(what) in group \(group + 1) of \(noun) (the group begins in row \(row + 1)\(origin))")
  }
}
