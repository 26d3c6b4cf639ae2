internal import Diagnostics
internal import Engine
internal import JobSpec
internal import Ledger
internal import Runner

/// Explains the row or the figure that a cell of a published workbook shows.
struct CellExplanation {
  private let reference: String
  private let file: String
  private let loaded: LoadedWorkspace

  init(_ reference: String, of file: String, _ loaded: LoadedWorkspace) {
    self.reference = reference
    self.file = file
    self.loaded = loaded
  }

  func run() throws {
    SignalWatch.begin()
    do {
      try explain(try PublishedCell(reference, of: file, in: loaded.workspace))
    } catch {
      let isUsage = (error as? Diagnostic)?.code == .unknownCell
      throw loaded.console.failure(Diagnostics(error).sorted, isUsage ? .usage : .inputOutput)
    }
  }

  private func explain(_ cell: PublishedCell) throws {
    let table: String
    let figure: (name: String, item: String?)?
    switch cell.subject {
    case .row(_, let name): (table, figure) = (name, nil)
    case .figure(let name, let item): (table, figure) = ("", (name, item))
    }
    let traced = try TracedRun(cell.snapshot, in: loaded.workspace) { job in
      guard let figure else { return table }
      return job.figures.first { $0.name.value == figure.name }?.table?.value ?? FigureTable.name
    }
    var rows: [Int32] = []
    switch cell.subject {
    case .row(let row, _): rows = [row]
    case .figure(let name, let item):
      if let plan = traced.trace.plan.figures.first(where: { $0.name == name }) {
        rows = try traced.trace.rows(of: plan, item: item) ?? []
      }
    }
    let explainer = Explainer(traced, in: loaded.workspace)
    let most = loaded.console.isJSON ? .max : RowReport.most
    let column = figure == nil ? cell.column : nil
    let explained = try rows.prefix(most).map { try explainer.explain($0, column: column) }
    let report = RowReport(zone: traced.timeline.zone, isShort: figure != nil)
    let run = cell.snapshot.run
    if loaded.console.isJSON {
      loaded.console.result(
        .object([
          ("file", .string(cell.file)), ("sheet", .string(cell.sheet)), ("cell", .string(cell.cell)),
          ("job", .string(run.job)), ("night", .string(run.night.iso)), ("run", .string(run.id)),
          ("table", .string(traced.trace.target)), ("column", .string(cell.column)),
          ("value", report.json(cell.value)), ("figure", .optional(figure?.name)),
          ("item", .optional(figure?.item)), ("rows", .array(explained.map(report.json))),
        ]))
      return
    }
    var heading = "\(cell.sheet)!\(cell.cell) of \(cell.file), job \(run.job), night of \(run.night): "
    heading += "\(cell.column) \(report.word(cell.value))"
    loaded.console.result(heading)
    if let figure {
      let item = figure.item.map { "[\($0)]" } ?? ""
      let plan = traced.trace.plan.figures.first { $0.name == figure.name }
      loaded.console.result("figure \(figure.name)\(item) \(plan?.countedRows(rows.count) ?? "")")
    }
    for row in explained { loaded.console.result(lines: report.lines(row)) }
    loaded.console.result(lines: RowReport.rest(of: rows.count, csv: false))
  }
}
