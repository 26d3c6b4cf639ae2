package import Diagnostics

/// `changes: {table, ignore}`: the rows of a table that are new, changed or gone since the last published night.
package struct ChangesSheet: Sendable {
  package var table: Located<String>
  package var name: LocalizedText?
  /// The colour of the tab; nil: as other sheets.
  package var tab: UInt32?
  /// How it is printed; nil: by its width.
  package var isLandscape: Bool?
  /// Columns whose changes are not shown.
  package var ignored: [Located<String>] = []
  /// Labels of columns; nil: those of the workbook's sheet of the table. Only these columns are compared.
  package var columns: [ExportColumn]?
  /// In a workbook with `each`, true if every file may show the changes of all rows.
  package var showsAllRows = false
  package var location: SourceLocation
}

extension ChangesSheet {
  /// Reads the value of the key `changes` of a sheet.
  static func read(_ node: NodeReader) -> ChangesSheet? {
    node.mapping("'changes'") { keys in
      let table = keys.required("table")?.tableName()
      let ignored = keys["ignore"]?.names()
      guard let table else { return nil }
      var changes = ChangesSheet(table: table, location: node.location)
      changes.ignored = ignored ?? []
      return changes
    }
  }
}
