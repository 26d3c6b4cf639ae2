internal import Diagnostics
internal import JobSpec
internal import Tables

/// The columns and conditions of an export, resolved against its tables.
package struct ExportPlan: Sendable, Equatable, Codable {
  /// The name in the job, with its placeholders.
  package let file: String
  package let reads: [String: Columns]
  /// The conditions of the highlights, one list per table sheet of a workbook.
  package let highlights: [[BoundExpression]]
  /// How the rows of its tables must be gathered before writing.
  package let gathering: Gathering
  /// The tables of which it needs all rows at once; it reads the others in order.
  package let atOnce: [String]
  /// The tables of which each of its files has the rows with one value of this column.
  package let byValue: [String: String]

  private enum CodingKeys: String, CodingKey {
    case file, reads, highlights, gathering
    case atOnce = "at_once"
    case byValue = "by_value"
  }

  var columnsInExpressions: Set<String> {
    highlights.joined().reduce(into: []) { $0.formUnion($1.columns) }
  }

  /// - Throws: `Diagnostics`; empty if an error reported earlier is the cause.
  init(
    _ export: Export, labels: [ValueLabels], schemas: [String: Schema],
    scope: @escaping (Schema, String) -> Scope, warnings: inout Diagnostics
  ) throws {
    var binder = ExportBinder(schemas: schemas, scope: scope)
    switch export {
    case .csv(let csv):
      // The chunks of a CSV file can be written apart and concatenated.
      gathering = csv.each.map { .together(by: [$0.by.value]) } ?? .nothing
      if let each = csv.each, each.table.value != csv.table.value {
        binder.table(csv.table.value, csv.columns, also: [each.by])
        binder.table(each.table.value, [], also: each.columns)
        binder.compare(csv.table.value, with: each, at: csv.table.location)
      } else {
        binder.table(csv.table.value, csv.columns, also: csv.each?.columns ?? [])
      }
      if let each = csv.each {
        binder.divide(csv.table.value, by: each.by.value)
        binder.divide(each.table.value, by: each.by.value)
      }
    case .workbook(let workbook):
      gathering = .all
      for sheet in workbook.sheets {
        switch sheet {
        case .about, .method: break
        case .figures: binder.need(FigureTable.name, .all)
        case .table(let sheet): binder.sheet(sheet)
        case .blocks(let sheet): binder.blocks(sheet)
        case .changes(let sheet): binder.changes(sheet)
        }
      }
      if let each = workbook.each {
        binder.table(each.table.value, [], also: each.columns)
        binder.divide(each.table.value, by: each.by.value)
        binder.separate(workbook.sheets, by: each)
      }
    }
    if export.isForPeople {
      for set in labels where !set.columns.isEmpty {
        binder.need(set.inputName, .only(Set(set.columns.map(\.value))))
        binder.atOnce.insert(set.inputName)
      }
    }
    if let each = export.each {
      binder.checkLanguage(of: each)
      if binder.has(each.by, in: each.table.value) {
        for mistake in FilePlaceholders.misnamedRecipients(of: export) { binder.report(mistake) }
      }
    }
    warnings.add(binder.warnings)
    if !binder.isSound { throw binder.mistakes }
    file = export.file.value
    highlights = binder.highlights
    reads = binder.reads
    atOnce = binder.atOnce.sorted()
    byValue = binder.byValue
  }
}

extension EachValue {
  fileprivate var columns: [Located<String>] { [by] + [name, language].compactMap { $0 } }
}

struct ExportBinder {
  let schemas: [String: Schema]
  let scope: (Schema, String) -> Scope
  var mistakes = Diagnostics()
  /// What has no effect, but does no harm.
  var warnings = Diagnostics()
  var reads: [String: Columns] = [:]
  var atOnce: Set<String> = []
  var byValue: [String: String] = [:]
  var highlights: [[BoundExpression]] = []
  /// False if an error has been found.
  var isSound = true

  mutating func need(_ table: String, _ columns: Columns) {
    reads[table] = (reads[table] ?? .empty).union(columns)
  }

  /// - Parameter columns: nil for all.
  mutating func table(_ name: String, _ columns: [ExportColumn]?, also others: [Located<String>] = []) {
    let schema = schema(of: name)
    for column in (columns ?? []).map(\.name) + others { find(column, schema, name) }
    need(name, columns.map { .only(Set($0.map(\.name.value) + others.map(\.value))) } ?? .all)
    for column in columns ?? [] { options(of: column, schema) }
    for column in columns ?? [] where column.total != nil && column.total != .count {
      if let type = type(of: column.name, schema), type != .integer && type != .number {
        report(Diagnostic(.total(column.name.value, type), at: column.name.location))
      }
    }
  }

