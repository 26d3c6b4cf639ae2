import Diagnostics
import Engine
import Foundation
import JobSpec
import Tables
import Testing

@testable import Runner

/// Whatever the size of blocks and the number of parts, stages give what a run in memory gives: rows and their
/// order, figures, checks, the account of rows, and the words of failures.
@Suite struct StageEngineTests {
  private static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The shipped workspace and all golden cases.
  static let workspaces: [String] = {
    let cases = repository.appending(path: "Tests/Cases").path
    let files = FileManager.default
    let folders = ((try? files.contentsOfDirectory(atPath: cases)) ?? []).sorted().flatMap { area in
      ((try? files.contentsOfDirectory(atPath: "\(cases)/\(area)")) ?? []).sorted()
        .map { "\(cases)/\(area)/\($0)" }
    }
    return [repository.path] + folders.filter { files.fileExists(atPath: "\($0)/Jobs") }
  }()

  @Test(arguments: workspaces)
  func `stages give what a run in memory gives`(_ folder: String) throws {
    let spill = FileManager.default.temporaryDirectory.appending(path: "acta-spill-\(UUID())").path
    try FileManager.default.createDirectory(atPath: spill, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: spill) }
    // The shipped workspace has thousands of rows.
    let unit = folder == Self.repository.path ? 100 : 1
    for job in BoundJob.all(of: folder) {
      let expected = job.outcome(of: MemoryEngine())
      for (bytes, parts) in [(64, 1), (64, 3), (200, 17), (1 << 20, 2)] {
        let sizes = StageSizes(
          block: BlockSize(bytes: bytes * unit), partition: 1 << 20, partitions: parts, most: 1 << 30)
        let found = job.outcome(of: StageEngine(folder: spill, sizes: sizes))
        expected.compare(with: found, "\(job.job.name.value), blocks of \(bytes) bytes, \(parts) parts")
      }
      // As many parts as these sizes need.
      let sizes = StageSizes(block: BlockSize(bytes: 64 * unit), partition: 256 * unit, most: 1 << 30)
      let found = job.outcome(of: StageEngine(folder: spill, sizes: sizes))
      expected.compare(with: found, "\(job.job.name.value), parts of 256 bytes")
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: spill) == [])
  }
}

struct BoundJob {
  let job: Job
  let workspace: Workspace
  let timeline: TimelineDefinition
  let moment: RunMoment
  let binding: JobBinding

  static func all(of folder: String) -> [BoundJob] {
    let workspace = Workspace(root: folder)
    let definitions = workspace.load()
    guard let timeline = definitions.timeline else { return [] }
    let moment = RunMoment(asOf: Instant(seconds: 1_619_827_200), timeline: timeline)
    var binding = JobBinding(definitions.jobs, workspace: workspace, timeline: timeline, moment: moment)
    for job in definitions.jobs { _ = binding.plan(job) }
    // Jobs with mistakes do not run.
    if definitions.diagnostics.hasErrors || binding.diagnostics.hasErrors { return [] }
    return definitions.jobs.map {
      BoundJob(job: $0, workspace: workspace, timeline: timeline, moment: moment, binding: binding)
    }
  }

  func outcome(of engine: any PlanEngine) -> JobOutcome {
    let runner = JobRunner(workspace: workspace, timeline: timeline, binding: binding, engine: engine)
    var outcome = JobOutcome()
    do {
      let execution = try runner.execute(job, moment: moment).execution
      var binding = binding
      let kept = binding.plan(job).tablesReadAtEnd
      outcome.tables = execution.tables.filter { kept.contains($0.key) }
      for (name, table) in execution.stored { outcome.tables[name] = try table.table() }
      outcome.setAside = execution.setAside.map { "\($0.table)\n\($0.rows.schema.names)\n\($0.rows.rows)" }
      outcome.balance = execution.balance.tables.flatMap { chain in
        chain.steps.map { step in
          "\(chain.table) \(chain.from ?? "") \(step.step): \(step.rowsIn) \(step.joinedIn) \(step.rowsOut) "
            + "\(step.moves) \(step.notes)"
        }
      }
      outcome.figures = execution.figures.map { figure in figure.items.map { "\($0.item ?? "") \($0.value)" }
      }
      outcome.checks = execution.checks.map {
        "\($0.status) \($0.failing) \($0.judged) \($0.finding)\n\($0.rows?.schema.names ?? [])\n\($0.rows?.rows ?? [])"
      }
      outcome.keyFaults = execution.keyFaults.map { "\($0.finding) \($0.examples) \($0.rows.rows)" }
    } catch {
      // Data that cannot be computed with are cases too.
      outcome.failure = Diagnostics(error).sorted.map { "\($0)" }.joined(separator: "\n")
    }
    return outcome
  }
}

struct JobOutcome {
  var tables: [String: Table] = [:]
  var setAside: [String] = []
  var balance: [String] = []
  var figures: [[String]] = []
  var checks: [String] = []
  var keyFaults: [String] = []
  var failure: String?

  func compare(with other: JobOutcome, _ name: String) {
    #expect(other.failure == failure, "\(name)")
    #expect(Set(other.tables.keys) == Set(tables.keys), "\(name)")
    for (table, rows) in tables where other.tables[table] != rows {
      Issue.record(
        "\(name): table \(table) is\n\(other.tables[table]?.text ?? "missing")\ninstead of\n\(rows.text)")
    }
    #expect(other.balance == balance, "\(name)")
    #expect(other.setAside == setAside, "\(name)")
    #expect(other.figures == figures, "\(name)")
    #expect(other.checks == checks, "\(name)")
    #expect(other.keyFaults == keyFaults, "\(name)")
  }
}

extension Table {
  fileprivate var text: String {
    "\(schema.names)\n" + rows.prefix(20).map { "\($0)" }.joined(separator: "\n")
  }
}
