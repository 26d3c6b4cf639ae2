internal import Diagnostics

/// A table on disk: its rows in order, in blocks that are read one at a time.
package struct StoredTable: Sendable {
  /// Some rows, with the columns that they have of the table's.
  struct Block: Sendable {
    let file: SpillFile
    let rowCount: Int
    let fields: [Field]
    let columns: [StoredColumn]

    init(_ table: Table, in file: SpillFile) throws {
      self.file = file
      rowCount = table.rowCount
      fields = table.schema.fields
      columns = try table.columns.map { try StoredColumn($0, in: file) }
    }
  }

  /// The columns of the table; a block that lacks one has nulls there.
  package private(set) var schema: Schema
  package private(set) var rowCount: Int
  private(set) var blocks: [Block]

  init(_ schema: Schema, _ blocks: [Block]) {
    self.schema = schema
    self.blocks = blocks
    rowCount = blocks.reduce(0) { $0 + $1.rowCount }
  }

  package var blockCount: Int { blocks.count }
  package var empty: Table { Table(empty: schema) }

  /// The size in memory of the columns with these names; nil means all of the table. Its blocks may have more.
  package func bytes(of names: Set<String>? = nil) -> Int {
    let wanted = names ?? Set(schema.names)
    return blocks.reduce(0) { sum, block in
      zip(block.fields, block.columns).reduce(sum) { sum, column in
        wanted.contains(column.0.name) ? sum + column.1.bytes : sum
      }
    }
  }

  package func rowCount(ofBlock number: Int) -> Int { blocks[number].rowCount }

  /// The size in memory of one block.
  package func bytes(ofBlock number: Int) -> Int {
    let block = blocks[number]
    return zip(block.fields, block.columns).reduce(0) { sum, column in
      schema.index(of: column.0.name) == nil ? sum : sum + column.1.bytes
    }
  }

  /// The table with only these columns, in their order.
  package func selecting(_ names: [String]) -> StoredTable {
    StoredTable(Schema(names.map { schema.field(named: $0)! }), blocks)
  }

  package func block(_ number: Int) throws -> Table {
    let block = blocks[number]
    let columns = try schema.fields.map { field in
      try block.fields.firstIndex(of: field).map { try block.columns[$0].column(in: block.file) }
        ?? .nulls(field.type, count: block.rowCount)
    }
    return Table(schema, columns, rowCount: block.rowCount)
  }

  /// All rows in memory.
  /// - Throws: a diagnostic if a column of texts, or the number of rows, exceeds what a table in memory can have.
  package func table() throws -> Table {
    let texts = schema.fields.filter { $0.type == .text }.map { bytes(of: [$0.name]) }.max() ?? 0
    guard texts <= UInt32.max, rowCount < Int32.max else {
      throw Diagnostic(
        .init(.tooLarge, "a table has more rows than fit into memory"),
        reason: "one table in memory holds up to 4 GiB of text in a column, and 2147483647 rows")
    }
    let isLarge = blocks.count > 1 && bytes() > 1 << 20
    let read = try Parallel.map(Array(blocks.indices), onThreads: isLarge) { try block($0) }
    return Table.concatenating(read, like: empty)
  }
}

extension Table {
  /// The rows of several tables with the columns of `empty`.
  package static func concatenating(_ tables: [Table], like empty: Table) -> Table {
    if tables.isEmpty { return empty }
    if tables.count == 1 { return tables[0] }
    return Table(
      empty.schema,
      empty.schema.fields.map { field in
        Column.concatenating(tables.map { $0.column(named: field.name)! }, type: field.type)
      }, rowCount: tables.reduce(0) { $0 + $1.rowCount })
  }

  /// The size of the values in memory.
  package var bytes: Int { columns.reduce(0) { $0 + $1.bytes } }
}

extension Column {
  fileprivate var bytes: Int {
    let words = validity.words.count * 8
    switch self {
    case .text(let column): return column.bytes.count + column.offsets.count * 4 + words
    case .integer(let column), .datetime(let column): return column.count * 8 + words
    case .number(let column): return column.count * 8 + words
    case .boolean(let column): return column.count + words
    case .date(let column): return column.count * 4 + words
    }
  }
}
