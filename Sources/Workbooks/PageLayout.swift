/// The way a sheet is cut into pages of A4: upright if it fits, else on its side, else on several pages side by side.
/// No letter is printed smaller than 8 points.
struct PageLayout: Equatable {
  var isLandscape = false
  /// In percent.
  var scale = 100
  /// The columns with which the second and later pages begin.
  var columnBreaks: [Int] = []
  /// The rows before which a page ends.
  var rowBreaks: [Int] = []
  /// How many of the first columns are on all pages, so that rows can be told apart.
  var repeatedColumns = 0

  /// Whether everything, charts included, is on one page in width.
  private(set) var isOnePageWide = true

  private static let smallestText = 8.0
  /// The smallest scale for tables that stay upright; smaller ones are easier to read on their side.
  private static let smallestUpright = 85
  /// In inches.
  static let sideMargin = 0.3
  static let endMargin = 0.75

  /// - Parameters:
  ///   - columns: widths in characters; 0 for a hidden column.
  ///   - besides: the room that charts take to the right of the columns, in points.
  ///   - height: of the rows of the table, in points.
  ///   - isLandscape: nil to decide by the width, and by the pages that the rows take.
  init(
    columns: [Double], besides: Double = 0, height: Double = 0, isLandscape wanted: Bool? = nil
  ) {
    let smallest = PageLayout.smallestScale
    let widths = columns.map(PageLayout.points)
    let total = max(widths.reduce(besides, +), 1)
    func scale(_ isLandscape: Bool) -> Int { min(100, Int(PageLayout.width(isLandscape) / total * 100)) }
    let (upright, across) = (scale(false), scale(true))
    func pages(_ isLandscape: Bool, _ scale: Int) -> Double {
      (height / PageLayout.rowRoom(isLandscape, scale)).rounded(.up)
    }
    let savesPages = pages(false, max(upright, 1)) < pages(true, max(across, 1))
    let fitsUpright =
      upright >= (wanted == false || savesPages ? smallest : max(smallest, PageLayout.smallestUpright))
    if wanted != true, fitsUpright {
      self.scale = upright
    } else if wanted != false, across >= smallest {
      (isLandscape, self.scale) = (true, across)
    } else {
      isLandscape = wanted ?? true
      self.scale = smallest
      isOnePageWide = false
      cut(widths, smallest: smallest)
    }
  }

  /// Cuts columns into pages of about the same width.
  private mutating func cut(_ widths: [Double], smallest: Int) {
    let page = PageLayout.width(isLandscape) / Double(smallest) * 100
    repeatedColumns = PageLayout.repeatedColumns(widths, page: page)
    let repeated = widths.prefix(repeatedColumns).reduce(0, +)
    func pages(_ room: Double) -> (starts: [Int], widest: Double) {
      var (starts, widest, width) = ([Int](), 0.0, 0.0)
      for column in repeatedColumns..<widths.count {
        if starts.isEmpty || (width > 0 && width + widths[column] > room) {
          starts.append(column)
          width = 0
        }
        width += widths[column]
        widest = max(widest, width)
      }
      return (starts, widest)
    }
    var best = pages(page - repeated)
    var room = (widths.reduce(0, +) - repeated) / Double(max(best.starts.count, 1))
    while room < page - repeated {
      let found = pages(room)
      if found.starts.count <= best.starts.count {
        best = found
        break
      }
      room += 10
    }
    columnBreaks = Array(best.starts.dropFirst())
    let fitting = Int(PageLayout.width(isLandscape) / max(best.widest + repeated, 1) * 100)
    scale = min(100, max(smallest, fitting))
  }

  /// The first column, and with it the second where it is as narrow as a number.
  private static func repeatedColumns(_ widths: [Double], page: Double) -> Int {
    if widths.count <= 2 || widths[0] > page / 3 { return 0 }
    return widths[0] <= points(12) && widths[0] + widths[1] <= page / 4 && widths.count > 3 ? 2 : 1
  }

  /// The same with smaller letters where that puts on one page what would take two.
  ///
  /// - Parameter height: of everything on the sheet, in points.
  func onOnePage(height: Double) -> PageLayout {
    let fitting = Int(PageLayout.rowRoom(isLandscape, 100) / max(height, 1) * 100)
    guard isOnePageWide, fitting < scale, fitting >= PageLayout.smallestScale else { return self }
    var layout = self
    layout.scale = fitting
    return layout
  }

  /// The height that the rows of one page can take, in points of the sheet.
  var rowRoom: Double { PageLayout.rowRoom(isLandscape, scale) }

  private static func rowRoom(_ isLandscape: Bool, _ scale: Int) -> Double {
    ((isLandscape ? 595.3 : 841.9) - 2 * endMargin * 72) / Double(scale) * 100
  }

  /// The width that the columns of one page can take, in points of the sheet.
  var columnRoom: Double { PageLayout.width(isLandscape) / Double(scale) * 100 }

  /// The width of one page on its side in points of a sheet, at the smallest scale.
  static let widestPage = width(true) / Double(smallestScale) * 100

  /// The width of an upright page, likewise.
  static let widestUprightPage = width(false) / Double(smallestScale) * 100

  /// The width of a column of so many characters, in points.
  static func points(_ characters: Double) -> Double { characters == 0 ? 0 : characters * 5.6 + 4.5 }

  static let smallestScale = Int((smallestText / CellStyle.textSize * 100).rounded(.up))

  private static func width(_ isLandscape: Bool) -> Double {
    (isLandscape ? 841.9 : 595.3) - 2 * sideMargin * 72
  }
}
