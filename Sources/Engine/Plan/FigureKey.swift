/// Identifies one value of a figure. Items are compared by code point, not by canonical equivalence.
package struct FigureKey: Hashable, Sendable {
  package var figure: String
  package var item: String?
  package init(figure: String, item: String?) {
    self.figure = figure
    self.item = item
  }

  package static func == (a: FigureKey, b: FigureKey) -> Bool { a.bytes == b.bytes }
  package func hash(into hasher: inout Hasher) { hasher.combine(bytes) }

  private var bytes: [[UInt8]] { [Array(figure.utf8)] + (item.map { [Array($0.utf8)] } ?? []) }
}
