/// The meaning of numbers in each cell style of a workbook, and the day from which they count.
struct CellStyles: Sendable {
  fileprivate var kinds: [NumberFormatKind] = []
  var epoch = SerialEpoch.year1900

  func kind(_ style: Int) -> NumberFormatKind { style < kinds.count ? kinds[style] : .number }
}

/// Reads `styles.xml`.
final class CellStylesParser: XMLHandler {
  private(set) var styles = CellStyles()
  private var formats: [Int: NumberFormatKind] = [:]
  private var isInCellFormats = false

  override func start(_ element: XMLName, _ attributes: XMLAttributes) {
    switch element {
    case "numFmt":
      if let number = attributes.number("numFmtId"), let code = attributes.string("formatCode") {
        formats[number] = NumberFormatKind(code: code)
      }
    case "cellXfs": isInCellFormats = true
    case "xf":
      guard isInCellFormats else { return }
      let number = attributes.number("numFmtId") ?? 0
      styles.kinds.append(formats[number] ?? NumberFormatKind.builtIn(number) ?? .number)
    default: break
    }
  }

  override func end(_ element: XMLName) {
    if element == "cellXfs" { isInCellFormats = false }
  }
}
