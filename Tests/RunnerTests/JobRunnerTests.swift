import Diagnostics
import Engine
import Foundation
import JobSpec
import Ledger
import Tables
import TestSupport
import Testing
import Timeline

@testable import Runner

@Suite struct JobRunnerTests {
  @Test func `a file that gets other columns after the job was bound is read as it is`() throws {
    let workspace = try SmallWorkspace(
      jobs: ["copy": Self.copy], inputs: ["people.csv": "name,age\nAna,40\n"])
    defer { workspace.remove() }
    var binding = workspace.binding
    let job = workspace.jobs[0]
    #expect(binding.plan(job).schema(of: "people")?.names == ["name", "age"])
    try workspace.write("name;age;town\nAna;40;Lima\n", to: "Inputs/people.csv")
    let outcome = workspace.run(job, binding)
    #expect(outcome.diagnostics.isEmpty)
    #expect(workspace.export("copy/all.csv") == "name,age,town\r\nAna,40,Lima\r\n")
  }

  private static let copy = """
    job: copy
    inputs: {people: {file: people.csv}}
    tables: {all: {from: people}}
    exports: [{csv: all.csv, table: all}]
    """
}

/// A workspace in a temporary folder, as of one night.
struct SmallWorkspace {
  let workspace: Workspace
  let timeline: TimelineDefinition
  let jobs: [Job]
  private let moment: RunMoment

  init(jobs: [String: String], inputs: [String: String] = [:]) throws {
    let root = FileManager.default.temporaryDirectory.appending(path: "acta-\(UUID().uuidString)").path
    workspace = Workspace(root: root)
    var texts = Dictionary(uniqueKeysWithValues: jobs.map { ("Jobs/\($0).yaml", $1) })
    texts["Jobs/timeline.yaml"] = """
      process: review
      title: {es: Revisión}
      time_zone: America/Santiago
      languages: [es]
      night: "23:30"
      stages: [{stage: review, title: {es: Revisión}, from: 2021-04-26, to: 2021-04-28}]
      """
    for (name, text) in inputs { texts["Inputs/\(name)"] = text }
    for (path, text) in texts { try SmallWorkspace.write(text, to: "\(root)/\(path)") }
    let definitions = workspace.load()
    try definitions.diagnostics.throwIfErrors()
    timeline = definitions.timeline!
    self.jobs = definitions.jobs
    moment = RunMoment(asOf: try timeline.instant(when: "2021-04-28"), timeline: timeline)
  }

  var binding: JobBinding { JobBinding(jobs, workspace: workspace, timeline: timeline, moment: moment) }

  func run(
    _ job: Job, _ binding: JobBinding, options: JobRunner.Options = .init(),
    engine: any PlanEngine = MemoryEngine()
  ) -> JobRunner.Outcome {
    JobRunner(workspace: workspace, timeline: timeline, binding: binding, engine: engine)
      .run(
        job, as: Run(of: job.name.value, at: moment, origin: .run, now: 0), moment: moment, options: options)
  }

  /// The row balance of the tables, without exports and without a record.
  func execute(_ job: Job, _ binding: JobBinding, engine: any PlanEngine) throws -> RowBalance {
    try JobRunner(workspace: workspace, timeline: timeline, binding: binding, engine: engine)
      .execute(job, moment: moment).balance
  }

  func write(_ text: String, to path: String) throws {
    try SmallWorkspace.write(text, to: "\(workspace.root)/\(path)")
  }

  func export(_ file: String) -> String? {
    try? String(contentsOfFile: "\(workspace.exportsFolder)/2021-04-28/\(file)", encoding: .utf8)
  }

  func remove() { try? FileManager.default.removeItem(atPath: workspace.root) }

  private static func write(_ text: String, to path: String) throws {
    let url = URL(filePath: path)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }
}
