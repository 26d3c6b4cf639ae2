internal import Tables

extension IntervalsStep: StepKernel {
  func apply(to table: Table, _ context: StepContext) throws -> StepOutcome {
    let usable = UsableIntervals(table, from: from, to: to)
    let rows = usable.table
    let groups = try Grouping.by(rows.columns(named: by), rowCount: rows.rowCount)
    let (begins, ends) = usable.bounds
    let (arranged, starts) = groups.arranged()
    let groupCount = rows.rowCount == 0 ? 0 : groups.groupCount
    let pieces = try Parallel.map(Parallel.pieces(rows: groupCount, atLeast: 8192)) { range in
      var result = Unions()
      var order: [Int32] = []
      for group in range {
        order.removeAll(keepingCapacity: true)
        order.append(contentsOf: arranged[starts[group]..<starts[group + 1]])
        order.sort { begins[Int($0)] != begins[Int($1)] ? begins[Int($0)] < begins[Int($1)] : $0 < $1 }
        result.append(order, begins, ends, gap: gap)
      }
      return result
    }
    var result = Table(Schema(), [], rowCount: groupCount)
    for name in by {
      result.set(name, rows.column(named: name)!.gather(Array(groups.firstRows.prefix(groupCount))))
    }
    result.set("minutes", .number(PlainColumn(pieces.flatMap(\.minutes))))
    result.set("joins", .integer(PlainColumn(pieces.flatMap(\.joins))))
    result.set("first", .datetime(PlainColumn(pieces.flatMap(\.first))))
    result.set("last", .datetime(PlainColumn(pieces.flatMap(\.last))))
    var moves = groupCount == 0 ? RowMoves() : groups.moves
    moves.rejected = usable.setAside?.rowCount ?? 0
    return StepOutcome(result, moves: moves, setAside: usable.setAside)
  }

  /// The unions of intervals for a range of groups, as columns.
  private struct Unions: Sendable {
    var minutes: [Double] = []
    var joins: [Int64] = []
    var first: [Int64] = []
    var last: [Int64] = []

    mutating func append(_ order: [Int32], _ begins: [Int64], _ ends: [Int64], gap: Int64) {
      var union = IntervalUnion(begins[Int(order[0])], ends[Int(order[0])])
      for row in order.dropFirst() { union.add(begins[Int(row)], ends[Int(row)], gap: gap) }
      minutes.append(union.minutes)
      joins.append(union.joins)
      first.append(union.first)
      last.append(union.latest)
    }
  }
}

/// The union of intervals that come in the order of their beginnings, as instants.
struct IntervalUnion {
  let first: Int64
  private(set) var latest: Int64
  private(set) var joins: Int64 = 1
  /// The interval that is not complete yet, and the time of those before it.
  private var start: Int64
  private var end: Int64
  private var covered: Int64 = 0

  init(_ begin: Int64, _ end: Int64) {
    (first, start) = (begin, begin)
    (latest, self.end) = (end, end)
  }

  mutating func add(_ begin: Int64, _ end: Int64, gap: Int64) {
    if begin > self.end + gap {
      covered += self.end - start
      start = begin
      self.end = end
    } else {
      self.end = max(self.end, end)
    }
    latest = max(latest, end)
    joins += 1
  }

  var minutes: Double { Double(covered + end - start) / Double(TimeSpan.minute.microseconds) }
}

/// The rows of a table whose intervals are valid, and the rejected rest.
struct UsableIntervals {
  var table: Table
  var bounds: (begins: [Int64], ends: [Int64])
  /// The rejected rows with a reason column; nil if all rows are valid.
  var setAside: Table?

  init(_ table: Table, from: String, to: String) {
    guard case .datetime(let begins) = table.column(named: from)!,
      case .datetime(let ends) = table.column(named: to)!
    else { preconditionFailure("intervals are bound to datetimes") }
    var kept: [Int32] = []
    var bad: [Int32] = []
    var reasons: [String] = []
    for row in 0..<table.rowCount {
      let hasBegin = begins.validity[row]
      let hasEnd = ends.validity[row]
      if hasBegin && hasEnd && begins.values[row] <= ends.values[row] {
        kept.append(Int32(row))
      } else {
        bad.append(Int32(row))
        reasons.append(
          !hasBegin ? "no beginning in '\(from)'" : !hasEnd ? "no end in '\(to)'" : "ends before it begins")
      }
    }
    if bad.isEmpty {
      self.table = table
      bounds = (begins.values, ends.values)
    } else {
      self.table = table.gather(kept)
      bounds = (kept.map { begins.values[Int($0)] }, kept.map { ends.values[Int($0)] })
      var aside = table.gather(bad)
      aside.set(StepOutcome.reasonColumn, .text(TextColumn(reasons)))
      setAside = aside
    }
  }
}
