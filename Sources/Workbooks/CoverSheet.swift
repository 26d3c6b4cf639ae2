package import Tables

/// A sheet for reading rather than calculating: the cover, or the account of how a book was made. Its blocks
/// stand one below the other.
package struct CoverSheet: Sendable {
  package enum Block: Sendable {
    /// A small line above the title, such as the name of the process.
    case overline(String)
    case title(String)
    case paragraph(String)
    case heading(String)
    /// Large numbers side by side.
    case tiles([Tile])
    case lines([Line])
    case pairs([(label: String, value: String)])
    case table(header: [String], rows: [[Value]])
    /// A small grey line, such as who answers questions.
    case footnote(String)
    /// A line that must not be overlooked, such as who may see the file.
    case notice(String)
  }

  /// A number with its meaning and its change.
  package struct Tile: Sendable {
    package var value: Value
    package var caption: String
    package var change: String
    package init(value: Value, caption: String, change: String) {
      self.value = value
      self.caption = caption
      self.change = change
    }
  }

  /// A line of the cover: a first text, a detail, and something at its end.
  package struct Line: Sendable {
    package enum Mark: String, Sendable { case none, attention, done }
    package enum Entry: Sendable {
      case text(String)
      /// A link to a sheet of the document, by its index.
      case link(String, sheet: Int)
    }
    package var mark: Mark
    package var first: Entry
    package var detail: String
    package var last: Entry
    package init(mark: Mark = .none, first: Entry, detail: String, last: Entry) {
      self.mark = mark
      self.first = first
      self.detail = detail
      self.last = last
    }
  }

  package var name: String
  package var blocks: [Block]
  /// A PNG or JPEG image, at the top on the right.
  package var logo: [UInt8]?
  package init(name: String, blocks: [Block]) {
    self.name = name
    self.blocks = blocks
  }
}