  mutating func sheet(_ sheet: TableSheet) {
    let name = sheet.table.value
    table(name, sheet.columns)
    let schema = schema(of: name)
    let shown = shown(by: sheet)
    for chart in sheet.charts { self.chart(chart, of: name, shown: shown) }
    var conditions: [BoundExpression] = []
    for highlight in sheet.highlights {
      let bound = mistakes.collect {
        try BoundExpression.bind(highlight.when, in: scope(schema, "table '\(name)'"), expecting: .boolean)
      }
      if let bound {
        conditions.append(bound)
        need(name, .only(bound.columns))
      } else {
        isSound = false
      }
    }
    highlights.append(conditions)
  }

  /// The columns that charts of a sheet can draw; nil for all. A misspelt column counts as the probable intention,
  /// which charts may name.
  private func shown(by sheet: TableSheet) -> Set<String>? {
    let schema = schema(of: sheet.table.value)
    return sheet.columns.map { columns in
      columns.reduce(into: Set(columns.map(\.name.value))) { $0.formUnion(schema.meant(by: $1.name.value)) }
    }
  }

  private mutating func chart(_ chart: Chart, of name: String, shown: Set<String>?) {
    let schema = schema(of: name)
    for column in [chart.category] + chart.values {
      find(column, schema, name)
      if let shown, !shown.contains(column.value), schema.index(of: column.value) != nil {
        report(
          Diagnostic(
            .notShown(column.value), at: column.location, hint: "add it to the sheet's  columns:"))
      }
    }
    if chart.kind == .scatter, let type = type(of: chart.category, schema), type == .text || type == .boolean
    {
      report(
        Diagnostic(
          .scatterOfTexts(chart.category.value, type), at: chart.category.location,
          reason: "it places each row by two numbers",
          hint: "make it a chart of type column or bar"))
    }
    for column in chart.values {
      if let type = type(of: column, schema), type != .integer && type != .number {
        report(Diagnostic(.chartValue(column.value, type), at: column.location))
      }
    }
  }

  mutating func blocks(_ sheet: BlocksSheet) {
    for block in sheet.blocks {
      switch block {
      case .text: break
      case .table(let table):
        self.sheet(table)
        atOnce.insert(table.table.value)
      case .chart(let chart, let table, let place):
        atOnce.insert(table.value)
        var columns: Set<String>?
        if let place, case .table(let source) = sheet.blocks[place] { columns = shown(by: source) }
        self.chart(chart, of: table.value, shown: columns)
        need(table.value, .only(Set(([chart.category] + chart.values).map(\.value))))
      }
    }
  }

  mutating func changes(_ sheet: ChangesSheet) {
    table(sheet.table.value, sheet.columns, also: sheet.ignored)
    need(sheet.table.value, .all)
  }

  /// Notes that each file has the rows with one value of the column, if the table has it.
  mutating func divide(_ table: String, by column: String) {
    if schema(of: table).index(of: column) != nil { byValue[table] = column }
  }

  /// The languages of recipients are codes, which are texts.
  mutating func checkLanguage(of each: EachValue) {
    guard let language = each.language, let found = type(of: language, schema(of: each.table.value)),
      found != .text
    else { return }
    report(
      Diagnostic(
        .noLanguage(language.value, found), at: language.location,
        reason: "a language is a code such as es, which is a text"))
  }

  /// Makes sure that a file for one value shows no rows of another value by mistake.
  mutating func separate(_ sheets: [Sheet], by each: EachValue) {
    // A column that does not exist has been reported.
    guard has(each.by, in: each.table.value) else { return }
    for sheet in sheets {
      switch sheet {
      case .about, .method: break
      case .figures(let location): separate(FigureTable.name, by: each, at: location)
      case .table(let sheet) where sheet.showsAllRows: break
      case .table(let sheet): separate(sheet.table.value, by: each, at: sheet.location)
      case .blocks(let blocks):
        for table in blocks.tables where !table.showsAllRows {
          separate(table.table.value, by: each, at: table.location)
        }
        // A chart of a table without a block has no `all`, so its table must have the column.
        for case .chart(let chart, let table, nil) in blocks.blocks {
          separate(table.value, by: each, at: chart.location)
        }
      case .changes(let sheet) where sheet.showsAllRows: break
      case .changes(let sheet): separate(sheet.table.value, by: each, at: sheet.location)
      }
      for choice in sheet.choiceColumns { separate(choice.table, by: each) }
    }
  }

