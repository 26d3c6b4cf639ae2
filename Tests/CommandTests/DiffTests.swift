import Foundation
import Testing

/// `acta diff` where files change between two calls, which golden cases cannot do.
@Suite struct DiffTests {
  private func workspace() throws -> TemporaryWorkspace {
    let workspace = try TemporaryWorkspace()
    try workspace.write(
      "process: p\ntime_zone: UTC\nlanguages: [en]\nstages: [{stage: s, on: 2021-04-28}]\n",
      to: "Jobs/timeline.yaml")
    try write(job: "n > 1", key: "", to: workspace)
    try workspace.write("id,n\na,1\nb,2\nc,3\n", to: "Inputs/t.csv")
    return workspace
  }

  private func write(job condition: String, key: String, to workspace: TemporaryWorkspace) throws {
    try workspace.write(
      """
      job: j
      inputs: {t: {file: t.csv, columns: {n: {type: integer}}}}
      tables: {u: {from: t, \(key)steps: [{filter: \(condition)}]}}
      exports: [{csv: u.csv, table: u}]

      """, to: "Jobs/j.yaml")
  }

  @Test func `an edited job is compared on the inputs of its last run, and nothing is published`() throws {
    let workspace = try workspace()
    defer { workspace.remove() }
    #expect(try workspace.acta(["run", "j", "--as-of", "2021-04-28"]).status == 0)
    let published = workspace.publishedFiles().map { workspace.data(of: $0) }
    // The key is new: the rows of the old job are matched by it as well.
    try write(job: "n < 3", key: "key: [id], ", to: workspace)
    try workspace.write("id,n\nother,1\n", to: "Inputs/t.csv")
    let result = try workspace.acta(["diff", "j", "--edited", "--exit-code"])
    #expect(result.status == 1, "\(result.stderr)")
    #expect(result.stdout.contains("table u, key id: +1 -1 ~0, 1 unchanged\n  + a  n: 1\n  - c  n: 3\n"))
    #expect(result.stdout.contains("u, filter: n < 3: new, 3 → 2 rows"))
    #expect(workspace.publishedFiles().map { workspace.data(of: $0) } == published)
    let leftovers = try FileManager.default.subpathsOfDirectory(
      atPath: workspace.root.appendingPathComponent(".acta").path)
    #expect(!leftovers.contains { $0.hasSuffix("t.csv") })
  }

  @Test func `two runs of one night are compared by their names`() throws {
    let workspace = try workspace()
    defer { workspace.remove() }
    try write(job: "n > 1", key: "key: [id], ", to: workspace)
    var runs: [String] = []
    for n in [2, 5] {
      try workspace.write("id,n\nb,\(n)\n", to: "Inputs/t.csv")
      #expect(try workspace.acta(["run", "j", "--as-of", "2021-04-28"]).status == 0)
      let manifest = try #require(workspace.data(of: "Exports/2021-04-28/j/manifest.json"))
      let json = try #require(try JSONSerialization.jsonObject(with: manifest) as? [String: Any])
      runs.append(try #require(json["run"] as? String))
    }
    let result = try workspace.acta(["diff", "j", "--runs", "\(runs[0])..\(runs[1])"])
    #expect(result.status == 0, "\(result.stderr)")
    #expect(result.stdout.contains("  ~ b  n: 2 → 5\n"))
  }
}
