package import Diagnostics

/// A written result: a workbook or a CSV file.
package enum Export: Sendable {
  case workbook(WorkbookExport)
  case csv(CSVExport)

  package var file: Located<String> {
    switch self {
    case .workbook(let export): export.file
    case .csv(let export): export.file
    }
  }
}

/// `each: {table, by, name, language}`: one file per value of a column; `{<by>}` in the file name stands for the value.
package struct EachValue: Sendable {
  package var table: Located<String>
  package var by: Located<String>
  /// The column of what titles show, and of `{name}` in file names; nil: the value itself.
  package var name: Located<String>?
  /// The column of the language of each file.
  package var language: Located<String>?
}

package struct WorkbookExport: Sendable {
  /// A path below the job's published folder; may contain `{language}`, `{night}`, `{name}` and `{<each.by>}`. The
  /// first if there is one per language.
  package var file: Located<String>
  /// The path for each language; empty if one serves all.
  package var files: [String: Located<String>] = [:]
  /// Empty: the timeline's first language.
  package var languages: [Located<String>] = []
  package var title: LocalizedText?
  /// The person or address that answers questions, on the cover.
  package var contact: LocalizedText?
  /// A line on the cover, such as who may see the file.
  package var notice: LocalizedText?
  /// An image below `Inputs/`, on the cover.
  package var logo: Located<String>?
  package var each: EachValue?
  package var sheets: [Sheet]
  package var location: SourceLocation
}

extension WorkbookExport {
  /// The sheets of the book in one language, in order. `method` comes last; it is there whenever the book has a
  /// cover and goes to one reader only, who may know how it was made.
  package func sheets(in language: String) -> [Sheet] {
    var shown: [Sheet] = []
    var cover: SourceLocation?
    var method: SourceLocation?
    for sheet in sheets {
      switch sheet {
      case .method(let place): method = method ?? place
      case .table(let table) where table.language.map({ $0.value != language }) ?? false: break
      case .blocks(let blocks) where blocks.language.map({ $0.value != language }) ?? false: break
      case .about(let place):
        cover = cover ?? place
        shown.append(sheet)
      case .figures, .table, .changes, .blocks: shown.append(sheet)
      }
    }
    if each == nil { method = method ?? cover }
    return shown + (method.map { [.method($0)] } ?? [])
  }
}

extension WorkbookExport {
  /// The tables that the sheets of the book in one language show, in order.
  package func tables(in language: String) -> [TableSheet] {
    sheets(in: language).flatMap(\.tables)
  }
}

extension Sheet {
  /// The tables that it shows, beside those that Acta makes.
  package var tables: [TableSheet] {
    switch self {
    case .table(let sheet): [sheet]
    case .blocks(let sheet): sheet.tables
    case .about, .method, .figures, .changes: []
    }
  }

  /// The columns of tables whose values are the choices of its cells.
  package var choiceColumns: [(table: Located<String>, column: Located<String>)] {
    tables.flatMap { $0.columns ?? [] }.compactMap { column in
      guard case .column(let table, let source)? = column.options.choices else { return nil }
      return (table, source)
    }
  }
}

extension [ExportColumn] {
  /// The columns of the file in one language.
  package func shown(in language: String) -> [ExportColumn] {
    filter { $0.language.map { $0.value == language } ?? true }
  }
}

package enum Sheet: Sendable {
  case about(SourceLocation)
  /// The account of how the book was made; the last sheet, wherever the list has it.
  case method(SourceLocation)
  case figures(SourceLocation)
  case table(TableSheet)
  case changes(ChangesSheet)
  case blocks(BlocksSheet)
}

package struct TableSheet: Sendable {
  package var table: Located<String>
  package var name: LocalizedText?
  /// A line for the reader, in the cover's list of sheets.
  package var intro: LocalizedText?
  /// Whether its rows wait for somebody's work; the cover counts them.
  package var isWorklist = false
  /// The only language whose book has the sheet; nil: every book.
  package var language: Located<String>?
  /// Red, green, blue; nil: as other sheets.
  package var tab: UInt32?
  /// How it is printed; nil: by its width.
  package var isLandscape: Bool?
  /// Nil: all columns, in order.
  package var columns: [ExportColumn]?
  /// In a workbook with `each`, true if every file may show all rows of the table.
  package var showsAllRows = false
  package var charts: [Chart] = []
  package var highlights: [Highlight] = []
  package var location: SourceLocation
  package init(table: Located<String>, location: SourceLocation) {
    self.table = table
    self.location = location
  }
}

package struct ExportColumn: Sendable {
  package enum Total: String, Sendable, CaseIterable {
    case sum, mean, count, min, max
  }
  package var name: Located<String>
  package var label: LocalizedText?
  /// One of ``namedFormats``, or an Excel format.
  package var format: Located<String>?
  package var total: Total?
  /// In characters; nil: fitted to the content.
  package var width: Double?
  /// The name of a set of value labels, which people see instead of the values.
  package var labels: Located<String>?
  /// The only language whose files have the column; nil: every file.
  package var language: Located<String>?
  /// The options that only sheets of tables in workbooks have.
  package var options = ColumnOptions()

  package static let namedFormats = [
    "text", "integer", "number", "percent", "date", "datetime", "link", "id",
  ]

  package init(name: Located<String>) { self.name = name }
}

package struct Chart: Sendable {
  package enum Kind: String, Sendable, CaseIterable {
    case column, bar, line, pie, area, doughnut, scatter
    case stackedColumn = "stacked-column"
    case stackedBar = "stacked-bar"
    case stackedArea = "stacked-area"
  }
  package enum Order: String, Sendable, CaseIterable { case table, value }

  package var kind: Kind
  package var category: Located<String>
  package var values: [Located<String>]
  package var title: LocalizedText?
  /// The number of items beyond which the others become one; nil for the writer's choice.
  package var rest: Int?
  /// Where a line stands.
  package var target: Double?
  package var order = Order.table
  package var location: SourceLocation
}

package struct Highlight: Sendable {
  package enum Style: String, Sendable, CaseIterable { case good, warn, bad, muted, strong }
  package var when: ExpressionText
  package var style: Style
}

package struct CSVExport: Sendable {
  package enum Audience: String, Sendable, CaseIterable { case machines, people }
  package var file: Located<String>
  package var table: Located<String>
  package var each: EachValue?
  package var columns: [ExportColumn]?
  package var audience: Audience = .machines
  /// The language of a file for people; nil: the timeline's first.
  package var language: Located<String>?
  package var location: SourceLocation
}
