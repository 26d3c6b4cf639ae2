internal import Diagnostics
internal import Engine
internal import JobSpec
internal import Ledger
internal import Tables
internal import Workbooks

/// The sheet `about`: what the book says, what has changed, what somebody must do, and where everything is. It names
/// no file, table or step. In a book for one recipient it counts only that recipient's rows.
struct CoverBuilder {
  let book: Book

  private var writer: ExportWriter { book.writer }
  private var words: BookWords { book.words }
  private var text: BookText { book.text }

  /// The most figures that a cover shows.
  private static let mostFigures = 6
  private static let mostReasons = 4

  /// - Throws: a diagnostic if rows on disk cannot be read.
  func sheet() throws -> CoverSheet {
    var blocks: [CoverSheet.Block] = []
    if let process = writer.timeline.title { blocks.append(.overline(text(process))) }
    blocks += [.title(book.title), .paragraph(asOf)]
    if let description = writer.job.description, !book.isForRecipient {
      blocks += CoverText.blocks(text(description), as: CoverSheet.Block.paragraph)
    }
    let tiles = tiles
    if !tiles.isEmpty { blocks.append(.tiles(tiles)) }
    let attention = attention
    if !attention.isEmpty { blocks += [.heading(words.attention), .lines(attention)] }
    blocks += [.heading(words.contents), .lines(contents)]
    if try book.hasBlankCells() { blocks.append(.footnote(words.blankCells)) }
    if let contact = book.workbook.contact {
      let line = BookWords.filled(words.questions, ["contact": text(contact)])
      blocks += CoverText.blocks(line, as: CoverSheet.Block.footnote)
    }
    if let notice = book.workbook.notice { blocks.append(.notice(text(notice))) }
    var cover = CoverSheet(name: words.about, blocks: blocks)
    cover.logo = book.workbook.logo.flatMap { writer.logos[$0.value] }
    return cover
  }

  /// `Datos hasta el miércoles 28 de abril de 2021 a las 23:30 (hora de Santiago). Reunión, día 3 de 3.`
  private var asOf: String {
    var sentence = book.asOf
    if let stage = writer.moment.stage {
      let name = stage.title.map { text($0) } ?? stage.name.value
      let days = stage.to.days - stage.from.days + 1
      sentence +=
        days == 1
        ? " \(name)."
        : " "
          + BookWords.filled(
            words.stageDay,
            [
              "stage": name, "n": "\(writer.moment.night.date.days - stage.from.days + 1)", "m": "\(days)",
            ])
    }
    return sentence
  }

  // MARK: Figures

  private var tiles: [CoverSheet.Tile] { headlines.map(\.tile) }

  /// Those marked as headlines; if none is, the first ones that are a single number.
  var headlines: [(figure: String, item: String?, tile: CoverSheet.Tile)] {
    var marked = writer.execution.figures.filter(\.figure.isHeadline)
    if marked.isEmpty { marked = writer.execution.figures.filter { $0.figure.by == nil }.prefix(4) + [] }
    var tiles: [(figure: String, item: String?, tile: CoverSheet.Tile)] = []
    for figure in marked {
      for item in figure.items where isShown(item, of: figure) {
        let title = figure.figure.title.map { text($0) } ?? figure.figure.name
        var caption = title
        if let column = figure.figure.by, !book.isForRecipient {
          caption = words.pair(title, item.item.map { book.item($0, of: column) } ?? words.empty)
        }
        tiles.append(
          (
            figure.figure.name, item.item,
            .init(value: item.value, caption: caption, change: change(of: item))
          ))
      }
    }
    return Array(tiles.prefix(CoverBuilder.mostFigures))
  }

  /// A recipient sees the figures of the own rows only.
  private func isShown(_ item: FigureResult.Item, of figure: FigureResult) -> Bool {
    guard let only = book.piece.only else { return true }
    return figure.figure.by == only.column && item.item == only.value.text(in: writer.timeline.zone)
  }

  private func change(of item: FigureResult.Item) -> String {
    guard let value = item.value.asNumber, let previous = item.previous.asNumber else { return "" }
    if value == previous { return words.unchanged }
    let change = BookText.shown(.number(abs(value - previous)), book.language, writer.timeline.zone)
    return BookWords.filled(words.since, ["change": (value > previous ? "+" : "−") + change])
  }

  // MARK: Attention

