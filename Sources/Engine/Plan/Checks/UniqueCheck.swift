internal import Diagnostics
internal import JobSpec
internal import Tables

/// `unique: [columns]`: no two rows have the same key. All rows of a repeated key fail.
struct UniqueCheck: BoundCheck {
  private let table: String
  private let columns: [String]

  init(_ columns: [Located<String>], _ binding: CheckBinding) throws {
    self.columns = try binding.fields(columns).map(\.name)
    table = binding.table
  }

  var reads: [String: Set<String>?] { [table: nil] }

  func judge(_ context: CheckContext) throws -> CheckFinding {
    let table = context.table(table)
    let groups = try Grouping.by(table.columns(named: columns), rowCount: table.rowCount)
    var counts = [Int](repeating: 0, count: groups.groupCount)
    for group in groups.groupOf { counts[Int(group)] += 1 }
    let failing = (0..<table.rowCount).filter { counts[Int(groups.groupOf[$0])] > 1 }.map { Int32($0) }
    return CheckFinding(failing, of: table, words: "share their \(columns.joined(separator: ", "))")
  }
}
