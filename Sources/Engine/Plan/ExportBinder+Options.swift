internal import Diagnostics
internal import JobSpec
internal import Tables

/// Options of columns, checked against the types of tables.
extension ExportBinder {
  mutating func options(of column: ExportColumn, _ schema: Schema) {
    let field = schema.isDoubtful(column.name.value) ? nil : schema.field(named: column.name.value)
    if let format = column.format, let field, field.type == .text, !format.isForTexts {
      warnings.add(
        Diagnostic(
          .formatOfText(format.value, field.name), at: format.location, severity: .warning,
          reason: "texts are shown as they are",
          hint: "give the column its type where it is read, or make one of it:  derive: {\(field.name): …}"))
    }
    if let format = column.format, let field, column.labels == nil, !format.fits(field.type) {
      report(
        Diagnostic(
          .formatOfOtherType(format.value, field), at: format.location,
          reason: field.type == .integer
            ? "1 would be shown as a day of 1900" : "a day would be shown as a number",
          hint: field.type == .integer ? "such as integer, or '#,##0'" : "such as date, or 'd mmm yyyy'"))
    }
    if let show = column.options.show, let field, field.type != .integer, field.type != .number {
      report(Diagnostic(.showOfOther(show.rawValue, field), at: column.name.location))
    }
    switch column.options.choices {
    case nil: break
    case .values(let values):
      guard let field else { break }
      for value in values where !fits(value.value, field.type) {
        let isText = field.type == .text
        report(
          Diagnostic(
            .choiceType(value.text, field), at: value.location,
            hint: isText ? "quote it:  \"\(value.text)\"" : nil))
      }
    case .column(let table, let source):
      let other = self.schema(of: table.value)
      find(source, other, table.value)
      need(table.value, .only([source.value]))
      if let field, let type = type(of: source, other), type != field.type {
        report(Diagnostic(.choicesType(source.value, type, field), at: source.location))
      }
    }
  }

  private func fits(_ value: Value, _ type: ColumnType) -> Bool {
    switch (type, value) {
    case (.number, .integer): true
    default: value.type == type
    }
  }
}

extension Located<String> {
  /// Whether a format of cells shows values of the type as what they are. Numbers may be times of day.
  fileprivate func fits(_ type: ColumnType) -> Bool {
    let isCalendar: Bool
    switch value {
    case "date", "datetime": isCalendar = true
    case "integer", "number", "percent", "id": isCalendar = false
    case "text", "link": return true
    default:
      guard let part = (try? ExcelFormat(value))?.parts.first, part == .calendar || part == .number else {
        return true
      }
      isCalendar = part == .calendar
    }
    switch type {
    case .date, .datetime: return isCalendar
    case .integer: return !isCalendar
    case .number, .boolean, .text: return true
    }
  }

  /// Whether a format does something to texts.
  fileprivate var isForTexts: Bool {
    if ["text", "id", "link"].contains(value) { return true }
    return !ExportColumn.namedFormats.contains(value) && value.contains("@")
  }
}

extension Diagnostic.Message {
  fileprivate static func formatOfOtherType(_ format: String, _ field: Field) -> Self {
    Self(
      .columnType,
      "the format '\(format)' is not for column '\(field.name)', which is \(field.type.rawValue)")
  }
  fileprivate static func formatOfText(_ format: String, _ name: String) -> Self {
    Self(.columnType, "the format '\(format)' has no effect, because column '\(name)' is text")
  }
  fileprivate static func showOfOther(_ show: String, _ field: Field) -> Self {
    Self(.columnType, "'\(show)' shows numbers, but column '\(field.name)' is \(field.type.rawValue)")
  }
  fileprivate static func choiceType(_ value: String, _ field: Field) -> Self {
    Self(
      .columnType, "column '\(field.name)' is \(field.type.rawValue) and cannot have the choice '\(value)'")
  }
  fileprivate static func choicesType(_ source: String, _ type: ColumnType, _ field: Field) -> Self {
    Self(
      .typesDiffer,
      "column '\(field.name)' is \(field.type.rawValue), but its choices, column '\(source)', are \(type.rawValue)"
    )
  }
}
