package import Tables

package struct SheetColumnOptions: Sendable {
  package enum Show: String, Sendable { case bars, scale, icons }

  /// On the header; empty for none.
  package var note = ""
  package var isHidden = false
  /// Whether its cells can be changed; the rest of the sheet is then protected.
  package var isEditable = false
  /// The values of a drop-down list; nil for none.
  package var choices: Column?
  package var show: Show?
  /// Whether whole numbers have no decimals where others do.
  package var isMixed = false

  package init() {}
}
