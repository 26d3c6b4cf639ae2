internal import Diagnostics
internal import Engine
internal import JobSpec
internal import Tables
internal import Workbooks

/// Options of columns in the book's language.
extension Book {
  /// - Parameter rows: of the sheet's table.
  func options(of column: ExportColumn, in rows: Table) throws -> SheetColumnOptions {
    var options = SheetColumnOptions()
    options.note = column.options.note.map { text($0) } ?? ""
    options.isHidden = column.options.isHidden
    options.isEditable = column.options.isEditable
    options.show = column.options.show.flatMap { .init(rawValue: $0.rawValue) }
    guard let choices = column.options.choices, let type = rows.column(named: column.name.value)?.type else {
      return options
    }
    options.choices = try labelled(values(of: choices, type), column)
    return options
  }

  private func values(of choices: ColumnOptions.Choices, _ type: ColumnType) throws -> Column {
    switch choices {
    case .values(let values):
      return Column(
        type,
        values.map { written in
          if type == .number, case .integer(let value) = written.value { return .number(Double(value)) }
          return written.value
        })
    case .column(let table, let source):
      // A recipient gets no other recipients' values.
      let values =
        try writer.stored(table.value, piece)?.differentValues(of: source.value)
        ?? writer.rows(of: table.value, piece).column(named: source.value)!.differentValues()
      return values.gather((0..<Int32(values.count)).filter { values.validity[Int($0)] })
    }
  }

  private func labelled(_ values: Column, _ column: ExportColumn) throws -> Column {
    guard let set = column.labels.flatMap({ writer.job.labels(named: $0.value) }) else { return values }
    return try writer.labelled(values, set, in: language)
  }
}
