internal import Diagnostics
internal import Engine
internal import Formats
package import JobSpec
package import Ledger
package import Tables

/// The plan of `acta corrections take`: the edits of files that came back, compared three ways, with what was
/// sent and with the tables as they are now.
package struct CorrectionTaking: Sendable {
  /// A value that somebody changed in a file.
  package struct Edit: Sendable {
    package let table: String
    /// The columns of the key and their values as text.
    package let key: [(column: String, text: String)]
    package let column: String
    /// As it was sent.
    package let from: Value
    package let to: Value
    /// `sheet 'Personas', row 7`
    package let place: String

    fileprivate var identity: String { ([table, column] + key.map(\.text)).joined(separator: "\0") }
  }

  /// An edit of a value that is another one by now.
  package struct Conflict: Sendable {
    package let edit: Edit
    /// Nil if the table has no such row any more.
    package let now: Value?
    /// The other file of the same call that changes the value, too.
    package let otherFile: String?
  }

  /// A cell, a row or a column that cannot be taken.
  package struct Problem: Sendable {
    /// Nil for a column of a CSV file.
    package let place: String?
    /// Nil for a row.
    package let column: String?
    package let reason: String
  }

  package struct File: Sendable {
    package let name: String
    package let job: String
    package let run: Run
    /// The person who last saved it, if it says so.
    package let author: String?
    package fileprivate(set) var edits: [Edit] = []
    package fileprivate(set) var conflicts: [Conflict] = []
    package fileprivate(set) var problems: [Problem] = []
    /// Edits whose value the table has already.
    package fileprivate(set) var settled = 0
    package fileprivate(set) var notes: [String]
  }

  package private(set) var files: [File] = []
  /// In words for people.
  package let zone: Zone
  private let workspace: Workspace
  /// By job and table: the file below `Corrections/` that each column is corrected by.
  private var targets: [String: [String: String]] = [:]

  package var hasConflicts: Bool { files.contains { !$0.conflicts.isEmpty || !$0.problems.isEmpty } }
  package var count: Int { files.reduce(0) { $0 + $1.edits.count } }

  /// - Parameters:
  ///   - job, night: of files that do not say it themselves.
  ///   - withMoved: whether values are taken although they seem to have moved from other rows.
  ///   - runner: of the workspace as it is now.
  /// - Throws: a diagnostic if one of the files is not a workbook of this process, or a table cannot be made.
  package init(
    _ returned: ReturnedFiles, job: String?, night: Night?, withMoved: Bool = false, jobs: [Job],
    timeline: TimelineDefinition, in workspace: Workspace, moment: RunMoment, _ runner: JobRunner
  ) throws {
    self.workspace = workspace
    zone = timeline.zone
    var current: [String: CurrentTables] = [:]
    var pending: [String: (to: Value, file: String)] = [:]
    var problems = Diagnostics()
    let sentExports = SentExports()
    for (path, _, content) in returned.files {
      let book = problems.collect {
        try ReturnedBook.read(
          path, content, jobs: jobs, timeline: timeline, in: workspace, .init(job: job, night: night),
          sentExports)
      }
      guard let book else { continue }
      let name = book.snapshot.run.job
      if current[name] == nil {
        let job = jobs.first { $0.name.value == name }!
        current[name] = CurrentTables(
          job, try runner.execute(job, moment: moment).execution, zone: timeline.zone)
      }
      var file = File(
        name: path, job: name, run: book.snapshot.run, author: book.file.author, notes: book.notes)
      let (edits, problems) = book.edits(withMoved: withMoved)
      file.problems = problems
      for edit in edits {
        try judge(edit, current[name]!, &file, &pending)
      }
      files.append(file)
    }
    try problems.throwIfErrors()
    for place in files.indices {
      let job = jobs.first { $0.name.value == files[place].job }!
      try files[place].readRejects(job, moment, runner)
    }
  }

  private mutating func judge(
    _ edit: Edit, _ current: CurrentTables, _ file: inout File,
    _ pending: inout [String: (to: Value, file: String)]
  ) throws {
    let identity = "\(file.job)\0\(edit.identity)"
    if let other = pending[identity] {
      if other.to.isSame(as: edit.to) {
        file.settled += 1
      } else {
        file.conflicts.append(Conflict(edit: edit, now: other.to, otherFile: other.file))
      }
      return
    }
    guard let now = try current.value(of: edit) else {
      file.conflicts.append(Conflict(edit: edit, now: nil, otherFile: nil))
      return
    }
    if now.isSame(as: edit.to) {
      file.settled += 1
    } else if now.isSame(as: edit.from) {
      targets["\(file.job)\0\(edit.table)", default: [:]][edit.column] = try current.target(of: edit)
      file.edits.append(edit)
      pending[identity] = (edit.to, file.name)
    } else {
      file.conflicts.append(Conflict(edit: edit, now: now, otherFile: nil))
    }
  }

  /// Writes the edits to the folder `Corrections/`.
  ///
  /// - Parameters:
  ///   - at: the day, as text.
  ///   - until: the last day on which they hold; nil for always.
  /// - Returns: the files that were written, as paths in the workspace.
  package func write(by: String?, why: String?, at: String, until: String?) throws -> [String] {
    var ledgers: [CorrectionLedger] = []
    for file in files {
      for edit in file.edits {
        let target = targets["\(file.job)\0\(edit.table)"]![edit.column]!
        if !ledgers.contains(where: { $0.file == target }) {
          ledgers.append(try CorrectionLedger(target, in: workspace))
        }
        let place = ledgers.firstIndex { $0.file == target }!
        let name = file.name.split(separator: "/").last.map(String.init) ?? file.name
        ledgers[place].append(
          .init(
            table: edit.table, key: edit.key, column: edit.column, from: text(edit.from), to: text(edit.to),
            by: by ?? file.author ?? "", at: at, why: why ?? "", file: name, until: until ?? ""))
      }
    }
    for ledger in ledgers { try ledger.write() }
    return ledgers.map(\.displayPath)
  }

  /// As the file of corrections has it: empty for no value.
  package func text(_ value: Value) -> String { value == .null ? "" : value.text(in: zone) }
}

