import Engine
import Foundation
import JobSpec
import Tables
import Testing

@testable import Runner

/// Plans are plain values: what is written as JSON and read back is the same plan, and makes the same.
@Suite struct PlanCodingTests {
  /// Executes what is left of a plan after it was written and read back.
  private struct RereadingEngine: PlanEngine {
    func execute(
      _ plan: JobPlan, inputs: inout [String: InputData], languages: [String], previous: PreviousNight
    ) throws -> Execution {
      let decoded = try JobPlan(json: plan.json())
      #expect(decoded == plan)
      #expect(try decoded.json() == plan.json())
      return try MemoryEngine().execute(
        decoded, inputs: &inputs, languages: languages, previous: previous)
    }
  }

  private static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The shipped workspace, and those of the golden cases that are about what plans are made of.
  static let workspaces: [String] = {
    let areas = ["checks", "exports", "expressions", "figures", "steps"]
    let cases = areas.flatMap { area -> [String] in
      let folder = repository.appending(path: "Tests/Cases/\(area)").path
      return ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
        .map { "\(folder)/\($0)" }
    }
    return [repository.path] + cases.filter { FileManager.default.fileExists(atPath: "\($0)/Jobs") }
  }()

  @Test(arguments: workspaces)
  func `a plan that was written and read back makes the same tables`(_ folder: String) throws {
    for bound in Self.jobs(of: folder) {
      let expected = bound.outcome(of: MemoryEngine())
      #expect(bound.outcome(of: RereadingEngine()) == expected)
    }
  }

  @Test func `all steps and checks are among the plans that are read back`() {
    var steps: Set<Step.Keyword> = []
    var checks: Set<Check.Keyword> = []
    for folder in Self.workspaces {
      for bound in Self.jobs(of: folder) {
        var binding = bound.binding
        let plan = binding.plan(bound.job)
        steps.formUnion(plan.tables.flatMap(\.steps).map(\.keyword))
        checks.formUnion(plan.checks.map(\.keyword))
      }
    }
    #expect(steps == Set(Step.Keyword.allCases))
    #expect(checks == Set(Check.Keyword.allCases))
  }

  private static func jobs(of folder: String) -> [BoundJob] {
    let workspace = Workspace(root: folder)
    let definitions = workspace.load()
    guard let timeline = definitions.timeline else { return [] }
    let moment = RunMoment(asOf: Instant(seconds: 1_619_827_200), timeline: timeline)
    let binding = JobBinding(definitions.jobs, workspace: workspace, timeline: timeline, moment: moment)
    return definitions.jobs.map {
      BoundJob(job: $0, workspace: workspace, timeline: timeline, moment: moment, binding: binding)
    }
  }

  private struct BoundJob {
    let job: Job
    let workspace: Workspace
    let timeline: TimelineDefinition
    let moment: RunMoment
    let binding: JobBinding

    func outcome(of engine: any PlanEngine) -> Outcome {
      let runner = JobRunner(workspace: workspace, timeline: timeline, binding: binding, engine: engine)
      var outcome = Outcome()
      do {
        let execution = try runner.execute(job, moment: moment).execution
        outcome.tables = execution.tables
        outcome.setAside = execution.setAside.map(\.rows)
        outcome.moves = execution.balance.tables.flatMap(\.steps).map(\.moves)
        outcome.figures = execution.figures.map { $0.items.map(\.value) }
        outcome.findings = execution.checks.map(\.finding)
      } catch {
        // Jobs with mistakes, or with data that cannot be computed with, are cases too.
        outcome.failure = "\(error)"
      }
      return outcome
    }
  }

  private struct Outcome: Equatable {
    var tables: [String: Table] = [:]
    var setAside: [Table] = []
    var moves: [RowMoves] = []
    var figures: [[Value]] = []
    var findings: [String] = []
    var failure: String?
  }
}
