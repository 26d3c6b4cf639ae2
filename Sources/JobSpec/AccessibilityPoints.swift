package import Diagnostics

/// A point in which a workbook is hard to use with a screen reader, or without seeing colours.
package struct AccessibilityPoint: Sendable, Equatable {
  /// `has 2 charts without a title`
  package var what: String
  package var reason: String
  package var location: SourceLocation
}

extension WorkbookExport {
  /// The points that the definition lacks. Acta itself cares for the others: no merged cells, real header rows, the
  /// language, texts for charts, links that say where they lead.
  package func accessibilityPoints(jobTitle: LocalizedText?) -> [AccessibilityPoint] {
    var points: [AccessibilityPoint] = []
    func add(_ places: [SourceLocation], _ what: (Int) -> String, _ reason: String) {
      guard let first = places.first else { return }
      points.append(.init(what: what(places.count), reason: reason, location: first))
    }
    if title == nil, jobTitle == nil {
      add([file.location], { _ in "has no title" }, "a title is what is read out first")
    }
    let tables = sheets.flatMap(\.tables)
    let sheetTables = sheets.compactMap { if case .table(let sheet) = $0 { sheet } else { nil } }
    add(
      sheetTables.filter { sheet in
        sheet.name == nil && !CorrectionFile.isRejects(sheet.table.value)
          && StaleCorrections.correctedTable(sheet.table.value) == nil
      }.map(\.location),
      { "has \(counted($0, "sheet")) without a name" },
      "readers find their way by the names of sheets, and see the table's instead")
    add(
      tables.flatMap(\.charts).filter { $0.title == nil }.map(\.category.location),
      { "has \(counted($0, "chart")) without a title" },
      "a chart's text for those who do not see it begins with it")
    add(
      tables.flatMap { $0.columns ?? [] }.filter { $0.label == nil && $0.name.value.contains("_") }
        .map(\.name.location),
      { "has \(counted($0, "column")) without a label" },
      "headers are read out with every cell, and ids say little")
    add(
      tables.filter { !$0.highlights.isEmpty && $0.intro == nil }.map(\.location),
      { "has \(counted($0, "sheet")) with highlights and no 'intro'" },
      "colours say nothing to those who do not see them, unless a text says it too")
    if !sheets.contains(where: { if case .about = $0 { true } else { false } }) {
      add(
        [file.location], { _ in "has no cover" },
        "the sheet 'about' says what the book is and why cells are empty")
    }
    return points
  }
}
