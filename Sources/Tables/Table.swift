/// Rows with typed, named columns.
package struct Table: Sendable, Equatable {
  package private(set) var schema: Schema
  package private(set) var columns: [Column]
  package private(set) var rowCount: Int

  /// `rowCount` is needed only for a table without columns.
  package init(_ schema: Schema, _ columns: [Column], rowCount: Int? = nil) {
    self.schema = schema
    self.columns = columns
    self.rowCount = rowCount ?? columns.first?.count ?? 0
    precondition(schema.fields.count == columns.count)
    for (field, column) in zip(schema.fields, columns) {
      precondition(column.type == field.type && column.count == self.rowCount, "column \(field.name)")
    }
  }

  /// A table without rows.
  package init(empty schema: Schema) {
    self.init(schema, schema.fields.map { .nulls($0.type, count: 0) }, rowCount: 0)
  }

  package func column(named name: String) -> Column? {
    schema.index(of: name).map { columns[$0] }
  }

  /// Adds a column, or takes the place of the one that has its name.
  package mutating func set(_ name: String, _ column: Column) {
    precondition(column.count == rowCount)
    if let index = schema.index(of: name) {
      columns[index] = column
    } else {
      columns.append(column)
    }
    schema.set(Field(name, column.type))
  }

  /// Rows by index, in that order.
  package func gather(_ rows: [Int32]) -> Table {
    // Columns are gathered side by side where that is worth a thread.
    let gathered =
      rows.count < 16_384
      ? columns.map { $0.gather(rows) } : Parallel.each(columns) { $0.gather(rows) }
    return Table(schema, gathered, rowCount: rows.count)
  }

  package func slice(_ range: Range<Int>) -> Table {
    Table(schema, columns.map { $0.slice(range) }, rowCount: range.count)
  }

  /// The columns with these names, which must exist, in this order.
  package func selecting(_ names: [String]) -> Table {
    let indexes = names.map { schema.index(of: $0)! }
    return Table(
      Schema(indexes.map { schema.fields[$0] }), indexes.map { columns[$0] }, rowCount: rowCount)
  }

  /// Every row as single values, for tests and small tables.
  package var rows: [[Value]] {
    (0..<rowCount).map { row in columns.map { $0.value(at: row) } }
  }
}
