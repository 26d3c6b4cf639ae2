internal import Tables

/// The colours and styles of all workbooks.
enum WorkbookLook {
  static let dark: UInt32 = 0x1F3864
  static let accent: UInt32 = 0x2F5597
  static let line: UInt32 = 0xBFC9DC
  static let quiet: UInt32 = 0x595959
  static let link: UInt32 = 0x0563C1
  static let coverTab: UInt32 = 0x1F3864
  static let tableTab: UInt32 = 0x8EA9DB

  /// Colours of series, distinguishable with red-green colour blindness.
  static let series: [UInt32] = [
    0x2F5597, 0xE08A1E, 0x4E9A8F, 0xC0504D, 0x7F6BB0, 0x8C8C8C, 0x6FA8DC, 0xB5A13A, 0xA64D79, 0x3D6B35,
    0xD9B38C, 0x5B7083,
  ]

  static let tableHeader = CellStyle(
    isBold: true, color: 0xFFFFFF, fill: accent, wraps: true, vertical: .center)

  /// The alignment of the column's cells.
  static func total(_ cells: CellStyle) -> CellStyle {
    var look = CellStyle(numberFormat: cells.numberFormat, isBold: true, color: dark, lineAbove: accent)
    (look.horizontal, look.indent) = (cells.horizontal, cells.indent)
    return look
  }

  static let title = CellStyle(isBold: true, size: 20, color: dark, wraps: true, vertical: .center)
  static let heading = CellStyle(isBold: true, size: 13, color: accent, lineBelow: line, vertical: .center)
  static let paragraph = CellStyle(color: quiet, wraps: true, vertical: .top)
  static let pairLabel = CellStyle(isBold: true, color: quiet, wraps: true, vertical: .top)
  static let pairValue = CellStyle(wraps: true, horizontal: .left, vertical: .top)
  static let coverHeader = CellStyle(
    isBold: true, color: 0xFFFFFF, fill: accent, wraps: true, horizontal: .left, vertical: .center)
  static func coverCell(_ numberFormat: String, wraps: Bool) -> CellStyle {
    CellStyle(
      numberFormat: numberFormat, lineBelow: line, wraps: wraps, horizontal: wraps ? .left : .general,
      vertical: .top)
  }

  /// The style of a highlighted cell: the original with the highlight's colours.
  static func highlighted(_ base: CellStyle, _ style: TableSheetDocument.RowHighlight.Style) -> CellStyle {
    var look = base
    switch style {
    case .good: (look.fill, look.color) = (0xC6EFCE, 0x006100)
    case .warn: (look.fill, look.color) = (0xFFEB9C, 0x7F6000)
    case .bad: (look.fill, look.color) = (0xFFC7CE, 0x9C0006)
    case .muted: (look.isItalic, look.color) = (true, 0x8C8C8C)
    case .strong: look.isBold = true
    case .struck: (look.isStruck, look.color) = (true, quiet)
    }
    return look
  }
}
