package import Diagnostics

/// `blocks: [..]`: several tables, charts and texts on one sheet, one below the other.
package struct BlocksSheet: Sendable {
  package enum Block: Sendable {
    case text(LocalizedText)
    /// Its name is the heading above it.
    case table(TableSheet)
    /// The table that the chart draws, and the block that shows it; nil if none does.
    case chart(Chart, table: Located<String>, block: Int?)
  }

  package var blocks: [Block]
  package var name: LocalizedText
  /// A line for the reader, in the cover's list of sheets.
  package var intro: LocalizedText?
  /// The only language whose book has the sheet; nil: every book.
  package var language: Located<String>?
  /// Red, green, blue; nil: as other sheets.
  package var tab: UInt32?
  /// How it is printed; nil: by its width.
  package var isLandscape: Bool?
  package var location: SourceLocation

  package var tables: [TableSheet] {
    blocks.compactMap { if case .table(let table) = $0 { table } else { nil } }
  }

  /// The charts that it shows, each with its table.
  package var charts: [(chart: Chart, table: Located<String>)] {
    blocks.compactMap { if case .chart(let chart, let table, _) = $0 { (chart, table) } else { nil } }
  }

  /// The texts that readers see, beside those of the tables.
  var texts: [LocalizedText?] {
    [name, intro]
      + blocks.flatMap { block -> [LocalizedText?] in
        switch block {
        case .text(let text): [text]
        case .table: []
        case .chart(let chart, _, _): [chart.title]
        }
      }
  }
}

extension BlocksSheet {
  /// Reads the mapping of a sheet that has the key `blocks`.
  static func read(_ keys: MappingReader, at location: SourceLocation) -> BlocksSheet {
    var blocks: [Block] = []
    // The tables so far, with the places of their blocks.
    var tables = TablesAbove()
    _ = keys["blocks"]?.list("a list of blocks", allowsEmpty: false) { node -> Void? in
      guard let block = Block.read(node, tables) else { return nil }
      if case .table(let table) = block { tables.add(table.table.value, at: blocks.count) }
      blocks.append(block)
      return ()
    }
    let name = keys.required("name")?.localizedText()
    let intro = keys["intro"]?.localizedText()
    let language = keys["in"]?.language()
    let tab = keys["tab"]?.tabColor()
    let isLandscape = keys["landscape"]?.boolean()
    // Without a name, the blocks are checked all the same.
    let placeholder = LocalizedText([(nil, "blocks \(location.line)")], at: location)
    var sheet = BlocksSheet(blocks: blocks, name: name ?? placeholder, location: location)
    sheet.intro = intro
    sheet.language = language
    sheet.tab = tab
    sheet.isLandscape = isLandscape
    return sheet
  }
}

/// The tables above a block, with the places of their blocks.
private struct TablesAbove {
  private(set) var last: (name: String, place: Int)?
  private var places: [String: Int] = [:]

  mutating func add(_ name: String, at place: Int) {
    last = (name, place)
    places[name] = place
  }

  /// The last one of this name; of any name if it is nil.
  func last(named name: String?) -> (name: String, place: Int)? {
    guard let name else { return last }
    return places[name].map { (name, $0) }
  }
}

extension BlocksSheet.Block {
  private static let kinds = ["table", "chart", "text"]

  fileprivate static func read(
    _ node: NodeReader, _ tables: TablesAbove
  ) -> BlocksSheet.Block? {
    node.mapping("the block") { keys in
      let present = keys.present(among: kinds)
      if present.count > 1 {
        keys.reading.report(.twoBlocks, at: present[1].location, hint: "begin a new item with '- '")
        for key in kinds { _ = keys[key] }
        return nil
      }
      switch present.first?.key {
      case "text": return keys["text"]?.localizedText().map { .text($0) }
      case "chart":
        guard let node = keys["chart"], let (chart, table) = Chart.readBlock(node) else { return nil }
        let block = tables.last(named: table?.value)
        if table == nil, block == nil {
          keys.reading.report(
            .chartOfNothing, at: chart.location, reason: "it draws the table above it, but there is none",
            hint: "say  table: name  in the chart")
          return nil
        }
        let named = table ?? Located(block?.name ?? "", at: chart.location)
        return .chart(chart, table: named, block: block?.place)
      case "table":
        return TableSheet.readBlock(keys, at: node.location).map { .table($0) }
      default:
        for key in kinds { _ = keys[key] }
        if !keys.hasMisspelling(of: kinds) {
          keys.reading.report(
            .noBlockKind, at: node.location,
            reason: "a block has one of the keys \(enumeration(kinds, or: "or"))")
        }
        return nil
      }
    }
  }
}

extension Diagnostic.Message {
  fileprivate static var twoBlocks: Self { Self(.oneOf, "two blocks are in one item") }
  fileprivate static var noBlockKind: Self { Self(.missingKey, "a block is a table, a chart or a text") }
  fileprivate static var chartOfNothing: Self { Self(.badChart, "the chart has no table") }
}
