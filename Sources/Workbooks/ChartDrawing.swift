/// A native chart of cells, with its layout decided; ``Workbook`` only draws it.
struct ChartDrawing {
  enum Value: Equatable {
    case text(String)
    case number(Double)
    /// An empty cell, or one that holds neither a number nor a text.
    case empty
  }

  /// Cells of one column, with their contents.
  struct Range {
    var header: String
    var values: [Value]
    var sheet = ""
    var column = 0
    /// From 0, as ``rows``.
    var headerRow = 0
    var rows = 0...0
  }
  enum Labels { case none, values, percentages }

  var kind: TableSheetDocument.SheetChart.Kind
  var title: String
  var categories: Range
  var series: [Range]
  /// A line at a value: its name, the value, and one for each category.
  var target: (name: String, value: Double, values: [Value])?
  var targetRange: Range?
  var altText = ""
  /// Whether it draws cells of a hidden sheet.
  var isHidden = false

  /// By series; for round charts, by point.
  var colors: [UInt32] = []
  var pointColors: [UInt32] = []

  /// Title of the category axis, or of the x axis of a scatter chart; empty for no title.
  var categoryName = ""
  var valueName = ""
  /// Number formats; empty for those of the cells.
  var categoryFormat = ""
  var valueFormat = ""
  /// Ends of the value axis; nil to fit the values.
  var lowest: Double?
  var highest: Double?
  /// The distance of gridlines; nil to fit the values.
  var unit: Double?
  /// Whether the labels of categories are turned, and how many there are from one label to the next.
  var isTurned = false
  var interval = 1

  var labels = Labels.none
  /// By point: whether its label is left out; empty if none is.
  var hiddenLabels: [Bool] = []
  /// In pixels.
  var width = 560
  var height = 340

  /// - Parameter columns: of the categories, then of each series.
  mutating func place(sheet: String, header: Int, rows: ClosedRange<Int>, columns: [Int]) {
    func place(_ range: inout Range, _ column: Int) {
      (range.sheet, range.column, range.headerRow, range.rows) = (sheet, column, header, rows)
    }
    place(&categories, columns[0])
    for index in series.indices { place(&series[index], columns[index + 1]) }
  }
}

extension TableSheetDocument.SheetChart.Kind {
  var isRound: Bool { self == .pie || self == .doughnut }
  var isHorizontal: Bool { self == .bar || self == .stackedBar }
  /// For charts with bars or columns.
  var isFilled: Bool { isHorizontal || self == .column || self == .stackedColumn }
  /// For charts whose areas stand for values.
  var isFromZero: Bool { isFilled || self == .area || self == .stackedArea }
}
