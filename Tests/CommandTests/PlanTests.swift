import Foundation
import Testing

@Suite struct PlanTests {
  private static let timeline = """
    process: test
    time_zone: UTC
    languages: [en]
    stages: [{stage: review, on: 2021-04-28}]

    """

  private func workspace(lastNight: String) throws -> TemporaryWorkspace {
    let workspace = try TemporaryWorkspace()
    try workspace.write(PlanTests.timeline, to: "Jobs/timeline.yaml")
    try workspace.write("job: j\nschedule: [once: {at: review.end}]\n", to: "Jobs/j.yaml")
    try workspace.write(lastNight, to: ".acta/timeline.yaml")
    return workspace
  }

  private let plan = ["plan", "--from", "2021-04-28", "--to", "2021-04-28"]

  @Test func `plan shows what has moved since the last night`() throws {
    let workspace = try workspace(lastNight: PlanTests.timeline.replacing("04-28", with: "04-21"))
    defer { workspace.remove() }
    let result = try workspace.acta(plan)
    #expect(result.stderr.isEmpty)
    #expect(
      result.stdout == """
        2021-04-28T23:30:00Z  j  once review.end

        from the last night to Jobs/timeline.yaml:
          stage review  2021-04-21 – 2021-04-21 → 2021-04-28 – 2021-04-28
          run j  once review.end  2021-04-21T23:30:00Z → 2021-04-28T23:30:00Z

        """)
  }

  @Test func `plan says nothing of a timeline that is as it was`() throws {
    let workspace = try workspace(lastNight: PlanTests.timeline)
    defer { workspace.remove() }
    let result = try workspace.acta(plan)
    #expect(result.stdout == "2021-04-28T23:30:00Z  j  once review.end\n")
    #expect(result.stderr.isEmpty)
  }

  @Test func `a last timeline that cannot be read is told, and the plan shown`() throws {
    let workspace = try workspace(lastNight: "process: [\n")
    defer { workspace.remove() }
    let result = try workspace.acta(plan)
    #expect(result.status == 0)
    #expect(result.stdout == "2021-04-28T23:30:00Z  j  once review.end\n")
    #expect(
      result.stderr == """
        the changes since the last night are unknown: .acta/timeline.yaml is not a timeline

        """)
  }

  @Test func `a once that has run and whose stage then moves is told not to run again`() throws {
    let workspace = try workspace(lastNight: PlanTests.timeline)
    defer { workspace.remove() }
    #expect(try workspace.acta(["nightly", "--as-of", "2021-04-28"]).status == 0)
    try workspace.write(PlanTests.timeline.replacing("04-28", with: "05-05"), to: "Jobs/timeline.yaml")
    let result = try workspace.acta(["plan", "--from", "2021-05-05", "--to", "2021-05-05"])
    #expect(
      result.stdout == """
        2021-05-05T23:30:00Z  j  once review.end: success

        from the last night to Jobs/timeline.yaml:
          stage review  2021-04-28 – 2021-04-28 → 2021-05-05 – 2021-05-05
          run j  once review.end  2021-04-28T23:30:00Z → 2021-05-05T23:30:00Z; it has been run, and will not run again

        """)
    #expect(try workspace.acta(["nightly", "--as-of", "2021-05-06"]).stderr == "nothing is due\n")
  }
}
