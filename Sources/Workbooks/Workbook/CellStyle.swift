internal import CXLSXWriter

/// The look of a cell. A workbook creates one style for each distinct look.
struct CellStyle: Hashable, Sendable {
  enum Horizontal: Sendable { case general, left, center, right }
  enum Vertical: Sendable { case bottom, top, center }

  /// An Excel format; empty means General.
  var numberFormat = ""
  var isBold = false
  var isItalic = false
  var isUnderlined = false
  var isStruck = false
  /// In points.
  var size = CellStyle.textSize
  /// Red, green, blue; nil means the default of the program that shows the cell.
  var color: UInt32?
  var fill: UInt32?
  /// A thin line below, in this colour.
  var lineBelow: UInt32?
  /// A thin line above, in this colour.
  var lineAbove: UInt32?
  var wraps = false
  var horizontal = Horizontal.general
  var vertical = Vertical.bottom
  var indent: UInt8 = 0
  /// Whether the cell can be changed on a protected sheet.
  var isUnlocked = false

  /// Every program has it, or one of the same widths, so that columns and pages are alike everywhere. Its digits are
  /// as wide as those that the library counts with.
  static let font = "Arial"
  static let textSize = 10.0

  func apply(to format: UnsafeMutablePointer<lxw_format>) {
    // SAFETY: the workbook that asks owns `format`; the library copies the text.
    if !numberFormat.isEmpty { unsafe format_set_num_format(format, numberFormat) }
    if isBold { unsafe format_set_bold(format) }
    if isItalic { unsafe format_set_italic(format) }
    if isUnderlined { unsafe format_set_underline(format, UInt8(LXW_UNDERLINE_SINGLE.rawValue)) }
    if isStruck { unsafe format_set_font_strikeout(format) }
    unsafe format_set_font_name(format, CellStyle.font)
    unsafe format_set_font_size(format, size)
    if let color { unsafe format_set_font_color(format, color) }
    if let fill {
      unsafe format_set_pattern(format, UInt8(LXW_PATTERN_SOLID.rawValue))
      unsafe format_set_bg_color(format, fill)
    }
    if let lineBelow {
      unsafe format_set_bottom(format, UInt8(LXW_BORDER_THIN.rawValue))
      unsafe format_set_bottom_color(format, lineBelow)
    }
    if let lineAbove {
      unsafe format_set_top(format, UInt8(LXW_BORDER_THIN.rawValue))
      unsafe format_set_top_color(format, lineAbove)
    }
    if wraps { unsafe format_set_text_wrap(format) }
    switch horizontal {
    case .general: break
    case .left: unsafe format_set_align(format, UInt8(LXW_ALIGN_LEFT.rawValue))
    case .center: unsafe format_set_align(format, UInt8(LXW_ALIGN_CENTER.rawValue))
    case .right: unsafe format_set_align(format, UInt8(LXW_ALIGN_RIGHT.rawValue))
    }
    switch vertical {
    case .bottom: break
    case .top: unsafe format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
    case .center: unsafe format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_CENTER.rawValue))
    }
    if isUnlocked { unsafe format_set_unlocked(format) }
    if indent > 0 { unsafe format_set_indent(format, indent) }
  }
}
