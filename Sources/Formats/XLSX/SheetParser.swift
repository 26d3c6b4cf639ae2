internal import Diagnostics
internal import Tables

/// Makes a ``SheetGrid`` of a worksheet's XML as it streams by.
final class SheetParser: XMLHandler {
  private var builder: GridBuilder
  private var merges: [CellRange] = []

  /// More merged ranges than people make.
  private static let mostMerges = 200_000

  /// - Parameter name: the sheet, for messages.
  /// - Parameter size: of the sheet's XML in bytes: its texts are less.
  init(name: String, size: Int, sharedTexts: SharedTexts, styles: CellStyles, cellLimit: Int) {
    builder = GridBuilder(
      name: name, size: size, sharedTexts: sharedTexts, styles: styles, cellLimit: cellLimit)
  }

  /// For some rows of a sheet, or for what is around them.
  init(_ builder: GridBuilder) { self.builder = builder }

  func keepUnreadable() { (builder.grid.unreadable, builder.grid.formulas) = ([], []) }

  /// The grid, with merged cells filled.
  ///
  /// - Throws: a diagnostic if cells or merged ranges are not where they can be.
  func finish() throws -> SheetGrid {
    let name = builder.name
    builder.finish()
    if let problem = builder.problem { throw SheetParser.diagnostic(name, problem) }
    var grid = builder.grid
    builder = GridBuilder(name: "", size: 0, sharedTexts: SharedTexts(), styles: CellStyles(), cellLimit: 0)
    if !grid.fill(merges) {
      throw SheetParser.diagnostic(name, "its merged ranges have more than \(SheetGrid.mostFilled) cells")
    }
    return grid
  }

  /// The cells so far, and the merged ranges, which are not filled.
  ///
  /// - Throws: a diagnostic if cells are not where they can be.
  func unfinished() throws -> (builder: GridBuilder, merges: [CellRange]) {
    if let problem = builder.problem { throw SheetParser.diagnostic(builder.name, problem) }
    return (builder, merges)
  }

  override func start(_ element: XMLName, _ attributes: XMLAttributes) {
    switch element.letter {
    case UInt8(ascii: "c"): if !builder.startCell(attributes.cell()) { fail() }
    case UInt8(ascii: "v"): builder.startValue()
    case UInt8(ascii: "t"): builder.startText()
    case UInt8(ascii: "f"): builder.hasFormula = true
    case 0:
      startOther(element, attributes)
      if builder.problem != nil { fail() }
    default: break
    }
  }

  override func end(_ element: XMLName) {
    switch element.letter {
    case UInt8(ascii: "c"): if !builder.endCell() { fail() }
    case UInt8(ascii: "v"), UInt8(ascii: "t"): builder.takesText = false
    case 0: if element == "rPh" { builder.isInPhonetic = false }
    default: break
    }
  }

  override func text(_ bytes: Span<UInt8>) {
    if !builder.take(bytes) { fail() }
  }

  private func startOther(_ element: XMLName, _ attributes: XMLAttributes) {
    switch element {
    case "row":
      builder.startRow(attributes.number("r"), isHidden: attributes.flag("hidden"))
    case "rPh": builder.isInPhonetic = true
    case "col":
      if attributes.flag("hidden"), let first = attributes.number("min"), let last = attributes.number("max"),
        first > 0, first <= last
      {
        builder.grid.hiddenRanges.append(first - 1...last - 1)
        if builder.grid.hiddenRanges.count > CellPlace.columnLimit {
          builder.problem = "it describes more columns than a sheet can have"
        }
      }
    case "mergeCell":
      guard let range = attributes.string("ref").flatMap({ CellRange($0) }),
        range.columns.upperBound < CellPlace.columnLimit
      else { return }
      merges.append(range)
      if merges.count > SheetParser.mostMerges {
        builder.problem = "it has more than \(SheetParser.mostMerges) merged ranges"
      }
    default: break
    }
  }

  private func fail() {
    failure = SheetParser.diagnostic(builder.name, builder.problem ?? "")
  }

  private static func diagnostic(_ name: String, _ reason: String) -> Diagnostic {
    Diagnostic(
      .cannotReadSheet(name), reason: reason, hint: "open the workbook and save it again as .xlsx")
  }
}

extension Diagnostic.Message {
  fileprivate static func cannotReadSheet(_ name: String) -> Self { Self(.cannotRead, "cannot read \(name)") }
}