  /// The choices of a file are those of the recipient's rows if their table has the column, whoever else reads it.
  private mutating func separate(_ choices: Located<String>, by each: EachValue) {
    let column = each.by.value
    guard schema(of: choices.value).index(of: column) != nil else { return }
    compare(choices.value, with: each, at: choices.location)
    need(choices.value, .only([column]))
    divide(choices.value, by: column)
  }

  /// The rows of a file are those with the recipient's value, so both columns need one type.
  mutating func compare(_ table: String, with each: EachValue, at location: SourceLocation) {
    guard let wanted = type(of: each.by, schema(of: each.table.value)),
      let found = type(of: each.by, schema(of: table)), wanted != found
    else { return }
    report(
      Diagnostic(
        .otherType(each.by.value, of: table, found), at: location,
        reason:
          "its type is \(wanted.rawValue) in '\(each.table.value)', so that no file would have a row of '\(table)'",
        hint: "give both columns one type"))
  }

  private mutating func separate(_ table: String, by each: EachValue, at location: SourceLocation) {
    let column = each.by.value
    compare(table, with: each, at: location)
    let schema = schema(of: table)
    if schema.index(of: column) != nil {
      need(table, .only([column]))
      divide(table, by: column)
    } else if !schema.isDoubtful(column) {
      let sheet = "{table: \(table), all: true}"
      report(
        Diagnostic(
          .notSeparable(table, by: column), at: location,
          reason: "every file would show all rows of '\(table)', also those for other recipients",
          hint: "add the column to the table; or write  \(sheet)  if every recipient may see all its rows"))
    }
  }

  /// Whether a table has a column, as far as is known.
  func has(_ column: Located<String>, in table: String) -> Bool {
    let schema = schema(of: table)
    return schema.index(of: column.value) != nil || schema.isDoubtful(column.value)
  }

  func schema(of table: String) -> Schema { schemas[table] ?? .unknown }

  /// Nil if it is unknown.
  func type(of column: Located<String>, _ schema: Schema) -> ColumnType? {
    schema.isDoubtful(column.value) ? nil : schema.field(named: column.value)?.type
  }

  mutating func report(_ mistake: Diagnostic) {
    mistakes.add(mistake)
    isSound = false
  }

  mutating func find(_ column: Located<String>, _ schema: Schema, _ table: String) {
    let found = mistakes.collect {
      try schema.resolve(column, of: table, orThrow: .unknownColumn(column.value, table: table))
    }
    if found == nil { isSound = false }
  }
}

extension Diagnostic.Message {
  fileprivate static func unknownColumn(_ name: String, table: String) -> Self {
    Self(.unknownColumn, "unknown column '\(name)' of table '\(table)' in an export")
  }
  fileprivate static func otherType(_ name: String, of table: String, _ type: ColumnType) -> Self {
    Self(.typesDiffer, "the type of column '\(name)' of '\(table)' is \(type.rawValue)")
  }
  fileprivate static func total(_ name: String, _ type: ColumnType) -> Self {
    Self(.badTotal, "column '\(name)' is \(type.rawValue) and has no total but 'count'")
  }
  fileprivate static func chartValue(_ name: String, _ type: ColumnType) -> Self {
    Self(.badChart, "a chart draws numbers, but column '\(name)' is \(type.rawValue)")
  }
  fileprivate static func scatterOfTexts(_ name: String, _ type: ColumnType) -> Self {
    Self(.badChart, "a scatter chart needs numbers or dates, but its category '\(name)' is \(type.rawValue)")
  }
  fileprivate static func noLanguage(_ name: String, _ type: ColumnType) -> Self {
    Self(.columnType, "column '\(name)' is \(type.rawValue) and cannot be a language")
  }
  fileprivate static func notSeparable(_ table: String, by column: String) -> Self {
    Self(
      .eachWithoutColumn, "'each' writes a file for each \(column), but table '\(table)' has no such column")
  }
  fileprivate static func notShown(_ name: String) -> Self {
    Self(.badChart, "a chart draws columns of its sheet, but '\(name)' is not among them")
  }
}
