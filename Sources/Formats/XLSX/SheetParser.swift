internal import Diagnostics
internal import Tables

/// Makes a ``SheetGrid`` of a worksheet's XML as it streams by.
final class SheetParser: XMLHandler {
  private var builder: GridBuilder
  private var merges: [CellRange] = []

  /// More merged ranges than people make.
  private static let mostMerges = 200_000

  /// - Parameter name: the sheet, for messages.
  init(name: String, sharedTexts: SharedTexts, styles: CellStyles, cellLimit: Int) {
    builder = GridBuilder(name: name, sharedTexts: sharedTexts, styles: styles, cellLimit: cellLimit)
  }

  func keepUnreadable() { builder.grid.unreadable = [] }

  /// The grid, with merged cells filled.
  func finish() -> SheetGrid {
    var grid = builder.grid
    builder = GridBuilder(name: "", sharedTexts: SharedTexts(), styles: CellStyles(), cellLimit: 0)
    grid.fill(merges)
    return grid
  }

  override func start(_ element: XMLName, _ attributes: XMLAttributes) {
    switch element.letter {
    case UInt8(ascii: "c"): builder.startCell(attributes.cell())
    case UInt8(ascii: "v"): builder.startValue()
    case UInt8(ascii: "t"): builder.startText()
    case UInt8(ascii: "f"): builder.hasFormula = true
    case 0: startOther(element, attributes)
    default: break
    }
    if let problem = builder.problem { fail(problem) }
  }

  override func end(_ element: XMLName) {
    switch element.letter {
    case UInt8(ascii: "c"): builder.endCell()
    case UInt8(ascii: "v"), UInt8(ascii: "t"): builder.takesText = false
    case 0: if element == "rPh" { builder.isInPhonetic = false }
    default: break
    }
    if let problem = builder.problem { fail(problem) }
  }

  override func text(_ bytes: Span<UInt8>) {
    builder.take(bytes)
    if let problem = builder.problem { fail(problem) }
  }

  private func startOther(_ element: XMLName, _ attributes: XMLAttributes) {
    switch element {
    case "row":
      builder.startRow(attributes.number("r"))
      if attributes.flag("hidden") { builder.grid.hiddenRows += 1 }
    case "rPh": builder.isInPhonetic = true
    case "col":
      if attributes.flag("hidden"), let first = attributes.number("min"), let last = attributes.number("max")
      {
        builder.grid.hiddenColumns += max(0, min(last, CellPlace.columnLimit) - first + 1)
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

  private func fail(_ reason: String) {
    failure = Diagnostic(
      .cannotReadSheet(builder.name), reason: reason, hint: "open the workbook and save it again as .xlsx")
  }
}

extension Diagnostic.Message {
  fileprivate static func cannotReadSheet(_ name: String) -> Self { Self(.cannotRead, "cannot read \(name)") }
}
