internal import Diagnostics
internal import Engine
internal import JobSpec
internal import Ledger
internal import Tables
internal import Workbooks

/// Builds a sheet of changes: a line for each new or gone row, and for each value that has changed.
///
///     Change   Person  Email            Item      Before (25 Apr 2021)  Now (26 Apr 2021)
///     New      Ana     ana@example.org                                  Academia · CHL
///     Changed  Rosa    ro@example.org   Category  Otros                 Academia
///     Gone     Pedro   pe@example.org             Gobiernos · PER
struct ChangesBuilder {
  let writer: ExportWriter
  let workbook: WorkbookExport
  let sheet: ChangesSheet
  let piece: ExportWriter.Piece

  private var timeline: TimelineDefinition { writer.timeline }
  private var words: BookWords { BookWords.in(piece.language, fallbacks: timeline.languages) }

  /// How many values of a new or gone row are shown beside those that identify it.
  private static let mostValues = 3
  /// How many columns before those of the key may stand in the workbook's sheet to be shown with it.
  private static let mostBefore = 3

  private struct Line {
    enum Kind: Int { case new, changed, gone }
    var kind: Kind
    /// A row of the old state if it is gone, otherwise of the new one.
    var row: Int32
    var item = ""
    var before: String?
    var now: String?
  }

  func document() throws -> TableSheetDocument {
    let name = sheet.name.map(text) ?? words.changes
    guard let changes = writer.changes, let whole = changes.comparison(of: sheet.table.value) else {
      let isKnown = writer.changes?.entries.contains { $0.table == sheet.table.value } ?? false
      return document(named: name, remark: isKnown ? words.notComparable : words.noEarlierNight)
    }
    let comparison: TableComparison
    do {
      comparison = try narrowed(whole)
    } catch is TableComparison.Obstacle {
      return document(named: name, remark: words.notComparable)
    }
    let lines = lines(of: comparison)
    if lines.isEmpty { return document(named: name, remark: words.noChanges(since: changes.since)) }
    return try document(named: name, lines, comparison, since: changes.since)
  }

  /// The subject of a row of the sheet.
  enum Subject {
    /// A row of the table as it is.
    case row(Int32)
    /// A row that the table had on the night before, by the values of its key.
    case gone([(column: String, value: Value)], since: Night)
  }

  /// - Parameter line: of the sheet, below its header.
  /// - Returns: nil if the sheet has no changes, or not so many.
  func subject(ofLine line: Int) throws -> Subject? {
    guard let changes = writer.changes, let whole = changes.comparison(of: sheet.table.value) else {
      return nil
    }
    let comparison = try narrowed(whole)
    let lines = lines(of: comparison)
    guard lines.indices.contains(line) else { return nil }
    let row = lines[line].row
    if lines[line].kind == .gone {
      let values = zip(comparison.key, comparison.keyValues(row, isOld: true))
      return .gone(values.map { (column: $0, value: $1) }, since: changes.since)
    }
    guard let only = piece.only, !sheet.showsAllRows, let column = whole.new.column(named: only.column) else {
      return .row(row)
    }
    return .row(column.rows(equalTo: only.value)[Int(row)])
  }

  private func text(_ text: LocalizedText) -> String {
    text.text(in: piece.language, fallbacks: timeline.languages)
  }

  /// Only the columns that the sheet compares, and only the rows for the recipient of the file: a row that has
  /// gone to another recipient is gone here.
  private func narrowed(_ whole: TableComparison) throws -> TableComparison {
    var tolerance = TableComparison.Tolerance()
    tolerance.ignored = Set(sheet.ignored.map(\.value))
    if let columns = sheet.columns {
      let shown = columns.map(\.name.value)
      tolerance.ignored.formUnion(
        (whole.old.schema.names + whole.new.schema.names).filter { !shown.contains($0) })
    }
    guard let only = piece.only, !sheet.showsAllRows else {
      if tolerance.ignored.isEmpty { return whole }
      return try TableComparison(
        from: whole.old, to: whole.new, key: whole.key, tolerance, in: timeline.zone)
    }
    func rows(_ table: Table, isOld: Bool) throws -> Table {
      guard let column = table.column(named: only.column) else {
        throw TableComparison.Obstacle.noColumn(only.column, isOld: isOld)
      }
      return table.gather(column.rows(equalTo: only.value))
    }
    return try TableComparison(
      from: try rows(whole.old, isOld: true), to: try rows(whole.new, isOld: false), key: whole.key,
      tolerance,
      in: timeline.zone)
  }

  // MARK: Lines

  private func lines(of comparison: TableComparison) -> [Line] {
    let identity = identity(in: comparison)
    var lines: [Line] = []
    let columns = comparison.old.schema.names + comparison.new.schema.names
    let known = Dictionary(
      columns.map { ($0, labels(ofValuesOf: $0)) }, uniquingKeysWith: { first, _ in first })
    for row in comparison.added {
      lines.append(Line(kind: .new, row: row, now: summary(row, comparison.new, known, without: identity)))
    }
    for row in comparison.changed {
      for cell in comparison.cells(of: row) {
        lines.append(
          Line(
            kind: .changed, row: row.new, item: label(of: cell.column),
            before: shown(cell.old, known[cell.column]), now: shown(cell.new, known[cell.column])))
      }
    }
    for row in comparison.removed {
      lines.append(
        Line(kind: .gone, row: row, before: summary(row, comparison.old, known, without: identity)))
    }
    return lines
  }

  private func shown(_ value: Value, _ labels: [String: String]?) -> String {
    let text = text(of: value, labels)
    return text.isEmpty ? words.empty : words.told(text)
  }