  private var attention: [CoverSheet.Line] {
    var lines = worklists
    if book.isForRecipient { return lines }
    let checks = writer.execution.checks.map { CheckInWords(result: $0, book: book) }
    for check in checks where [.warn, .fail].contains(check.result.status) {
      lines.append(
        .init(
          mark: .attention, first: .text(check.title), detail: check.finding,
          last: link(to: check.sheet ?? book.methodSheet)))
    }
    for rejects in writer.rejects {
      lines.append(
        .init(
          mark: .attention, first: .text(words.rows(rejects.count)),
          detail: "\(words.unreadable(rejects.count)) \(reasons(of: rejects))",
          last: link(to: book.sheet(of: "\(rejects.input.name.value).rejects") ?? book.methodSheet)))
    }
    for input in writer.absent {
      lines.append(
        .init(
          mark: .attention, first: .text(BookWords.filled(words.missing, ["input": input])), detail: "",
          last: link(to: book.methodSheet)))
    }
    let passed = checks.count { $0.result.status == .pass }
    let noted = checks.filter { $0.result.status == .info }
    if passed > 0 {
      lines.append(
        .init(
          mark: .done, first: .text("\(passed) \(passed == 1 ? words.check : words.checks)"),
          detail: words.noFindings, last: link(to: book.methodSheet)))
    }
    // Rows that fail, and that nobody has to look at.
    for check in noted {
      lines.append(
        .init(
          mark: .done, first: .text(check.title), detail: check.finding,
          last: link(to: check.sheet ?? book.methodSheet)))
    }
    if lines.isEmpty {
      lines.append(.init(mark: .done, first: .text(words.noAttention), detail: "", last: .text("")))
    }
    return lines
  }

  private var worklists: [CoverSheet.Line] {
    book.sheets.enumerated().compactMap { index, sheet in
      guard case .table(let sheet) = sheet, sheet.isWorklist else { return nil }
      let count = rowCount(of: sheet)
      if count == 0 { return nil }
      return .init(
        mark: .attention, first: .text(words.rows(count)),
        detail: sheet.intro.map { text($0) } ?? words.toDo, last: link(to: index))
    }
  }

  /// `18: fecha no es una fecha · 5: sin correo`
  private func reasons(of rejects: RejectSummary) -> String {
    var counts: [(words: String, count: Int)] = []
    for part in rejects.parts {
      let reason = RejectReason(part.code)
      let label = part.column.map { book.label(of: $0, in: rejects.input) } ?? ""
      let sentence = BookWords.filled(words.rejectReasons[reason] ?? "", ["column": label])
      if let place = counts.firstIndex(where: { $0.words == sentence }) {
        counts[place].count += part.count
      } else {
        counts.append((sentence, part.count))
      }
    }
    // All for one reason, whose count is the number of rows.
    if counts.count == 1 { return counts[0].words }
    let sorted = counts.sorted { ($1.count, $0.words) < ($0.count, $1.words) }
    let shown = sorted.prefix(CoverBuilder.mostReasons).map { words.pair("\($0.count)", $0.words) }
    return (shown + (sorted.count > shown.count ? ["…"] : [])).joined(separator: " · ")
  }

  private func link(to sheet: Int?) -> CoverSheet.Line.Entry {
    sheet.map { .link(book.name(of: book.sheets[$0]), sheet: $0) } ?? .text("")
  }

  // MARK: Contents

  private var contents: [CoverSheet.Line] {
    book.sheets.enumerated().compactMap { index, sheet in
      switch sheet {
      case .about: return nil
      case .method: return .init(first: link(to: index), detail: words.methodIntro, last: .text(""))
      case .figures:
        let count = writer.rows(of: FigureTable.name, book.piece).rowCount
        return .init(first: link(to: index), detail: words.figuresIntro, last: .text(words.rows(count)))
      case .table(let sheet):
        let usual =
          CorrectionFile.isRejects(sheet.table.value)
          ? words.rejectedRowsIntro
          : StaleCorrections.correctedTable(sheet.table.value) == nil ? "" : words.staleCorrectionsIntro
        return .init(
          first: link(to: index),
          detail: sheet.intro.map { text($0) } ?? usual,
          last: .text(words.rows(rowCount(of: sheet))))
      case .blocks(let sheet):
        return .init(
          first: link(to: index), detail: sheet.intro.map { text($0) } ?? "", last: .text(""))
      case .changes:
        return .init(first: link(to: index), detail: words.changesIntro, last: .text(""))
      }
    }
  }

  private func rowCount(of sheet: TableSheet) -> Int {
    book.stored(sheet)?.rowCount ?? book.rows(of: sheet).rowCount
  }
}
