internal import Diagnostics

/// Checks that what staff change in a sheet can be found again in its table.
struct EditableColumns {
  let job: Job
  let workbook: WorkbookExport
  let languages: [String]
  let reading: FileReading

  func validate() {
    var told: Set<SourceLocation> = []
    for language in languages {
      for sheet in workbook.tables(in: language) {
        let columns = (sheet.columns ?? []).shown(in: language)
        guard let first = columns.first(where: \.options.isEditable) else {
          continue
        }
        if told.insert(first.name.location).inserted { validate(sheet, first) }
        let lacking = key(of: sheet).filter { key in !columns.contains { $0.name.value == key } }
        if !lacking.isEmpty, told.insert(sheet.table.location).inserted {
          reading.report(
            .keyNotShown(lacking[0], sheet.table.value), at: sheet.table.location,
            reason: "changed rows are found again by the key of the table, in each language of the workbook",
            hint: "add it to the sheet's  columns:  (with  hidden: true  if readers need not see it)")
        }
      }
    }
  }

  private func key(of sheet: TableSheet) -> [String] {
    job.table(named: sheet.table.value)?.key.map(\.value) ?? []
  }

  private func validate(_ sheet: TableSheet, _ first: ExportColumn) {
    let name = sheet.table.value
    let key = key(of: sheet)
    for column in sheet.columns ?? [] {
      if column.options.isEditable, key.contains(column.name.value) {
        reading.report(
          .editableKey(column.name.value), at: column.name.location,
          reason: "rows that come back are found by it")
      }
      if column.options.isEditable, column.options.isHidden {
        reading.report(
          .editableAndHidden(column.name.value), at: column.name.location,
          reason: "nobody can change what is not shown")
      }
      if column.options.choices != nil, !column.options.isEditable {
        reading.report(
          .lockedChoices(column.name.value), at: column.name.location,
          reason: "a sheet with an editable column is protected otherwise",
          hint: "add  editable: true")
      }
    }
    if let table = job.table(named: name) {
      // A table whose definition has errors may have a key.
      if !table.key.isEmpty || !table.gaps.isEmpty { return }
    } else if job.input(named: name) == nil, name != "figures", !name.hasSuffix(".rejects") {
      return
    }
    reading.report(
      .editableWithoutKey(name), at: first.name.location,
      reason: "'editable' needs it: rows that come back are found by the key of their table",
      hint: "name the columns that identify a row:  key: [email]  in the table")
  }
}

extension Diagnostic.Message {
  fileprivate static func editableWithoutKey(_ table: String) -> Self {
    Self(.missingKey, "table '\(table)' has no 'key'")
  }
  fileprivate static func keyNotShown(_ column: String, _ table: String) -> Self {
    Self(
      .badColumnOption,
      "a sheet with an editable column must have the key of '\(table)', but lacks '\(column)'")
  }
  fileprivate static func editableKey(_ column: String) -> Self {
    Self(.badColumnOption, "column '\(column)' is of the table's key and cannot be editable")
  }
  fileprivate static func editableAndHidden(_ column: String) -> Self {
    Self(.badColumnOption, "column '\(column)' is editable and hidden")
  }
  fileprivate static func lockedChoices(_ column: String) -> Self {
    Self(.badColumnOption, "column '\(column)' has choices, but nobody can change it")
  }
}
