internal import Tables

/// Makes typed columns of the cells of a sheet.
struct SheetColumns: Sendable {
  let grid: SheetGrid
  /// The first row of data, among the grid's rows.
  let firstRow: Int
  let options: ReadingOptions

  private var count: Int { grid.rowCount - firstRow }

  /// A column that was made; nil if nothing reads it.
  private struct Built: Sendable {
    var plan: ColumnSpec
    var column: Column?
    var faults = RowFaults()
  }

  func read(_ plans: [ColumnSpec], header: SheetHead, into result: inout FileRows) {
    let declared = Set(options.columns.map(\.name))
    let columns = Parallel.each(plans) { plan in
      build(plan, isDeclared: declared.contains(plan.name), header)
    }
    var faults = RowFaults()
    var built: [(plan: ColumnSpec, column: Column)] = []
    var specs: [ColumnSpec] = []
    for case let made? in columns {
      specs.append(made.plan)
      faults.add(made.faults)
      if let column = made.column {
        built.append((made.plan, column))
      } else {
        result.unbuilt.append(Field(made.plan.name, made.plan.type))
      }
    }
    finish(built, specs, faults, &result)
  }

  /// The column of a plan; nil if it has neither a header nor a value: it is only formatted.
  private func build(_ plan: ColumnSpec, isDeclared: Bool, _ header: SheetHead) -> Built? {
    var plan = plan
    let cells = plan.source.map(dataCells) ?? []
    if !isDeclared, let source = plan.source {
      if cells.isEmpty && header.header[source].isEmpty { return nil }
      plan.type = type(of: cells)
    }
    var built = Built(plan: plan, column: nil)
    guard plan.isBuilt || plan.isChecked else { return built }
    let column = column(plan, cells, &built.faults)
    if plan.isBuilt { built.column = column }
    return built
  }

  private func dataCells(_ source: Int) -> ArraySlice<SheetGrid.Cell> {
    grid.cells(of: source, rows: firstRow..<grid.rowCount)
  }

  /// The type that all cells have; text where they differ.
  private func type(of cells: ArraySlice<SheetGrid.Cell>) -> ColumnType {
    var kinds: UInt8 = 0
    for cell in cells { kinds |= cell.kind.bit }
    let (date, datetime) = (CellKind.date.bit, CellKind.datetime.bit)
    switch kinds {
    case CellKind.boolean.bit: return .boolean
    case date: return .date
    case datetime, date | datetime: return .datetime
    case CellKind.number.bit: break
    default: return .text
    }
    let syntax = NumberSyntax()
    let bytes = grid.bytes.span
    return cells.allSatisfy { syntax.integer(bytes, $0.range) != nil && !hasPoint($0) } ? .integer : .number
  }

  private func hasPoint(_ cell: SheetGrid.Cell) -> Bool {
    for index in cell.range where grid.bytes[index] == UInt8(ascii: ".") { return true }
    return false
  }

  /// Texts are read as the job declares; numbers, dates and truth values as the workbook writes them.
  private func column(
    _ plan: ColumnSpec, _ cells: ArraySlice<SheetGrid.Cell>, _ faults: inout RowFaults
  ) -> Column {
    var own = plan
    own.numbers = NumberSyntax()
    own.times = .iso
    own.measure = nil
    // Times of day are durations where those are wanted.
    func isText(_ cell: SheetGrid.Cell) -> Bool {
      cell.kind == .text || cell.kind == .time && plan.measure != nil
    }
    let isOwnSyntax = plan.numbers == NumberSyntax() && plan.times == .iso && plan.measure == nil
    if isOwnSyntax || plan.type == .text || plan.type == .boolean {
      return ColumnReader(plan: own).column(grid.bytes.span, fields(cells) { _ in true }, faults: &faults)
    }
    let texts = cells.contains { isText($0) }
    let others = cells.contains { !isText($0) }
    if !texts {
      return ColumnReader(plan: own).column(grid.bytes.span, fields(cells) { _ in true }, faults: &faults)
    }
    if !others {
      return ColumnReader(plan: plan).column(grid.bytes.span, fields(cells) { _ in true }, faults: &faults)
    }
    // Both: each kind in a column of its own, then the two in one.
    var (a, b) = (plan, own)
    (a.isRequired, b.isRequired) = (false, false)
    let declared = ColumnReader(plan: a).column(
      grid.bytes.span, fields(cells) { isText($0) }, faults: &faults)
    let native = ColumnReader(plan: b).column(
      grid.bytes.span, fields(cells) { !isText($0) }, faults: &faults)
    let isNative = Set(cells.lazy.filter { !isText($0) }.map(\.row))
    let rows = (0..<count).map { row in Int32(isNative.contains(Int32(row + firstRow)) ? count + row : row) }
    let merged = Column.concatenating([declared, native], type: plan.type).gather(rows)
    if plan.isRequired {
      // A value that does not fit is null as well, and its row has that fault already, which stays.
      for row in 0..<count where !merged.validity[row] {
        faults.add(row, column: plan.name, .required, "a value is required")
      }
    }
    return merged
  }

  private func fields(
    _ cells: ArraySlice<SheetGrid.Cell>, _ isTaken: (SheetGrid.Cell) -> Bool
  ) -> ColumnReader.Fields {
    grid.fields(cells, rows: firstRow..<grid.rowCount, where: isTaken)
  }

  private func finish(
    _ built: [(plan: ColumnSpec, column: Column)], _ specs: [ColumnSpec], _ faults: RowFaults,
    _ result: inout FileRows
  ) {
    result.specs = specs
    result.report.rows = count
    for row in 0..<count {
      let line = Int(grid.lines[firstRow + row])
      if let fault = faults.byRow[row] {
        var reject = Reject(
          line: line, column: fault.column, code: fault.code, reason: fault.reason, raw: raw(firstRow + row))
        if result.rejects.count < options.rejectsWithFields {
          reject.fields = specs.map { field($0, of: firstRow + row) }
        }
        result.rejects.append(reject)
      } else if options.wantsSourceLine {
        result.sourceLines.append(Int64(line))
      }
    }
    result.report.rejected = result.rejects.count
    let good = faults.isEmpty ? nil : faults.good(of: count)
    result.rowCount = good?.count ?? count
    for (plan, column) in built {
      result.fields.append(Field(plan.name, plan.type))
      result.columns.append(good.map { column.gather($0) } ?? column)
    }
  }

  /// A row as a line of tab-separated texts.
  private func raw(_ row: Int) -> String {
    var texts: [String] = []
    for column in grid.columns.indices {
      texts.append(grid.cell(row: row, column: column).map(grid.text) ?? "")
    }
    while texts.last == "" { texts.removeLast() }
    return texts.joined(separator: "\t")
  }

  /// The text of a cell as a text of its column would have it.
  private func field(_ plan: ColumnSpec, of row: Int) -> String? {
    guard let source = plan.source, source < grid.columns.count,
      let cell = grid.cell(row: row, column: source)
    else {
      return nil
    }
    let text = grid.text(cell)
    if cell.kind == .number, plan.type == .number || plan.type == .integer {
      return text.replacing(".", with: String(UnicodeScalar(plan.numbers.decimal)))
    }
    return text.isEmpty ? nil : text
  }
}
