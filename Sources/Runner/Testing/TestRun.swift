internal import Diagnostics
package import Engine
internal import Formats
internal import Foundation
internal import Glibc
package import JobSpec
internal import Ledger
internal import Tables
internal import Timeline

/// Runs a test case of a job, in memory but for the exports that jobs read of one another.
package struct TestRun {
  /// The differences of a table.
  package struct Difference: Sendable {
    package var table: String
    /// By the key of the table; nil if it has none.
    package var comparison: TableComparison?
    /// Without a key: the rows that only one side has, each as `column: value, …`.
    package var missing: [String] = []
    package var surplus: [String] = []

    package var isEmpty: Bool { comparison?.isEmpty ?? (missing.isEmpty && surplus.isEmpty) }
  }

  private let test: TestCase
  private let timeline: TimelineDefinition
  private let jobs: [Job]
  private let job: Job

  /// - Parameter jobs: the jobs of the workspace, the tested one and those that it reads among them.
  package init(_ test: TestCase, of job: Job, among jobs: [Job], timeline: TimelineDefinition) {
    self.test = test
    self.job = job
    self.jobs = jobs
    self.timeline = timeline
  }

  /// The differences of each expected table from the one that the job makes now.
  ///
  /// - Throws: diagnostics if the case cannot be read, or a job fails on its inputs.
  package func differences() throws -> [Difference] {
    let tables = test.expectedTables
    guard !tables.isEmpty else {
      throw Diagnostic(
        .init(.badTest, "test case '\(test.job)/\(test.name)' expects nothing"),
        hint: "put rows of a table into \(test.displayName)/expected/TABLE.csv, or use  acta test \(test.job)"
          + " --record NAME --where EXPR")
    }
    let known = job.tables.map(\.name.value) + job.inputs.map { "\($0.name.value).rejects" } + ["figures"]
    for table in tables where !known.contains(table) {
      throw Diagnostic(
        .init(.unknownTable, "job '\(test.job)' has no table '\(table)'"),
        at: SourceLocation(file: "\(test.displayName)/expected/\(table).csv"),
        reason: "it has \(known.joined(separator: ", "))", hint: suggestion(for: table, among: known))
    }
    return try computed(tables).map { name, table in try difference(name, table.visible) }
  }

  /// Writes the tables as they are now as those expected.
  func expectNow(_ tables: [String]) throws {
    try FileModes.makeFolder(test.expectedFolder)
    for (name, table) in try computed(tables) {
      _ = try CSVWriter.writeFingerprinted(
        table.visible, headers: table.visible.schema.names, to: "\(test.expectedFolder)/\(name).csv",
        dialect: .machines, zone: timeline.zone)
    }
  }

  /// The tables as the job makes them of the inputs of the case.
  private func computed(_ tables: [String]) throws -> [(name: String, table: Table)] {
    let settings = try settings()
    let moment = RunMoment(asOf: try timeline.instant(when: settings.asOf.value), timeline: timeline)
    // The files of the case stand where those of a workspace do.
    let place = Workspace(root: test.folder)
    let temporary = "\(NSTemporaryDirectory())/acta-test.\(getpid())"
    defer { try? FileManager.default.removeItem(atPath: temporary) }
    let rehearsal = Rehearsal(state: StateFolder(temporary))
    let runner = JobRunner(
      workspace: place, timeline: timeline,
      binding: JobBinding(jobs, workspace: place, timeline: timeline, moment: moment))
    var options = JobRunner.Options()
    options.isDry = true
    options.rehearsal = rehearsal
    options.previous = [:]
    options.overrides = Dictionary(
      settings.parameters.map { ($0.name.value, $0.value.value) }, uniquingKeysWith: { a, _ in a })
    // No check is made: limits of rows are not meant for the few rows of a case.
    for other in JobOrder.withDependencies([job], of: jobs) where other.name.value != job.name.value {
      let run = Run(of: other.name.value, at: moment, origin: .run, now: Instant(seconds: 0))
      let writer = try runner.writer(other, moment: moment, options: options)
      try rehearsal.keep(writer, Manifest(run, balance: writer.balance))
    }
    return try tables.map { name in
      let trace = try runner.trace(job, of: name, whole: [], moment: moment, options: options).trace
      return (name, trace.tables[name]!)
    }
  }

  private func settings() throws -> TestCaseSettings {
    guard let bytes = FileManager.default.bytes(ofFile: test.workspace.path(of: test.settingsFile)),
      let text = String(validating: bytes, as: UTF8.self)
    else {
      throw Diagnostic(
        .init(.badTest, "cannot read '\(test.settingsFile)'"),
        hint: "write at least  as_of: 2021-04-26")
    }
    let settings = try TestCaseFile.read(text: text, file: test.settingsFile, zone: timeline.zone)
    let known = job.parameters.map(\.name.value)
    for parameter in settings.parameters where !known.contains(parameter.name.value) {
      throw Diagnostic(
        .init(.badTest, "job '\(test.job)' has no parameter '\(parameter.name.value)'"),
        at: parameter.name.location, hint: suggestion(for: parameter.name.value, among: known))
    }
    return settings
  }

  // MARK: Comparing

  private func difference(_ name: String, _ table: Table) throws -> Difference {
    let expected = try expected(name, table.schema)
    let shown = table.selecting(expected.schema.names.filter { table.schema.index(of: $0) != nil })
    let key = job.tables.first { $0.name.value == name }?.key.map(\.value) ?? []
    if !key.isEmpty, key.allSatisfy({ expected.schema.index(of: $0) != nil }),
      let comparison = try? TableComparison(from: expected, to: shown, key: key, in: timeline.zone)
    {
      return Difference(table: name, comparison: comparison)
    }
    var surplus = words(shown)
    var missing: [String] = []
    for row in words(expected) {
      if let place = surplus.firstIndex(of: row) { surplus.remove(at: place) } else { missing.append(row) }
    }
    return Difference(table: name, missing: missing, surplus: surplus)
  }

  private func words(_ table: Table) -> [String] {
    table.rows.map { row in
      zip(table.schema.names, row).filter { $1 != .null }.map { name, value in
        if case .text(let text) = value {
          "\(name): '\(text)'"
        } else {
          "\(name): \(value.text(in: timeline.zone))"
        }
      }.joined(separator: ", ")
    }
  }

  /// The expected rows, with the types of the table's columns; a column that the table lacks is text.
  private func expected(_ name: String, _ schema: Schema) throws -> Table {
    let file = InputFile(
      path: "\(test.expectedFolder)/\(name).csv", displayName: "\(test.displayName)/expected/\(name).csv")
    let options = ReadingOptions(zone: timeline.zone).published([])
    let header = try InputReader.read([file], options: options).table.schema.names
    let typed = ReadingOptions(zone: timeline.zone).published(
      header.map { schema.field(named: $0) ?? Field($0, .text) })
    let result = try InputReader.read([file], options: typed)
    if result.rejects.rowCount > 0 {
      let reject = result.rejects.rows[0]
      throw Diagnostic(
        .init(.badTest, "a row of '\(file.displayName)' does not fit the table"),
        at: SourceLocation(file: file.displayName, line: Int(reject[1].messageText) ?? 1),
        reason: "column '\(reject[2].messageText)': \(reject[3].messageText)")
    }
    return result.table
  }
}
