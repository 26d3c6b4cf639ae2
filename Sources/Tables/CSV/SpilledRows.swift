/// The rows of a file on their way to disk, chunk by chunk in order.
struct SpilledRows: Sendable {
  private let plan: RowPlan
  private let built: [Int]
  private let schema: Schema
  /// The name of the file, if rows are to carry it.
  private let file: String?
  private var spool: TableSpool
  /// For each column of the plan, whether a row has a value.
  private var hasValues: [Bool]
  /// The line at which the next chunk begins.
  private var line: Int

  init(_ plan: RowPlan, file: String?, firstLine: Int, in place: SpillPlace) throws {
    self.plan = plan
    self.file = file
    line = firstLine
    spool = try place.spool()
    built = plan.columns.indices.filter { plan.columns[$0].isBuilt }
    hasValues = plan.columns.map { _ in false }
    var schema = Schema(built.map { Field(plan.columns[$0].name, plan.columns[$0].type) })
    if file != nil { schema.set(.sourceFile) }
    if plan.wantsSourceLine { schema.set(.sourceLine) }
    self.schema = schema
  }

  mutating func append(_ piece: ChunkRows) throws {
    let first = line
    line += piece.lines
    if piece.kept == 0 { return }
    var columns: [Column] = []
    for index in built {
      let column = piece.columns[index]!
      if !hasValues[index] { hasValues[index] = column.validity.nullCount < column.count }
      columns.append(column)
    }
    if let file { columns.append(.repeating(.text(file), type: .text, count: piece.kept)) }
    if plan.wantsSourceLine {
      columns.append(.integer(PlainColumn(piece.sourceLines.map { $0 + Int64(first) })))
    }
    try spool.append(Table(schema, columns, rowCount: piece.kept))
  }

  /// Gives the rows to the result of reading the file.
  func finish(_ result: inout FileRows) {
    for (index, column) in plan.columns.enumerated() {
      let field = Field(column.name, column.type)
      if !column.isBuilt {
        result.unbuilt.append(field)
      } else if !(column.isDroppedIfEmpty && !hasValues[index]) {
        result.fields.append(field)
      }
    }
    result.stored = spool.stored(as: schema)
  }
}
