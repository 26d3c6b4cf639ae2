internal import Diagnostics
internal import JobSpec
internal import Tables

/// `required: [columns]`: every row has a value in each.
struct RequiredCheck: BoundCheck {
  private let table: String
  private let columns: [String]

  init(_ columns: [Located<String>], _ binding: CheckBinding) throws {
    self.columns = try binding.fields(columns).map(\.name)
    table = binding.table
  }

  var reads: [String: Set<String>?] { [table: nil] }

  func judge(_ context: CheckContext) throws -> CheckFinding {
    let table = context.table(table)
    let validity = table.columns(named: columns)
      .reduce(Validity(allValid: table.rowCount)) { $0.intersection($1.validity) }
    let failing = (0..<table.rowCount).filter { !validity[$0] }.map { Int32($0) }
    return CheckFinding(failing, of: table, words: "have no \(columns.joined(separator: " or "))")
  }
}
