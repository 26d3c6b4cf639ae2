internal import Diagnostics
internal import Engine
internal import JobSpec
internal import Ledger
internal import Tables
internal import Workbooks

/// The sheet `about`: the workbook's content, as-of instant and sources, and the row balance.
struct CoverBuilder {
  let writer: ExportWriter
  let title: String
  let piece: ExportWriter.Piece

  private var timeline: TimelineDefinition { writer.timeline }
  private var words: CoverWords { CoverWords.in(piece.language) }

  func sheet() -> CoverSheet {
    var blocks: [CoverSheet.Block] = [.title(title)]
    if let process = timeline.title { blocks.append(.paragraph(text(process))) }
    if let description = writer.job.description { blocks.append(.paragraph(description.value)) }
    blocks.append(.pairs(facts))
    blocks += [.heading(words.inputs), inputs]
    if !writer.execution.checks.isEmpty { blocks += [.heading(words.checks), checks] }
    blocks += [.heading(words.balance), .paragraph(words.balanceNote), balance]
    return CoverSheet(name: words.about, blocks: blocks)
  }

  private func text(_ text: LocalizedText) -> String {
    text.text(in: piece.language, fallbacks: timeline.languages)
  }

  private var facts: [(label: String, value: String)] {
    let asOf = writer.moment.asOfText(in: timeline.zone)
    var facts: [(label: String, value: String)] = [
      (words.asOf, "\(asOf.prefix(16).replacing("T", with: " ")) (\(timeline.zone.identifier))"),
      (words.night, writer.moment.night.iso),
    ]
    if let stage = writer.moment.stage {
      facts.append((words.stage, stage.title.map(text) ?? stage.name.value))
    }
    facts.append((words.job, writer.job.name.value))
    for parameter in writer.plan.constants.parameters.sorted(by: { $0.key < $1.key }) {
      facts.append(("$\(parameter.key)", parameter.value.text(in: timeline.zone)))
    }
    return facts
  }

  private var inputs: CoverSheet.Block {
    .table(
      header: [words.input, words.file, words.rows, words.rejects],
      rows: writer.inputs.map {
        [.text($0.name), .text($0.file), .integer(Int64($0.rows)), .integer(Int64($0.rejected))]
      }
        + writer.absent.map { [.text($0), .text(words.absent), .integer(0), .integer(0)] })
  }

  private var checks: CoverSheet.Block {
    .table(
      header: [words.check, words.table, words.result, words.finding],
      rows: writer.execution.checks.map { check in
        let result =
          check.status == .pass ? words.passed : check.status == .warn ? words.warned : words.failed
        return [
          .text(check.check.keyword.rawValue), check.check.table.map { .text($0) } ?? .null, .text(result),
          .text(check.finding),
        ]
      })
  }

  /// The uses of a table's rows: one line for each table and export.
  private func uses(of table: String) -> [[Value]] {
    writer.balance.uses(of: table).map { use in
      let counts = [
        use.moves.filtered, use.moves.merged, use.moves.grouped, use.moves.multiplied, use.moves.rejected,
      ]
      return [
        .text(table), .text("→ \(use.name)"), .integer(Int64(use.rowsIn)), .null,
        .integer(Int64(use.rowsOut)),
      ] + counts.map(cell)
    }
  }

  private func cell(_ count: Int) -> Value { count == 0 ? .null : .integer(Int64(count)) }

  private var balance: CoverSheet.Block {
    .table(
      header: [words.table, words.step, words.rowsIn, words.joinedIn, words.rowsOut] + words.moves,
      rows: writer.balance.tables.flatMap { chain in
        chain.steps.map { step in
          let moves = [
            step.moves.filtered, step.moves.merged, step.moves.grouped, step.moves.multiplied,
            step.moves.rejected,
          ]
          let name = step.notes.isEmpty ? step.step : "\(step.step) (\(step.notes.joined(separator: "; ")))"
          return [
            .text(chain.table), .text(name), .integer(Int64(step.rowsIn)),
            cell(step.joinedIn.reduce(0) { $0 + $1.count }),
            .integer(Int64(step.rowsOut)),
          ]
            + moves.map(cell)
        } + uses(of: chain.table)
      })
  }
}