  /// The label of a value if it has one.
  private func text(of value: Value, _ labels: [String: String]?) -> String {
    labels?[value.text(in: timeline.zone)] ?? value.text(for: piece.language, in: timeline.zone)
  }

  /// The set of labels of a column: of this sheet, of the workbook's sheet of the table, or of any other.
  private func labelSet(of column: String) -> ValueLabels? {
    let own = [sheet.columns, tableSheet?.columns].lazy
      .compactMap { $0?.first { $0.name.value == column }?.labels?.value }.first
    return own.flatMap { writer.job.labels(named: $0) } ?? writer.labels(ofColumn: column)
  }

  private func labels(ofValuesOf column: String) -> [String: String] {
    labelSet(of: column).map { writer.labels($0, in: piece.language) } ?? [:]
  }

  /// The first values of a row that the workbook shows: `Gobiernos · Uruguay`.
  private func summary(
    _ row: Int32, _ table: Table, _ labels: [String: [String: String]], without identity: [String]
  ) -> String? {
    let listed = sheet.columns?.map(\.name.value) ?? shownColumns ?? table.schema.names
    let ignored = sheet.ignored.map(\.value)
    let values = listed.filter { !identity.contains($0) && !ignored.contains($0) }.lazy
      .compactMap { name in
        table.column(named: name).map { text(of: $0.value(at: Int(row)), labels[name]) }
      }
      .filter { !$0.isEmpty }
      .prefix(ChangesBuilder.mostValues)
    return values.isEmpty ? nil : values.joined(separator: " · ")
  }

  /// The columns of the workbook's sheet of the table, in its order.
  private var shownColumns: [String]? { tableSheet?.columns?.map(\.name.value) }

  private var tableSheet: TableSheet? { sheets(of: workbook).first }

  private func sheets(of workbook: WorkbookExport) -> [TableSheet] {
    workbook.sheets.compactMap { other in
      guard case .table(let found) = other, found.table.value == sheet.table.value else { return nil }
      return found
    }
  }

  /// The columns that tell the reader which row it is: those of the key, and, in the order of the workbook's
  /// sheet of the table, those that stand before them, such as the name before the email.
  private func identity(in comparison: TableComparison) -> [String] {
    let key = comparison.key
    guard let listed = sheet.columns?.map(\.name.value) ?? shownColumns,
      let last = listed.lastIndex(where: key.contains), key.allSatisfy(listed.contains)
    else { return key }
    let leading = listed[...last].filter {
      comparison.new.schema.index(of: $0) != nil && comparison.old.schema.index(of: $0) != nil
    }
    return leading.count <= key.count + ChangesBuilder.mostBefore ? leading : key
  }

  /// The label of a column: of this sheet, of the workbook's sheet of the table, or of another workbook's.
  private func label(of column: String) -> String {
    let others = writer.job.exports.flatMap { export -> [TableSheet] in
      if case .workbook(let workbook) = export { sheets(of: workbook) } else { [] }
    }
    let lists = [sheet.columns] + (sheets(of: workbook) + others).map(\.columns)
    let found = lists.lazy.compactMap { $0?.first { $0.name.value == column }?.label }.first
    return found.map(text) ?? column
  }

  // MARK: The sheet

  private func document(
    named name: String, _ lines: [Line], _ comparison: TableComparison, since night: Night
  ) throws -> TableSheetDocument {
    let identity = identity(in: comparison)
    var fields = [Field("change", .text)]
    let kinds = [words.new, words.changed, words.gone]
    var columns: [Column] = [.text(TextColumn(lines.map { kinds[$0.kind.rawValue] }))]
    for (place, name) in identity.enumerated() {
      var column = column(named: name, lines, comparison)
      if let set = labelSet(of: name) { column = try writer.labelled(column, set, in: piece.language) }
      fields.append(Field("identity \(place)", column.type))
      columns.append(column)
    }
    fields += ["item", "before", "now"].map { Field($0, .text) }
    columns.append(.text(TextColumn(lines.map { $0.item.isEmpty ? nil : $0.item })))
    columns.append(.text(TextColumn(lines.map(\.before))))
    columns.append(.text(TextColumn(lines.map(\.now))))
    let labels =
      [words.change] + identity.map(label) + [
        words.changedItem, words.header(words.before, night), words.header(words.now, writer.moment.night),
      ]
    var document = TableSheetDocument(
      name: name, table: Table(Schema(fields), columns), columns: labels.map { .init(label: $0) })
    document.countsRows = false
    let before = columns.count - 2
    document.highlights = [
      .init(rows: lines.map { $0.kind == .new }, columns: [0: .good]),
      .init(rows: lines.map { $0.kind == .changed }, columns: [0: .warn, before: .struck]),
      .init(rows: lines.map { $0.kind == .gone }, columns: [0: .bad, before: .struck]),
    ]
    return document
  }

  /// A column of the identity, of each line's row.
  private func column(named name: String, _ lines: [Line], _ comparison: TableComparison) -> Column {
    let (old, new) = (comparison.old.column(named: name)!, comparison.new.column(named: name)!)
    if old.type == new.type {
      let both = Column.concatenating([new, old], type: new.type)
      return both.gather(lines.map { $0.kind == .gone ? Int32(new.count) + $0.row : $0.row })
    }
    return .text(
      TextColumn(
        lines.map { line in
          let value = (line.kind == .gone ? old : new).value(at: Int(line.row))
          return value == .null ? nil : value.text(for: piece.language, in: timeline.zone)
        }))
  }

  /// A sheet that says in words why it has no changes.
  private func document(named name: String, remark: String) -> TableSheetDocument {
    let table = Table(Schema([Field("change", .text)]), [Column(.text, [.text(remark)])])
    var document = TableSheetDocument(name: name, table: table, columns: [.init(label: words.change)])
    document.countsRows = false
    return document
  }
}
