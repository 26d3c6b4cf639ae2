internal import Diagnostics
internal import Engine
internal import Foundation
internal import JobSpec
internal import Tables

/// The corrections of rejected rows in a job's file below `Corrections/`:
///
///     table,raw,column,from,to,by,at,why,file,until
///     forms.rejects,"Ana,31/02/2021",registered_at,31/02/2021,28/02/2021,Eva,2021-04-27,a typing error,forms.xlsx,
///
/// A row is known by its text in the file, whichever line it stands in. A correction holds for all rows with this text.
struct RejectLedger {
  let displayPath: String
  private let input: String
  private let job: Job
  private let night: Int32
  private let ledger: CorrectionLedger
  /// The corrections of each table, by their rows.
  private let rows: [String: [Int]]

  /// Whether a job has a file of corrections that names rejected rows.
  static func exists(for job: String, in workspace: Workspace) -> Bool {
    let path = "\(workspace.correctionsFolder)/\(CorrectionFile.ofJob(named: job))"
    do {
      let bytes = try WholeFile.read(ifPresent: InputFile(path: path, displayName: path))
      return bytes.map { Data($0).range(of: Data(CorrectionFile.rejects(of: "").utf8)) != nil } ?? false
    } catch {
      return true  // It is there: the run says why it cannot be read.
    }
  }

  /// A correction that is in no file yet.
  struct Addition {
    let table, raw, column, from, to: String
  }

  /// Nil if the job has no corrections of rejected rows.
  ///
  /// - Parameters:
  ///   - night: in days since 1970.
  ///   - additions: come after those in the file.
  /// - Throws: a diagnostic if the file cannot be read as a table.
  init?(_ job: Job, in workspace: Workspace, night: Int32, adding additions: [Addition] = []) throws {
    guard job.hasFiles, !additions.isEmpty || RejectLedger.exists(for: job.name.value, in: workspace) else {
      return nil
    }
    let file = CorrectionFile.ofJob(named: job.name.value)
    var ledger = try CorrectionLedger(file, in: workspace)
    for added in additions {
      ledger.append(
        .init(
          table: added.table, key: [(CorrectionFile.raw, added.raw)], column: added.column, from: added.from,
          to: added.to, by: "", at: "", why: "", file: "", until: ""))
    }
    var rows: [String: [Int]] = [:]
    for row in ledger.rows.indices {
      let table = ledger.text(CorrectionFile.table, of: row)
      if CorrectionFile.isRejects(table) { rows[table, default: []].append(row) }
    }
    if rows.isEmpty { return nil }
    input = CorrectionFile.inputName(of: file)
    displayPath = ledger.displayPath
    self.job = job
    self.night = night
    self.ledger = ledger
    self.rows = rows
  }

  /// The corrections of an input's rows, but for those whose last night has passed.
  func corrections(of input: Input) -> RejectCorrections {
    var corrections = RejectCorrections()
    for row in rows[CorrectionFile.rejects(of: input.name.value)] ?? [] where end(row) == .open {
      corrections.add(
        RejectCorrections.Correction(
          row: row, column: text(CorrectionFile.column, row), from: text(CorrectionFile.from, row),
          to: text(CorrectionFile.to, row)),
        to: RejectKey.text(text(CorrectionFile.raw, row)))
    }
    return corrections
  }

  /// The outcomes of the corrections of an input; nil if it has none.
  func result(of input: Input, _ outcomes: [Int: RejectCorrections.Outcome]) -> CorrectionResult? {
    let table = CorrectionFile.rejects(of: input.name.value)
    var own = rows[table] ?? []
    // Somebody has to tell of those that no input reads.
    let known = Set(job.inputs.filter(\.isFile).map { CorrectionFile.rejects(of: $0.name.value) })
    let strangers =
      job.inputs.first(where: \.isFile)?.name.value == input.name.value
      ? rows.filter { !known.contains($0.key) }.flatMap(\.value) : []
    own = (own + strangers).sorted()
    if own.isEmpty { return nil }
    var states: [(row: Int, state: CorrectionResult.State)] = []
    var stale: [(row: Int, found: String?, reason: String)] = []
    for row in own {
      switch end(row) {
      case .expired: states.append((row, .expired))
      case .unreadable(let text): stale.append((row, nil, "'until' is not a date: '\(text)'"))
      case .open:
        switch outcomes[row] {
        case .applied: states.append((row, .applied))
        case .done: states.append((row, .done))
        case .other(let found):
          stale.append((row, found.isEmpty ? nil : found, "the field is neither 'from' nor 'to'"))
        case .unknownColumn:
          stale.append((row, nil, "the input has no column '\(text(CorrectionFile.column, row))'"))
        case nil where strangers.contains(row):
          stale.append(
            (
              row, nil,
              "the job reads no file as '\(CorrectionFile.input(ofRejects: text(CorrectionFile.table, row))!)'"
            ))
        case nil: stale.append((row, nil, "no rejected row has this text"))
        }
      }
    }
    states += stale.map { ($0.row, .stale) }
    states.sort { $0.row < $1.row }
    return CorrectionResult(
      states: states, stale: staleTable(stale), input: self.input, location: input.location)
  }

  /// `Corrections/forms.csv:2`
  func place(of row: Int) -> String {
    "\(displayPath):\(ledger.line(of: row))"
  }

  private enum End: Equatable {
    case open, expired
    case unreadable(String)
  }

  private func end(_ row: Int) -> End {
    let until = text(CorrectionFile.until, row)
    if until.isEmpty { return .open }
    guard case .date(let last)? = Value(until, as: .date, in: .utc) else { return .unreadable(until) }
    return last < night ? .expired : .open
  }

  private func text(_ column: String, _ row: Int) -> String { ledger.text(column, of: row) }

  private func staleTable(_ stale: [(row: Int, found: String?, reason: String)]) -> Table {
    let columns = StaleCorrections.schema.fields.map { field -> Column in
      .text(
        TextColumn(
          stale.map { row, found, reason -> String? in
            let shown: String? =
              switch field.name {
              case "key": "\(CorrectionFile.raw): \(text(CorrectionFile.raw, row))"
              case "found": found
              case "reason": reason
              default: text(field.name, row)
              }
            return shown?.isEmpty == true ? nil : shown
          }))
    }
    return Table(StaleCorrections.schema, columns, rowCount: stale.count)
  }
}
