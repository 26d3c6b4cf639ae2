package import Tables

/// The content of a workbook before it is written: the contract between exports and the writer.
package struct WorkbookDocument: Sendable {
  package var title: String
  package var subject: String
  /// The as-of instant, in microseconds since 1970; the only time stored in the file.
  package var created: Int64
  /// The time zone in which datetime cells are shown.
  package var zone: Zone
  /// A language code, for the texts that the writer adds and for number formats.
  package var language: String
  /// The language of those texts if Acta does not speak ``language``.
  package var fallbackLanguage = "en"
  /// Custom document properties, such as job, night, stage.
  package var properties: [(name: String, value: String)] = []
  package var sheets: [SheetDocument] = []
  /// Lines at the foot of every page, such as as of when and who may see the file.
  package var footer: [String] = []

  package init(title: String, subject: String, created: Int64, zone: Zone, language: String) {
    self.title = title
    self.subject = subject
    self.created = created
    self.zone = zone
    self.language = language
  }
}

extension WorkbookDocument {
  /// The writer's own texts.
  var words: WriterWords {
    let own = WrittenLanguage(language)
    return WriterWords(WriterWords.languages.contains(own.code) ? own : WrittenLanguage(fallbackLanguage))
  }

  /// Whether any column can be changed.
  var isEditable: Bool {
    sheets.contains { sheet in
      if case .table(let table) = sheet { table.columns.contains(where: \.options.isEditable) } else { false }
    }
  }
}

package enum SheetDocument: Sendable {
  case cover(CoverSheet)
  case table(TableSheetDocument)
  case blocks(BlockSheetDocument)
}

/// A sheet with one table, its charts and highlights.
package struct TableSheetDocument: Sendable {
  package enum Total: String, Sendable { case sum, mean, count, min, max }
  package struct SheetColumn: Sendable {
    package var label: String
    /// `text`, `integer`, `number`, `percent`, `date`, `datetime`, `link`, or an Excel format; nil for the
    /// default of the column's type.
    package var format: String?
    package var total: Total?
    /// In characters; nil to fit the content.
    package var width: Double?
    package var options = SheetColumnOptions()
    package init(label: String, format: String? = nil, total: Total? = nil, width: Double? = nil) {
      self.label = label
      self.format = format
      self.total = total
      self.width = width
    }
  }
  package struct SheetChart: Sendable {
    package enum Kind: String, Sendable {
      case column, bar, line, pie, area, doughnut, scatter
      case stackedColumn = "stacked-column"
      case stackedBar = "stacked-bar"
      case stackedArea = "stacked-area"
    }
    package var kind: Kind
    /// Indexes of columns of the table.
    package var category: Int
    package var values: [Int]
    package var title: String
    /// The number of items beyond which the others become one; nil: as many as a pie can show.
    package var rest: Int?
    /// Where a line stands.
    package var target: Double?
    /// Whether the largest values come first, instead of the table's order.
    package var isByValue = false
    /// Whether the value has no name for people, so that an axis had better have none.
    package var hidesValueName = false
    package init(kind: Kind, category: Int, values: [Int], title: String) {
      self.kind = kind
      self.category = category
      self.values = values
      self.title = title
    }
  }
  package struct RowHighlight: Sendable {
    package enum Style: String, Sendable { case good, warn, bad, muted, strong, struck }
    /// One bit per row of the table; if several highlights match a row, the first one wins.
    package var rows: [Bool]
    /// Nil if only some columns are highlighted.
    package var style: Style?
    /// By index of a column; these take precedence over ``style``.
    package var columns: [Int: Style]

    package init(rows: [Bool], style: Style? = nil, columns: [Int: Style] = [:]) {
      self.rows = rows
      self.style = style
      self.columns = columns
    }

    func style(of column: Int) -> Style? { columns[column] ?? style }
  }

  package struct Source: Sendable {
    package var table: String
    package var key: [String]
    package init(table: String, key: [String]) {
      self.table = table
      self.key = key
    }
  }

  package var name: String
  /// The rows; none if they are on disk.
  package var table: Table
  /// The rows if they are on disk.
  package var stored: StoredSheetRows?
  /// One entry per column of the table.
  package var columns: [SheetColumn]
  package var charts: [SheetChart] = []
  package var highlights: [RowHighlight] = []
  /// A line for the reader, in the note on the first header.
  package var intro = ""
  /// The colour of the tab; nil for that of all tables.
  package var tab: UInt32?
  /// Whether pages lie on their side; nil to decide by the width.
  package var isLandscape: Bool?
  /// The table of a job that the sheet shows, if it has a key; stored in the file's properties.
  package var source: Source?
  /// False for a sheet that repeats rows of other tables; its rows are not counted in the report.
  package var countsRows = true

  package init(name: String, table: Table, columns: [SheetColumn]) {
    self.name = name
    self.table = table
    self.columns = columns
  }

  package init(name: String, stored: StoredSheetRows, columns: [SheetColumn]) {
    self.init(name: name, table: stored.empty, columns: columns)
    self.stored = stored
  }

  package var rowCount: Int { stored?.rowCount ?? table.rowCount }
}

/// The result of writing a workbook beside the file itself, with the values that a cell cannot hold and their
/// substitutes.
package struct WorkbookReport: Sendable {
  package struct Notice: Sendable {
    package var sheet: String
    package var column: String
    /// 0-based row of the table, or nil for the sheet as a whole.
    package var row: Int?
    /// `integer of more than 15 digits written as text`
    package var what: String
    /// The number of such cells in this column.
    package var count: Int
  }
  /// Names of the sheets as written.
  package var sheets: [String]
  /// The number of data rows in all table sheets.
  package var rows: Int
  package var notices: [Notice]
  /// The fingerprint of the file; nil unless it was requested.
  package var fingerprint: FileFingerprint?
}
