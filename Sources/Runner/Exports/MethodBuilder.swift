internal import Diagnostics
internal import Engine
internal import JobSpec
internal import Ledger
internal import Tables
internal import Workbooks

/// The sheet `method`: how the book was made. Sources, checks, definitions, parameters and the row balance.
struct MethodBuilder {
  let book: Book

  private var writer: ExportWriter { book.writer }
  private var words: BookWords { book.words }

  func sheet() -> CoverSheet {
    var blocks: [CoverSheet.Block] = [.title(words.method)]
    if let description = writer.job.description { blocks.append(.paragraph(book.text(description))) }
    blocks += [.heading(words.madeFrom), inputs]
    if !writer.execution.checks.isEmpty { blocks += [.heading(words.checks.capitalizedFirst), checks] }
    if !writer.execution.figures.isEmpty { blocks += [.heading(words.definitions), definitions] }
    let parameters = writer.plan.constants.parameters.sorted { $0.key < $1.key }
    if !parameters.isEmpty {
      blocks += [
        .heading(words.parameters),
        .pairs(
          parameters.map { ($0.key, BookText.shown($0.value, book.language, writer.timeline.zone)) }),
      ]
    }
    blocks += [.heading(words.balance), .paragraph(words.balanceNote), balance]
    return CoverSheet(name: words.method, blocks: blocks)
  }

  private var inputs: CoverSheet.Block {
    table(
      header: [words.input, words.file, words.rowCount, words.rejects],
      rows: writer.inputs.map {
        [.text($0.name), .text($0.file), .integer(Int64($0.rows)), .integer(Int64($0.rejected))]
      }
        + writer.absent.map { [.text($0), .text(words.absent), .integer(0), .integer(0)] })
  }

  private var checks: CoverSheet.Block {
    table(
      header: [words.checkColumn, words.table, words.result, words.finding],
      rows: writer.execution.checks.map { result in
        let check = CheckInWords(result: result, book: book)
        let status =
          switch result.status {
          case .pass: words.passed
          case .info: words.noted
          case .warn: words.warned
          case .fail: words.failed
          }
        return [
          .text(check.title), result.check.table.map { .text(book.name(ofTable: $0)) } ?? .null,
          .text(status),
          .text(check.finding),
        ]
      })
  }

  private var definitions: CoverSheet.Block {
    table(
      header: ["title", "meaning", "definition", "figure"].map { words.figureColumns[$0] ?? $0 },
      rows: writer.job.figures.map { figure in
        [
          .text(figure.title.map { book.text($0) } ?? figure.name.value),
          figure.meaning.map { .text(book.text($0)) } ?? .null,
          .text(FigureInWords(figure: figure, book: book).definition), .text(figure.name.value),
        ]
      })
  }

  /// Columns that would be empty are left out.
  private func table(header: [String], rows: [[Value]]) -> CoverSheet.Block {
    let shown = header.indices.filter { column in
      rows.contains { if case .null = $0[column] { false } else { true } }
    }
    return .table(header: shown.map { header[$0] }, rows: rows.map { row in shown.map { row[$0] } })
  }

  // MARK: Row balance

  private var balance: CoverSheet.Block {
    table(
      header: [words.table, words.step, words.rowsIn, words.joinedIn, words.rowsOut] + words.moves,
      rows: balanceRows)
  }

  private var balanceRows: [[Value]] {
    let uses = writer.balance.uses()
    let named = filesInLanguage
    return writer.balance.tables.flatMap { chain in
      let table = book.balanceName(ofTable: chain.table)
      return zip(chain.steps, StepInWords.texts(of: chain, in: book)).map { step, text in
        let notes = step.notes.map(words.note).joined(separator: "; ")
        return [
          .text(table), .text(notes.isEmpty ? text : "\(text) (\(notes))"), .integer(Int64(step.rowsIn)),
          cell(step.joinedIn.reduce(0) { $0 + $1.count }), .integer(Int64(step.rowsOut)),
        ] + cells(step.moves)
      } + rows(of: uses[chain.table] ?? [], of: table, named)
    }
  }

  /// One line for each table and export that uses a table's rows.
  ///
  /// - Parameter named: the files whose sheets are named in this book's language.
  private func rows(of uses: [RowBalance.Use], of table: String, _ named: Set<String>) -> [[Value]] {
    uses.map { use in
      let name =
        switch use {
        case .table(let table, _): book.balanceName(ofTable: table)
        case .step(let step, let owner, _):
          "\(book.balanceName(ofTable: owner)), \(StepInWords(book: book, table: owner).text(ofStep: step))"
        case .export(let export) where !named.contains(export.file): export.file
        case .export: use.name
        }
      return [
        .text(table), .text("→ \(name)"), .integer(Int64(use.rowsIn)), .null, .integer(Int64(use.rowsOut)),
      ] + cells(use.moves)
    }
  }

  /// The files whose sheets have names in this book's language.
  private var filesInLanguage: Set<String> {
    Set(
      writer.job.exports.filter { writer.possibleLanguages(of: $0).contains(book.language) }
        .map { writer.name(of: $0, in: book.language) })
  }

  private func cells(_ moves: RowMoves) -> [Value] {
    [moves.filtered, moves.merged, moves.grouped, moves.multiplied, moves.rejected].map(cell)
  }

  private func cell(_ count: Int) -> Value { count == 0 ? .null : .integer(Int64(count)) }
}

extension String {
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
