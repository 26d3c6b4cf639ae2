internal import ArgumentParser
internal import Diagnostics
internal import JobSpec
internal import Ledger
internal import Runner
internal import Tables

/// `acta test [JOB]`
struct TestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Run the test cases of jobs, and show what differs from the expected tables.",
    discussion: """
      A case is a folder Jobs/tests/JOB/CASE: case.yaml (as_of, parameters), Inputs/ and expected/TABLE.csv. \
      Exit code 0 if all tables are as expected, 1 if not.

      --record NAME --where EXPR makes a case out of rows of the newest published night: the lines of files \
      that they were made of, with names, mails and phones replaced. Read it before you share it.
      """)

  @OptionGroup var options: WorkspaceOptions

  @Argument(help: "A job (default: all).") var job: String?

  @Option(name: .long, help: ArgumentHelp("Make a case with this name.", valueName: "name")) var record:
    String?
  @Option(
    name: .customLong("where"), help: ArgumentHelp("The rows to make a case of.", valueName: "expr"))
  var condition: String?
  @Option(
    name: .long,
    help: ArgumentHelp("The table of these rows (default: the first of the job).", valueName: "table"))
  var table: String?

  func validate() throws {
    if (record == nil) != (condition == nil) || (record != nil && job == nil) {
      throw ValidationError("To make a case, use  acta test JOB --record NAME --where EXPR.")
    }
    guard let record else { return }
    if record.isEmpty || record.contains("/") || record.hasPrefix(".") || FileName.problem(in: record) != nil
    {
      throw ValidationError("'\(record)' cannot be the name of a folder.")
    }
  }

  func run() throws {
    let names = job.map { [Workspace.jobName(of: $0)] } ?? []
    let loaded = try options.load(jobs: names)
    if let name = names.first, !loaded.jobNames.contains(name) {
      throw loaded.console.failure([loaded.unknownJob(name, among: loaded.jobNames)], .usage)
    }
    try loaded.diagnosticsOfTests(names)
    if let record, let condition {
      try make(TestCase(job: names[0], name: record, workspace: loaded.workspace), condition, loaded)
    } else {
      try test(TestCase.all(of: names.first, in: loaded.workspace), loaded)
    }
  }

  // MARK: Running

  private func test(_ cases: [TestCase], _ loaded: LoadedWorkspace) throws {
    let console = loaded.console
    var results: [JSONValue] = []
    var failed = 0
    for test in cases {
      let (lines, isGood) = try outcome(of: test, loaded)
      if !isGood { failed += 1 }
      results.append(
        .object([
          ("job", .string(test.job)), ("case", .string(test.name)), ("passed", .boolean(isGood)),
          ("differences", .array(lines.map { .string($0) })),
        ]))
      if options.json { continue }
      if isGood {
        console.summary("passed  \(test.job)/\(test.name)")
      } else {
        console.result(lines: ["FAILED  \(test.job)/\(test.name)"] + lines.map { "  \($0)" })
      }
    }
    if options.json {
      console.result(.array(results))
    } else if cases.isEmpty {
      console.note("there are no test cases in Jobs/tests/\(job.map(Workspace.jobName) ?? "")")
    } else {
      console.summary("\(counted(cases.count, "case")), \(failed) failed")
    }
    if failed > 0 { throw ExitCode.runFailed }
  }

  private func outcome(
    of test: TestCase, _ loaded: LoadedWorkspace
  ) throws -> (lines: [String], isGood: Bool) {
    guard let timeline = loaded.timeline, let job = loaded.jobs.first(where: { $0.name.value == test.job })
    else { return (["there is no job '\(test.job)'"], false) }
    do {
      let differences = try TestRun(test, of: job, among: loaded.jobs, timeline: timeline).differences()
        .filter { !$0.isEmpty }
      return (differences.flatMap { lines($0, timeline.zone) }, differences.isEmpty)
    } catch let interrupted as Interrupted {
      throw interrupted
    } catch {
      return (
        Diagnostics(error).sorted.flatMap { problem in
          let place = problem.location.map { "\($0.file):\($0.line):\($0.column): " } ?? ""
          return ["\(place)error: \(problem.message)"]
            + [problem.reason.map { "  why:  \($0)" }, problem.hint.map { "  hint: \($0)" }].compactMap { $0 }
        }, false
      )
    }
  }

  private func lines(_ difference: TestRun.Difference, _ zone: Zone) -> [String] {
    if let comparison = difference.comparison {
      return ComparisonLines(comparison: comparison, zone: zone).lines(named: difference.table)
    }
    return ["table \(difference.table): +\(difference.surplus.count) -\(difference.missing.count)"]
      + difference.surplus.map { "  + \($0)" } + difference.missing.map { "  - \($0)" }
  }

  // MARK: Recording

  private func make(_ test: TestCase, _ condition: String, _ loaded: LoadedWorkspace) throws {
    let console = loaded.console
    do {
      let job = loaded.jobs.first { $0.name.value == test.job }
      guard let table = table ?? job?.tables.first?.name.value,
        job?.tables.contains(where: { $0.name.value == table }) == true
      else {
        let known = job?.tables.map(\.name.value) ?? []
        throw Diagnostic(
          .init(.unknownTable, "job '\(test.job)' has no table '\(table ?? "")'"),
          reason: "it has \(known.joined(separator: ", "))")
      }
      guard let newest = try loaded.ledger()?.latestGood(of: test.job) else {
        throw Diagnostic(
          .init(.unknownRun, "no run of job '\(test.job)' has been published"),
          hint: "run it first:  acta run \(test.job)")
      }
      let snapshot = try PastRuns(loaded.workspace).snapshot(newest.id, night: nil)
      let made = try CaseRecorder(test, loaded.workspace.load(only: [test.job])).record(
        snapshot, table: table,
        where: ExpressionText(condition, at: SourceLocation(file: "--where")))
      if options.json {
        console.result(
          .object([
            ("job", .string(test.job)), ("case", .string(test.name)), ("folder", .string(test.displayName)),
            ("table", .string(table)), ("rows", .integer(Int64(made.rows))),
            ("lines", .integer(Int64(made.lines))),
          ]))
        return
      }
      console.summary(
        "\(test.displayName): \(counted(made.rows, "row")) of '\(table)', made of"
          + " \(counted(made.lines, "line")) of files; names, mails, phones and comments are replaced")
    } catch {
      throw console.failure(Diagnostics(error).sorted, .inputOutput)
    }
  }
}

extension LoadedWorkspace {
  /// - Throws: exit code 65, with the mistakes printed, if a job with these names is invalid.
  fileprivate func diagnosticsOfTests(_ names: [String]) throws {
    let errors = diagnostics.sorted.filter { $0.severity == .error }
    if !errors.isEmpty { throw console.failure(errors, .invalid) }
  }
}
