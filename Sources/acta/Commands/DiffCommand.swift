internal import ArgumentParser
internal import Diagnostics
internal import Engine
internal import Foundation
internal import JobSpec
internal import Ledger
internal import Runner
internal import Tables
internal import Workbooks

/// `acta diff JOB`
struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Show what differs in the rows: between nights, runs, or a job as it was and as it is now.",
    discussion: """
      Compares the last two published nights. Rows are matched by the 'key' of their table: added (+), \
      removed (-) and changed (~), with the old and the new value. Everything comes from the archive, and \
      nothing is published.
      """)

  @OptionGroup var options: WorkspaceOptions

  @Argument(help: "The job.") var job: String

  @Option(name: .long, help: ArgumentHelp("Two published nights.", valueName: "date..date"))
  var nights: String?

  @Option(name: .long, help: ArgumentHelp("Two runs of the job, from 'acta history'.", valueName: "run..run"))
  var runs: String?

  @Flag(name: .long, help: "Run the job as it is in Jobs/ now on the inputs of its last run, and compare.")
  var edited = false

  @Option(name: .long, help: ArgumentHelp("A table to compare (default: all).", valueName: "table"))
  var table: [String] = []

  @Option(name: .long, help: ArgumentHelp("A column that is not compared.", valueName: "column"))
  var ignore: [String] = []

  @Flag(name: .long, help: "Texts that differ only in upper and lower case are equal.")
  var ignoreCase = false

  @Flag(name: .long, help: "Texts that differ only in blanks are equal.")
  var ignoreSpaces = false

  @Option(name: .long, help: ArgumentHelp("Numbers that differ by no more than this are equal."))
  var tolerance = 0.0

  @Option(name: .long, help: ArgumentHelp("Also write the changed rows to a workbook.", valueName: "file"))
  var xlsx: String?

  @Option(name: .long, help: ArgumentHelp("Also write the changed rows to a CSV file.", valueName: "file"))
  var csv: String?

  @Flag(name: .long, help: "End with exit code 1 if there are differences.")
  var exitCode = false

  func validate() throws {
    if [nights != nil, runs != nil, edited].count(where: { $0 }) > 1 {
      throw ValidationError("Use one of --nights, --runs and --edited.")
    }
    if let nights {
      let ends = DiffCommand.ends(of: nights)
      guard let ends, Night(iso: ends.from) != nil, Night(iso: ends.to) != nil else {
        throw ValidationError("'\(nights)' is not two nights like 2021-04-25..2021-04-26.")
      }
    }
    if let runs, DiffCommand.ends(of: runs) == nil {
      throw ValidationError("'\(runs)' is not two runs like RUN..RUN.")
    }
    if !(tolerance >= 0 && tolerance.isFinite) {
      throw ValidationError("--tolerance must be a number that is not negative.")
    }
    if let xlsx, !xlsx.lowercased().hasSuffix(".xlsx") {
      throw ValidationError("'\(xlsx)' must end in .xlsx.")
    }
    if let csv, ![".csv", ".csv.gz"].contains(where: csv.lowercased().hasSuffix) {
      throw ValidationError("'\(csv)' must end in .csv or .csv.gz.")
    }
  }

  private static func ends(of text: String) -> (from: String, to: String)? {
    guard let dots = text.firstRange(of: "..") else { return nil }
    let ends = (String(text[..<dots.lowerBound]), String(text[dots.upperBound...]))
    return ends.0.isEmpty || ends.1.isEmpty ? nil : ends
  }

  func run() throws {
    let loaded = try options.load(jobs: [job])
    let console = loaded.console
    for file in [csv, xlsx] { try ResultFile.verify(file, console) }
    let name = Workspace.jobName(of: job)
    if edited { _ = try loaded.valid([job]) }
    guard loaded.jobNames.contains(name) || edited else {
      throw console.failure([loaded.unknownJob(name, among: loaded.jobNames)], .usage)
    }
    let difference: RunDifference
    do {
      difference = try compare(name, loaded)
    } catch {
      let isUsage = [.unknownTable, .badColumnOption].contains((error as? Diagnostic)?.code)
      throw console.failure(Diagnostics(error).sorted, isUsage ? .usage : .inputOutput)
    }
    let report = DiffReport(difference: difference, isEdited: edited)
    if options.json {
      console.result(report.json)
    } else {
      for line in report.lines { console.summary(line) }
    }
    do {
      try write(difference)
    } catch {
      throw console.failure(Diagnostics(error).sorted, .inputOutput)
    }
    if exitCode, !difference.isEmpty { throw ExitCode.runFailed }
  }

  private func compare(_ name: String, _ loaded: LoadedWorkspace) throws -> RunDifference {
    let workspace = loaded.workspace
    let snapshots = try snapshots(name, loaded)
    var old: ComputedRun
    let new: ComputedRun
    if edited {
      new = try ComputedRun(snapshots.new, in: workspace, replacing: loaded.sources)
      let keys = Dictionary(
        new.job.tables.filter { !$0.key.isEmpty }.map { ($0.name.value, $0.key) },
        uniquingKeysWith: { a, _ in a })
      do {
        old = try ComputedRun(snapshots.old, in: workspace, addingKeys: keys)
      } catch is Diagnostics {
        // The columns of a new key may not have existed then.
        old = try ComputedRun(snapshots.old, in: workspace)
      }
    } else {
      old = try ComputedRun(snapshots.old, in: workspace)
      new = try ComputedRun(snapshots.new, in: workspace)
    }
    let known = new.job.tables.map(\.name.value) + old.job.tables.map(\.name.value)
    if let unknown = table.first(where: { !known.contains($0) }) {
      throw Diagnostic(
        .init(.unknownTable, "job '\(name)' has no table '\(unknown)'"),
        reason: "it has \(new.job.tables.map(\.name.value).joined(separator: ", "))",
        hint: suggestion(for: unknown, among: known))
    }
    try verifyIgnored(old, new)
    let columns = [old, new].flatMap { run in
      run.job.tables.flatMap { run.execution.tables[$0.name.value]?.schema.names ?? [] }
    }
    loaded.console.show(
      ignore.filter { !columns.contains($0) }.map { column in
        Diagnostic(
          .init(.unknownColumn, "no table that is compared has the column '\(column)'"), severity: .warning,
          hint: suggestion(for: column, among: Array(Set(columns)).sorted()))
      })
    var accepted = TableComparison.Tolerance()
    accepted.ignored = Set(ignore)
    accepted.ignoresCase = ignoreCase
    accepted.ignoresSpaces = ignoreSpaces
    accepted.numbers = tolerance
    return try RunDifference(from: old, to: new, tables: table.isEmpty ? nil : table, accepted)
  }

  /// - Throws: a diagnostic if a column is in the key of each table that has it: rows are matched by it.
  private func verifyIgnored(_ old: ComputedRun, _ new: ComputedRun) throws {
    let tables = [new, old].flatMap { run in
      run.job.tables.filter { table.isEmpty || table.contains($0.name.value) }.map { definition in
        (definition, run.execution.tables[definition.name.value]?.schema.names ?? [])
      }
    }
    for column in ignore {
      let holders = tables.filter { $0.1.contains(column) }.map(\.0)
      guard let first = holders.first,
        holders.allSatisfy({ $0.key.contains { $0.value == column } })
      else { continue }
      throw Diagnostic(
        .init(
          .badColumnOption,
          "column '\(column)' is of the key of table '\(first.name.value)' and cannot be ignored"),
        reason: "rows are matched by the key")
    }
  }

  /// The records of the two runs to compare; with `--edited` the last run twice.
  private func snapshots(_ job: String, _ loaded: LoadedWorkspace) throws -> (old: Snapshot, new: Snapshot) {
    let past = PastRuns(loaded.workspace)
    if let runs, let ends = DiffCommand.ends(of: runs) {
      let found = (try past.snapshot(ends.from, night: nil), try past.snapshot(ends.to, night: nil))
      for snapshot in [found.0, found.1] where snapshot.run.job != job {
        throw Diagnostic(
          .init(
            .unknownRun, "run '\(snapshot.run.id)' is a run of job '\(snapshot.run.job)', not of '\(job)'"))
      }
      return found
    }
    if let nights, let ends = DiffCommand.ends(of: nights) {
      return (
        try past.snapshot(job, night: Night(iso: ends.from)),
        try past.snapshot(job, night: Night(iso: ends.to))
      )
    }
    guard let ledger = try loaded.ledger(), let newest = try ledger.latestGood(of: job) else {
      throw Diagnostic(.init(.unknownRun, "no run of job '\(job)' has been published"))
    }
    let new = try past.snapshot(newest.id, night: nil)
    if edited { return (new, new) }
    guard let before = try ledger.latestGood(of: job, before: newest.night) else {
      throw Diagnostic(
        .init(.unknownRun, "job '\(job)' has been published for one night only, \(newest.night)"),
        hint: "compare two runs with  --runs RUN..RUN, or the job as it is now with  --edited")
    }
    return (try past.snapshot(before.id, night: nil), new)
  }

  // MARK: Files

  private func write(_ difference: RunDifference) throws {
    if csv == nil, xlsx == nil { return }
    let zone = difference.new.timeline.zone
    let rows = ChangeRows.table(difference.tables, in: zone)
    if let csv {
      try ResultFile.write(csv) { partial in
        try CSVWriter.write(
          rows, headers: rows.schema.names, to: partial, dialect: .machines, zone: zone,
          compressed: csv.lowercased().hasSuffix(".gz"))
      }
    }
    if let xlsx {
      var document = WorkbookDocument(
        title: "\(difference.new.job.name.value): changes", subject: "", created: 0, zone: zone,
        language: "en")
      document.sheets = [
        .table(
          TableSheetDocument(
            name: "changes", table: rows, columns: rows.schema.names.map { .init(label: $0) }))
      ]
      let folder = xlsx.parentFolder
      try ResultFile.write(xlsx) { partial in
        _ = try WorkbookWriter.write(
          document, to: partial, temporaryDirectory: folder.isEmpty ? "." : folder)
      }
    }
  }
}
