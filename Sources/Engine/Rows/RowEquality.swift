internal import Tables

/// Whether rows have the same key: pairs of columns of equal types, nulls equal to one another.
struct RowEquality {
  private let pairs: [(Column, Column)]

  init(_ left: [Column], _ right: [Column]) {
    precondition(left.count == right.count)
    pairs = Array(zip(left, right))
  }

  func callAsFunction(_ leftRow: Int, _ rightRow: Int) -> Bool {
    for (left, right) in pairs {
      switch (left, right) {
      case (.text(let a), .text(let b)):
        guard same(a.validity, leftRow, b.validity, rightRow, { a.equals(leftRow, b, rightRow) })
        else { return false }
      case (.integer(let a), .integer(let b)), (.datetime(let a), .datetime(let b)):
        guard same(a, leftRow, b, rightRow) else { return false }
      case (.number(let a), .number(let b)):
        guard same(a, leftRow, b, rightRow) else { return false }
      case (.boolean(let a), .boolean(let b)):
        guard same(a, leftRow, b, rightRow) else { return false }
      case (.date(let a), .date(let b)):
        guard same(a, leftRow, b, rightRow) else { return false }
      default:
        preconditionFailure("key columns of different types")
      }
    }
    return true
  }

  @inline(__always)
  private func same<E>(_ a: PlainColumn<E>, _ row: Int, _ b: PlainColumn<E>, _ other: Int) -> Bool {
    same(a.validity, row, b.validity, other) { a.values[row] == b.values[other] }
  }

  @inline(__always)
  private func same(
    _ a: Validity, _ row: Int, _ b: Validity, _ other: Int, _ equal: () -> Bool
  ) -> Bool {
    let left = a[row]
    return left == b[other] && (!left || equal())
  }
}
