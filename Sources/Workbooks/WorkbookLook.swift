/// The colours and styles of all workbooks.
enum WorkbookLook {
  static let dark: UInt32 = 0x1F3864
  static let accent: UInt32 = 0x2F5597
  static let line: UInt32 = 0xBFC9DC
  static let quiet: UInt32 = 0x595959
  static let link: UInt32 = 0x0563C1
  /// The colour of bars and scales in cells; dark text stays readable on it.
  static let bars: UInt32 = 0x9DB7E4
  static let coverTab: UInt32 = 0x1F3864
  static let tableTab: UInt32 = 0x8EA9DB

  /// Colours of series, distinguishable with red-green colour blindness.
  static let series: [UInt32] = [
    0x2F5597, 0xE08A1E, 0x4E9A8F, 0xC0504D, 0x7F6BB0, 0x6FA8DC, 0xB5A13A, 0xA64D79, 0x3D6B35, 0xD9B38C,
    0x5B7083,
  ]
  /// The colour of the point that sums up the others.
  static let rest: UInt32 = 0xA6A6A6
  static let target: UInt32 = 0x9C0006

  static let tableHeader = CellStyle(
    isBold: true, color: 0xFFFFFF, fill: accent, wraps: true, vertical: .center)

  /// The alignment of the column's cells.
  static func total(_ cells: CellStyle) -> CellStyle {
    var look = CellStyle(numberFormat: cells.numberFormat, isBold: true, color: dark, lineAbove: accent)
    (look.horizontal, look.indent) = (cells.horizontal, cells.indent)
    return look
  }

  static let faint: UInt32 = 0xDDE3EE
  static let tileFill: UInt32 = 0xF1F5FD
  static let attentionFill: UInt32 = 0xFFF2E0
  static let noticeColor: UInt32 = 0xB45309

  static let partLink = CellStyle(isUnderlined: true, color: link, vertical: .center)
  static let overline = CellStyle(color: quiet, vertical: .center)
  static let title = CellStyle(isBold: true, size: 18, color: dark, vertical: .center)
  static let heading = CellStyle(isBold: true, size: 12, color: accent, vertical: .center)
  static let paragraph = CellStyle(color: quiet, vertical: .center)
  static let footnote = CellStyle(color: quiet, vertical: .center)
  static let address = CellStyle(isUnderlined: true, color: link, vertical: .center)
  static let notice = CellStyle(isBold: true, color: noticeColor, vertical: .center)
  static let pairLabel = CellStyle(isBold: true, color: quiet, vertical: .center)
  static let pairValue = CellStyle(horizontal: .left, vertical: .center)
  static func tile(_ numberFormat: String) -> CellStyle {
    CellStyle(
      numberFormat: numberFormat, isBold: true, size: 20, color: dark, fill: tileFill, lineAbove: accent,
      horizontal: .left, vertical: .center, indent: 1)
  }
  static let tileCaption = CellStyle(
    isBold: true, fill: tileFill, wraps: true, horizontal: .left, vertical: .top, indent: 1)
  static let tileChange = CellStyle(
    color: quiet, fill: tileFill, wraps: true, horizontal: .left, vertical: .top, indent: 1)
  /// A cell of a line of the cover. What it says is also said by its mark, never by the colour alone.
  static func line(_ mark: CoverSheet.Line.Mark, isLink: Bool, isLast: Bool) -> CellStyle {
    var look = CellStyle(vertical: .center)
    if mark == .done { look.color = quiet }
    if mark == .attention { look.fill = attentionFill }
    if isLink { (look.color, look.isUnderlined) = (link, true) }
    if isLast { look.lineBelow = faint }
    look.horizontal = .left
    return look
  }
  static let coverHeader = CellStyle(
    isBold: true, color: 0xFFFFFF, fill: accent, wraps: true, horizontal: .left, vertical: .center)
  static func coverCell(_ numberFormat: String, wraps: Bool) -> CellStyle {
    CellStyle(
      numberFormat: numberFormat, lineBelow: line, wraps: wraps, horizontal: wraps ? .left : .general,
      vertical: .top)
  }

  /// The style of a cell that staff may change.
  static func editable(_ base: CellStyle) -> CellStyle {
    var look = base
    (look.isUnlocked, look.fill) = (true, 0xFFF9E5)
    return look
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
