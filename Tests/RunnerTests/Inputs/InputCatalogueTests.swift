import Diagnostics
import Testing

@testable import Runner

/// What is known of an input's files before a run.
@Suite struct InputCatalogueTests {
  /// The mistakes of a job that needs the column `last` of many files.
  private func mistakes(_ change: (inout [String: String]) -> Void) throws -> [String] {
    var inputs = Dictionary(uniqueKeysWithValues: (1000..<1600).map { ("f/\($0).csv", "a,b\n1,2\n") })
    change(&inputs)
    let job = """
      job: many
      inputs: {w: {files: "f/*.csv"}}
      tables: {t: {from: w, steps: [{select: [a, last]}]}}
      exports: [{csv: t.csv, table: t}]
      """
    let small = try SmallWorkspace(jobs: ["many": job], inputs: inputs)
    defer { small.remove() }
    var binding = small.binding
    _ = binding.plan(small.jobs[0])
    return binding.diagnostics.sorted.map { "\($0.message)" }
  }

  @Test(arguments: [1000, 1001, 1002, 1255, 1256, 1257, 1599])
  func `the columns of every file are known`(_ number: Int) throws {
    #expect(try mistakes { $0["f/\(number).csv"] = "a,last\n1,2\n" }.isEmpty)
  }

  @Test func `a column of no file is a mistake, unless a file cannot be looked at`() throws {
    #expect(try mistakes { _ in }.contains { $0.contains("'last'") })
    for number in [1000, 1001, 1300, 1599] {
      #expect(try mistakes { $0["f/\(number).csv"] = "\u{1}\u{2}\u{0}\u{0}\u{0}" }.isEmpty)
    }
  }
}