extension CorrectionTaking.File {
  /// Reads the corrected rows as a run would: a field that is still no value of its column cannot be taken.
  fileprivate mutating func readRejects(_ job: Job, _ moment: RunMoment, _ runner: JobRunner) throws {
    let own = edits.filter { CorrectionFile.isRejects($0.table) }
    if own.isEmpty { return }
    var options = JobRunner.Options()
    options.correctionsOfRejects = own.map { edit in
      RejectLedger.Addition(
        table: edit.table, raw: edit.key[0].text, column: edit.column,
        from: edit.from.textOfField, to: edit.to.textOfField)
    }
    let inputs = try runner.inputs(of: job, moment: moment, options: options).inputs
    for (input, data) in inputs {
      let table = CorrectionFile.rejects(of: input)
      let ofInput = edits.filter { $0.table == table }
      if ofInput.isEmpty { continue }
      let ofRows = Dictionary(grouping: ofInput) { $0.key[0].text }
      var refused: Set<String> = []
      for row in data.rejectedRows.rows where !row.isRead && !row.corrections.isEmpty {
        let key = RejectKey.text(row.raw)
        guard !refused.contains(key), let ofRow = ofRows[key], let first = ofRow.first else { continue }
        if let edit = ofRow.first(where: { $0.column == row.column }) {
          let reason = row.reason.replacing(FileRows.asCorrected, with: "")
          problems.append(.init(place: edit.place, column: edit.column, reason: reason))
          refused.insert(key)
        } else {
          let column = row.column.map { "\($0): " } ?? ""
          notes.append("\(first.place) is still a reject: \(column)\(row.reason)")
        }
      }
      edits.removeAll { $0.table == table && refused.contains($0.key[0].text) }
    }
  }
}

