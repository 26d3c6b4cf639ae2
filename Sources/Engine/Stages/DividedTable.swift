internal import Diagnostics
package import Tables

/// A table on disk with the rows of each value of a column apart, in their order.
package struct DividedTable: Sendable {
  private let column: String
  /// The first row of each value, in the order of the table.
  package let firsts: Table
  /// The rows of each value.
  package let parts: [StoredTable]

  init(column: String, firsts: Table, parts: [StoredTable]) {
    (self.column, self.firsts, self.parts) = (column, firsts, parts)
  }

  /// The rows with a value; none if the table has no such rows.
  package func part(of value: Value) -> StoredTable {
    let row = firsts.column(named: column)?.rows(equalTo: value).first
    return row.map { parts[Int($0)] } ?? TableSpool.nothing(like: firsts.schema)
  }
}

/// A value and its rows so far.
private struct ValueRows {
  let place: Int64
  var first: Table
  var rows: TableSpool
}

extension StageRun {
  /// Divides a table by the values of a column: the rows come together by value on disk, and part by part in memory.
  func divided(_ table: StoredTable, by column: String, of name: String) throws -> DividedTable {
    let stage = "exports of table '\(name)' by '\(column)'"
    var exchange = try RowExchange(
      table.empty, by: [column], for: stage, in: place, parts: sizes.count(for: table.bytes()))
    try exchange.add(StageRows.stored(table).flow(.all, sizes.block))
    var values: [ValueRows] = []
    let file = try SpillFile(in: folder)
    for part in try exchange.finished() where part.receipt.rows > 0 {
      try Interruption.check()
      values += try divided(part, by: column, for: stage, to: file)
    }
    values.sort { $0.place < $1.place }
    return DividedTable(
      column: column, firsts: Table.concatenating(values.map(\.first), like: table.empty),
      parts: values.map { $0.rows.stored(as: table.schema) })
  }

  private func divided(
    _ part: ExchangedPart, by column: String, for stage: String, to file: SpillFile
  ) throws -> [ValueRows] {
    var known = KnownValues(part.rows.schema.field(named: column)!.type)
    var values: [ValueRows] = []
    var received = Receipt()
    var waiting: [Table] = []
    var bytes = 0
    func divide() throws {
      let rows = Table.concatenating(waiting, like: part.rows.empty)
      (waiting, bytes) = ([], 0)
      for (number, chosen) in try known.rows(byValueOf: rows.column(named: column)!) {
        let own = rows.gather(chosen)
        received.add(own)
        if number == values.count {
          values.append(
            ValueRows(
              place: RowPlace.places(of: own)[0], first: own.slice(0..<1).selectingVisiblePlaces,
              rows: TableSpool(in: file, blocksOf: sizes.block)))
        }
        try values[number].rows.append(own.selectingVisiblePlaces)
      }
    }
    try StageRows.stored(part.rows).flow(.all, sizes.block).each { piece in
      waiting.append(piece)
      bytes += piece.bytes
      if bytes >= sizes.partition { try divide() }
    }
    if !waiting.isEmpty { try divide() }
    try received.verify(against: part.receipt, at: stage)
    return values
  }
}
