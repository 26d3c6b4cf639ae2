internal import Diagnostics
internal import Tables

/// Reads a large sheet a block of rows at a time: blocks are parsed on all cores, and their rows typed into columns as
/// they come. What it gives is what the simple way gives, which has all cells at once.
///
///     pieces of XML   0   1   2   3 …      on all cores
///     header, plans   ├ first rows
///     columns         └ 0 ┘ └ 1 ┘ └ 2 ┘ …  in order
///
/// A sheet whose rows need others that are far away (merged cells among the data, rows out of order, rules that look
/// for the end of the table) is left to the simple way.
struct SheetStream {
  let book: XLSXWorkbook
  let sheet: XLSXWorkbook.Sheet
  let content: FileContent
  let options: ReadingOptions

  /// Whether it can be seen before reading that the sheet is one to stream.
  private var isSuitable: Bool {
    book.size(of: sheet) > content.sizes.whole && options.range == nil && options.delimited.until == nil
      && options.delimited.fillDown.isEmpty && options.format.map { $0 == XLSXTable.name } ?? true
  }

  /// - Returns: nil if the sheet has to be read in the simple way, or cannot be read.
  func read() throws -> StreamedSheet? {
    guard isSuitable else { return nil }
    do {
      let first = try pass(types: nil)
      // A type that no longer holds is found at its row; all are known at the end.
      return try first.isSurvey ? pass(types: first.types) : first
    } catch is NotStreamed {
      return nil
    } catch is Diagnostic {
      // The simple way finds the fault again, and says where it is.
      return nil
    } catch is Diagnostics {
      return nil
    }
  }

  private func pass(types: [ColumnType]?) throws -> StreamedSheet {
    let pieces = try SheetPieces(of: sheet.part, in: book.archive.aside(), size: content.sizes.piece)
    let reader = SheetBlockReader(sheet, of: book)
    var rows = StreamedSheet(
      book: book, sheet: sheet, content: content, options: options, size: book.size(of: sheet), types: types)
    try Parallel.inOrder(Array(0..<pieces.count), pending: 2) { index in
      try reader.block(pieces.piece(index), isFirst: index == 0)
    } take: { block in
      try rows.take(block)
    }
    try rows.finish(reader)
    return rows
  }
}
