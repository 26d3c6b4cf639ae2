internal import Diagnostics
internal import Engine
internal import Foundation
package import JobSpec
internal import Ledger
internal import Tables

/// Explains rows of a traced run: from a row to the files, through other jobs' exports, and from a row of a
/// file to the table.
package struct Explainer {
  package let traced: TracedRun
  private let workspace: Workspace
  private let sources: SourceRuns
  /// Nil if the texts of rows are not asked for.
  private let raw: RawRows?

  /// - Parameter withRaw: whether places have the text of their rows.
  package init(_ traced: TracedRun, in workspace: Workspace, withRaw: Bool = false) {
    self.init(traced, workspace, SourceRuns(), withRaw: withRaw)
  }

  private init(_ traced: TracedRun, _ workspace: Workspace, _ sources: SourceRuns, withRaw: Bool) {
    self.traced = traced
    self.workspace = workspace
    self.sources = sources
    let (files, isArchived) = (traced.files, traced.run != nil)
    raw =
      withRaw
      ? RawRows { file in
        if isArchived {
          return files[file].flatMap { try? Archive(state: workspace.state).bytes(of: $0) }
        }
        return FileManager.default.bytes(ofFile: workspace.path(of: file)).map { Array($0) }
      } : nil
  }

  /// The runs that published what is read, each traced once.
  private final class SourceRuns {
    var known: [String: TracedRun] = [:]
  }

  // MARK: From a row to the files

  /// - Parameter column: of a cell that is explained instead of the whole row.
  /// - Throws: diagnostics if the run of another job, whose export was read, is not archived any more.
  package func explain(_ row: Int32, column: String? = nil) throws -> RowExplanation {
    let trace = traced.trace
    let origins = trace.origins(of: [row], column: column)
    let leaves = trace.leaves.filter { origins.rows[$0] != nil }
    var explanation = RowExplanation(
      job: traced.job.name.value, night: traced.night, run: traced.run?.id, table: trace.target,
      number: Int(row) + 1, values: trace.values(of: row, in: trace.target),
      places: places(origins.rows),
      deciders: places(trace.deciders(of: origins.rows)), steps: origins.passages.map(step), sources: [])
    for leaf in leaves {
      guard let source = try source(of: leaf) else { continue }
      let explainer = Explainer(source, workspace, sources, withRaw: raw != nil)
      for row in origins.rows[leaf]! where Int(row) < source.trace.tables[source.trace.target]!.rowCount {
        let columns = origins.columns[leaf]
        explanation.sources.append(
          try explainer.explain(row, column: columns?.count == 1 ? columns?.first : nil))
      }
    }
    return explanation
  }

  /// The places of the rows of files that some rows were made of.
  package func places(of rows: [Int32], before place: (table: String, step: Int)? = nil) -> [RowPlace] {
    places(traced.trace.origins(of: rows, before: place).rows)
  }

  private func places(_ rows: [String: [Int32]]) -> [RowPlace] {
    traced.trace.leaves.flatMap { leaf in (rows[leaf] ?? []).map { place(of: $0, in: leaf) } }
  }

  private func place(of row: Int32, in leaf: String) -> RowPlace {
    withRaw(traced.place(of: row, in: leaf))
  }

  private func withRaw(_ place: RowPlace) -> RowPlace {
    var place = place
    place.raw = raw?.text(of: place)
    return place
  }

  private func step(_ passage: PlanTrace.Passage) -> RowExplanation.Step {
    let trace = traced.trace
    let step = trace.steps[passage.table]![passage.place]
    var told = RowExplanation.Step(
      table: passage.table, summary: step.summary, keyword: step.keyword, rowsIn: passage.rowsIn.count,
      rowsOut: passage.rowsOut.count)
    if passage.place == 0 { told.from = trace.plan.tables.first { $0.name == passage.table }?.from }
    told.dependsOn =
      step.sources(of: passage.rowsOut).count - step.ancestors(of: passage.rowsOut).count
    told.joined = step.others.map { other in
      (other.table, step.sources(of: passage.rowsOut, in: other).count)
    }
    let merged = step.merged(into: passage.rowsOut)
    if !merged.isEmpty { told.merged = places(of: merged, before: (passage.table, passage.place)) }
    if let derived = step.derived, passage.rowsOut.count == 1 {
      told.derived = derived.schema.visibleNames.map {
        ($0, derived.column(named: $0)!.value(at: Int(passage.rowsOut[0])))
      }
    }
    return told
  }

  /// The run that published an input, traced to the exported table; nil if the input is a file, or shows only
  /// some rows of its table.
  func source(of leaf: String) throws -> TracedRun? {
    guard let publisher = traced.publishers[leaf],
      let input = traced.job.inputs.first(where: { $0.name.value == leaf }),
      case .job(_, let export) = input.source
    else { return nil }
    let key = "\(publisher.id) \(export.value)"
    if let known = sources.known[key] { return known }
    let snapshot = try PastRuns(workspace).snapshot(publisher.id, night: nil)
    var isPart = false
    let source = try TracedRun(
      snapshot, in: workspace,
      of: { job in
        guard case .csv(let csv)? = job.exports.first(where: { $0.canBeNamed(export.value) }) else {
          isPart = true
          return job.tables[0].name.value
        }
        isPart = job.exports.contains { $0.canBeNamed(export.value) && $0.each != nil }
        return csv.table.value
      })
    if isPart { return nil }
    sources.known[key] = source
    return source
  }

  // MARK: From a row of a file to the table

  /// The fate of each row of an input for which the expression is true. Rejected rows are found by
  /// the columns of their input as well as by those of rejects; they have no losses: their place has the reason.
  ///
  /// - Parameter most: so many fates are found; the count is that of all rows.
  /// - Throws: diagnostics if the expression fits no input of the table.
  package func fates(
    where condition: ExpressionText, most: Int = .max
  ) throws -> (fates: [RowFate], count: Int) {
    let trace = traced.trace
    var fates: [RowFate] = []
    var count = 0
    var failures: [any Error] = []
    var isBound = false
    func add(_ rows: [Int32], _ fate: (Int32) -> RowFate) {
      fates += rows.prefix(most - fates.count).map(fate)
      count += rows.count
    }
    for leaf in trace.leaves {
      do {
        let rows = try trace.rows(of: leaf, where: condition)
        isBound = true
        add(rows) { fate(of: $0, in: leaf) }
      } catch { failures.append(error) }
      if let rejects = try? trace.rejects(of: leaf, where: condition) {
        isBound = true
        add(rejects) { row in
          RowFate(
            place: withRaw(traced.place(ofReject: row, of: leaf)),
            values: trace.values(ofReject: row, of: leaf).filter { $0.value != .null }, results: [],
            losses: [])
        }
      }
    }
    if !isBound, let first = failures.first { throw first }
    return (fates, count)
  }

  package func fate(of row: Int32, in leaf: String) -> RowFate {
    let trace = traced.trace
    let found = trace.fate(of: row, in: leaf)
    return RowFate(
      place: place(of: row, in: leaf), values: trace.values(of: row, in: leaf),
      results: found.results.map { Int($0) + 1 }, dependents: found.dependents.map { Int($0) + 1 },
      losses: found.losses.map { loss in
        let into = loss.merged.map { places(of: [$0], before: (loss.table, loss.place + 1)) } ?? []
        return RowFate.Loss(
          table: loss.table, summary: trace.steps[loss.table]![loss.place].summary, reason: loss.reason,
          mergedInto: into, isPart: loss.isPart)
      })
  }
}
