/// Rows with typed, named columns.
///
/// Rows selected from another table are copied only when a column is first read. This affects nothing
/// but time and memory.
package struct Table: Sendable, Equatable {
  package private(set) var schema: Schema
  package private(set) var rowCount: Int
  private var stored: [TableColumn]

  /// Smaller selections are copied at once: that is cheaper than keeping the selection.
  private static let leastDeferred = 16_384

  /// `rowCount` is needed only for a table without columns.
  package init(_ schema: Schema, _ columns: [Column], rowCount: Int? = nil) {
    let rowCount = rowCount ?? columns.first?.count ?? 0
    for (field, column) in zip(schema.fields, columns) {
      precondition(column.type == field.type && column.count == rowCount, "column \(field.name)")
    }
    self.init(schema, columns.map { .made($0) }, rowCount: rowCount)
  }

  private init(_ schema: Schema, _ stored: [TableColumn], rowCount: Int) {
    precondition(schema.fields.count == stored.count)
    self.schema = schema
    self.stored = stored
    self.rowCount = rowCount
  }

  /// A table without rows.
  package init(empty schema: Schema) {
    self.init(schema, schema.fields.map { .nulls($0.type, count: 0) }, rowCount: 0)
  }

  package var columns: [Column] { stored.map(\.column) }

  package func column(named name: String) -> Column? {
    schema.index(of: name).map { stored[$0].column }
  }

  /// Copies the pending columns with these names, if the table has them, so that threads do not wait for
  /// one another to do it.
  package func prepare(_ names: some Sequence<String>) {
    for name in names { _ = column(named: name) }
  }

  /// Adds a column, or replaces the one with that name.
  package mutating func set(_ name: String, _ column: Column) {
    precondition(column.count == rowCount)
    set(name, .made(column))
  }

  /// Adds all columns of a table with as many rows; each replaces the column with its name.
  package mutating func add(_ other: Table) {
    precondition(other.rowCount == rowCount)
    for (field, column) in zip(other.schema.fields, other.stored) { set(field.name, column) }
  }

  private mutating func set(_ name: String, _ column: TableColumn) {
    if let index = schema.index(of: name) {
      stored[index] = column
    } else {
      stored.append(column)
    }
    schema.set(Field(name, column.type))
  }

  /// The rows with these indexes, in that order; a negative index gives a row of nulls.
  package func gather(_ rows: [Int32]) -> Table {
    // A small selection is copied at once, so that the large table can be freed.
    gather(rows, isDeferred: rows.count >= Table.leastDeferred && rows.count > rowCount / 4)
  }

  /// - Parameter isDeferred: whether each column is copied when it is first read instead of now.
  func gather(_ rows: [Int32], isDeferred: Bool) -> Table {
    let whole = RowSelection(rows)
    // Columns that share a selection keep sharing it.
    var composed: [ObjectIdentifier: RowSelection] = [:]
    let gathered = stored.map { column -> TableColumn in
      let (source, selection) = column.source
      var chosen = whole
      if let selection {
        chosen = composed[ObjectIdentifier(selection)] ?? selection.selecting(rows)
        composed[ObjectIdentifier(selection)] = chosen
      }
      return isDeferred ? .pending(PendingColumn(chosen, of: source)) : .made(source.gather(chosen.rows))
    }
    return Table(schema, gathered, rowCount: rows.count)
  }

  package func slice(_ range: Range<Int>) -> Table {
    if range == 0..<rowCount { return self }
    let cut = stored.map { column in
      let (source, selection) = column.source
      return selection.map { source.gather(Array($0.rows[range])) } ?? source.slice(range)
    }
    return Table(schema, cut, rowCount: range.count)
  }

  /// The columns with these names, which must exist, in this order.
  package func selecting(_ names: [String]) -> Table {
    if names == schema.names { return self }
    let indexes = names.map { schema.index(of: $0)! }
    return Table(
      Schema(indexes.map { schema.fields[$0] }), indexes.map { stored[$0] }, rowCount: rowCount)
  }

  /// The table with these columns renamed.
  package func renaming(_ newNames: [String: String]) -> Table {
    let fields = schema.fields.map { Field(newNames[$0.name] ?? $0.name, $0.type) }
    return Table(Schema(fields), stored, rowCount: rowCount)
  }

  /// Every row as single values, for tests and small tables.
  package var rows: [[Value]] {
    let columns = columns
    return (0..<rowCount).map { row in columns.map { $0.value(at: row) } }
  }

  package static func == (a: Table, b: Table) -> Bool {
    a.schema == b.schema && a.rowCount == b.rowCount && a.columns == b.columns
  }
}
