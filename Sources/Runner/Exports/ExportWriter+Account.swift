internal import Diagnostics
internal import Engine
internal import JobSpec
internal import Tables

extension ExportWriter {
  /// The number of rows of each table that each export must hold, counted in the tables before anything is
  /// written.
  func account() throws -> [RowBalance.Export] {
    try allPieces().flatMap { export, _, pieces in
      // With a language for each value, a language without a file accounts for no rows.
      let used = languages(of: export).filter { language in
        export.each?.language == nil || pieces.contains { $0.language == language }
      }
      let others = pieces.map(\.language).filter { !used.contains($0) }
      let languages = used + Set(others).sorted()
      return try (languages.isEmpty ? self.languages(of: export) : languages).flatMap { language in
        try account(of: export, language, pieces.filter { $0.language == language })
      }
    }
  }

  private func account(
    of export: Export, _ language: String, _ pieces: [Piece]
  ) throws -> [RowBalance.Export] {
    try shown(in: export, language).map { sheet, tableName, showsAllRows in
      let table = execution.stored[tableName]?.empty ?? rows(of: tableName, in: language)
      let rowCount = execution.stored[tableName]?.rowCount ?? table.rowCount
      var entry = RowBalance.Export(
        file: name(of: export, in: language), sheet: sheet, table: tableName, files: pieces.count,
        rowsIn: rowCount, rowsOut: 0)
      if !showsAllRows, let each = export.each, let divided = execution.divided[tableName]?[each.by.value] {
        entry.rowsOut = pieces.reduce(0) { $0 + ($1.only.map { divided.part(of: $0.value).rowCount } ?? 0) }
        entry.moves.filtered = rowCount - entry.rowsOut
      } else if !showsAllRows, let each = export.each, let column = table.column(named: each.by.value) {
        (entry.rowsOut, entry.moves.filtered) = try split(column, by: pieces.compactMap { $0.only?.value })
      } else {
        // Every file holds all rows.
        entry.rowsOut = rowCount * pieces.count
        if pieces.isEmpty { entry.moves.filtered = rowCount }
        entry.moves.multiplied = rowCount * max(0, pieces.count - 1)
      }
      return entry
    }
  }

  /// The tables of an export, in the order of its sheets.
  private func shown(in export: Export, _ language: String) -> [(
    sheet: String?, table: String, showsAllRows: Bool
  )] {
    switch export {
    case .csv(let csv): [(nil, csv.table.value, false)]
    case .workbook(let workbook):
      workbook.sheets(in: language).flatMap { sheet -> [(String?, String, Bool)] in
        switch sheet {
        // Changes repeat rows that other uses account for.
        case .about, .method, .changes: []
        case .figures:
          [(BookWords.in(language, fallbacks: timeline.languages).figures, FigureTable.name, false)]
        case .table(let sheet):
          [
            (
              sheet.name.map { BookText(language, self)($0) } ?? sheet.table.value,
              sheet.table.value, sheet.showsAllRows
            )
          ]
        case .blocks(let blocks):
          blocks.tables.map { (BookText(language, self)(blocks.name), $0.table.value, $0.showsAllRows) }
        }
      }
    }
  }

  /// The files of an export with the rows of each, found in one pass over each table: a pass for each file would grow
  /// with the square of their number.
  func divided(_ pieces: [Piece], of export: Export) throws -> [Piece] {
    guard pieces.count > 1, let by = export.each?.by.value else { return pieces }
    var pieces = pieces
    let languages = Set(pieces.map(\.language)).sorted()
    var tables = Set(languages.flatMap { shown(in: export, $0) }.filter { !$0.showsAllRows }.map(\.table))
    if case .workbook(let workbook) = export {
      tables.formUnion(workbook.sheets.flatMap(\.choiceColumns).map(\.table.value))
    }
    // The table of figures is another one in each language.
    for table in tables.sorted() where table != FigureTable.name && execution.stored[table] == nil {
      guard let column = execution.tables[table]?.column(named: by) else { continue }
      let wanted = pieces.indices.filter { place in
        pieces[place].only.map { $0.value == .null || $0.value.type == column.type } ?? false
      }
      let values = wanted.map { Column.repeating(pieces[$0].only!.value, type: column.type, count: 1) }
      let all = Column.concatenating(values + [column], type: column.type)
      let groups = try Grouping.by([all], rowCount: all.count)
      var rows = [[Int32]](repeating: [], count: groups.groupCount)
      var isWanted = [Bool](repeating: false, count: groups.groupCount)
      for place in wanted.indices { isWanted[Int(groups.groupOf[place])] = true }
      for place in wanted.count..<all.count {
        let group = Int(groups.groupOf[place])
        if isWanted[group] { rows[group].append(Int32(place - wanted.count)) }
      }
      for (place, piece) in wanted.enumerated() {
        pieces[piece].rows[table] = rows[Int(groups.groupOf[place])]
      }
    }
    return pieces
  }

  /// The number of rows with one of the values, and the number with none of them.
  private func split(_ column: Column, by values: [Value]) throws -> (with: Int, without: Int) {
    let wanted = values.filter { $0 == .null || $0.type == column.type }
      .map { Column.repeating($0, type: column.type, count: 1) }
    // Compared in the same way as where the parts are split, so that the counts agree.
    let all = Column.concatenating(wanted + [column], type: column.type)
    let groups = try Grouping.by([all], rowCount: all.count)
    var isWanted = [Bool](repeating: false, count: groups.groupCount)
    for place in wanted.indices { isWanted[Int(groups.groupOf[place])] = true }
    var (with, without) = (0, 0)
    for place in wanted.count..<all.count {
      if isWanted[Int(groups.groupOf[place])] { with += 1 } else { without += 1 }
    }
    return (with, without)
  }

  /// Throws if a file was written with a different number of rows than the account has.
  ///
  /// - Parameter written: rows by export, as counted by the file writers.
  func verify(_ written: [String: Int], against account: [RowBalance.Export]) throws {
    var rowsOut: [String: Int] = [:]
    for entry in account { rowsOut[entry.file, default: 0] += entry.rowsOut }
    for (file, rows) in written.sorted(by: { $0.key < $1.key }) {
      let expected = rowsOut[file] ?? 0
      guard rows == expected else {
        throw Diagnostic(
          .otherRows(file), at: job.name.location,
          reason: "the row balance has \(counted(expected, "row")), but \(rows) were written",
          hint: RowBalance.fault)
      }
    }
  }
}

extension Diagnostic.Message {
  fileprivate static func otherRows(_ file: String) -> Self {
    Self(.rowBalance, "the row balance of export '\(file)' does not add up")
  }
}