extension Value {
  /// As a field of a file has it.
  fileprivate var textOfField: String { if case .text(let text) = self { text } else { "" } }
}

/// The tables of a job as they are now.
private struct CurrentTables {
  private let job: Job
  private let execution: Execution
  private let zone: Zone
  private let rows: [String: [[String]: Int]]
  /// By input: the places of the rejected rows, by their key.
  private let rejects: [String: [String: Int]]

  init(_ job: Job, _ execution: Execution, zone: Zone) {
    self.job = job
    self.execution = execution
    self.zone = zone
    var rows: [String: [[String]: Int]] = [:]
    for definition in job.tables where !definition.key.isEmpty {
      guard let table = execution.tables[definition.name.value] else { continue }
      let keys = definition.key.compactMap { table.column(named: $0.value) }
      var known: [[String]: Int] = [:]
      for row in 0..<table.rowCount { known[keys.map { $0.value(at: row).text(in: zone) }] = row }
      rows[definition.name.value] = known
    }
    self.rows = rows
    rejects = execution.rejectedRows.mapValues { rejected in
      Dictionary(
        rejected.rows.enumerated().map { (RejectKey.text($1.raw), $0) },
        uniquingKeysWith: { first, _ in first })
    }
  }

  /// Nil if the table has no such row.
  func value(of edit: CorrectionTaking.Edit) throws -> Value? {
    if CorrectionFile.isRejects(edit.table) { return try field(of: edit) }
    guard let definition = job.table(named: edit.table), let table = execution.tables[edit.table] else {
      throw refused("job '\(job.name.value)' has no table '\(edit.table)' any more")
    }
    guard definition.key.map(\.value) == edit.key.map(\.column) else {
      throw refused(
        "table '\(edit.table)' has another key now",
        reason: "it was \(edit.key.map(\.column).joined(separator: ", "))")
    }
    guard let column = table.column(named: edit.column) else {
      throw refused("table '\(edit.table)' has no column '\(edit.column)' any more")
    }
    guard let row = rows[edit.table]?[edit.key.map(\.text)] else { return nil }
    return column.value(at: row)
  }

  /// A field of a rejected row, or of one that is a row since it was corrected.
  private func field(of edit: CorrectionTaking.Edit) throws -> Value? {
    let input = CorrectionFile.input(ofRejects: edit.table)!
    guard job.input(named: input)?.isFile == true else {
      throw refused("job '\(job.name.value)' reads no file as '\(input)' any more")
    }
    guard let rejected = execution.rejectedRows[input], let number = rejects[input]?[edit.key[0].text] else {
      return nil
    }
    let row = rejected.rows[number]
    guard let place = rejected.place(of: edit.column) else {
      throw refused("input '\(input)' has no column '\(edit.column)' any more")
    }
    return row.fields[place].map { .text($0) } ?? .null
  }

  /// The file whose corrections of the column the job applies.
  func target(of edit: CorrectionTaking.Edit) throws -> String {
    if CorrectionFile.isRejects(edit.table) { return CorrectionFile.ofJob(named: job.name.value) }
    for step in job.table(named: edit.table)?.steps ?? [] {
      if case .correct(let correct) = step.operation,
        correct.columns.contains(where: { $0.value == edit.column })
      {
        return correct.file.value
      }
    }
    throw refused(
      "no step of table '\(edit.table)' corrects column '\(edit.column)'",
      reason: "the corrections would never be applied",
      hint: "add the step  correct: [\(edit.column)]  to the table in \(job.file)")
  }

  private func refused(_ words: String, reason: String? = nil, hint: String? = nil) -> Diagnostic {
    Diagnostic(.init(.returnedFile, words), reason: reason, hint: hint)
  }
}
