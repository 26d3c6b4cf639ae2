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
  /// Whether a format does something to texts.
  fileprivate var isForTexts: Bool {
    if ["text", "id", "link"].contains(value) { return true }
    return !ExportColumn.namedFormats.contains(value) && value.contains("@")
  }
}

extension Diagnostic.Message {
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
