import Foundation
import Tables
import TestSupport
import Testing

/// The end of a stage.
@Suite struct CloseTests {
  private func workspace() throws -> TemporaryWorkspace {
    let workspace = try TemporaryWorkspace()
    try workspace.write(
      """
      process: p
      title: The process
      time_zone: UTC
      languages: [en]
      stages:
        - {stage: first, title: The first stage, on: 2021-04-27, retention: 10d}
        - {stage: second, on: 2021-04-28}

      """, to: "Jobs/timeline.yaml")
    try workspace.write(
      """
      job: j
      schedule: [{nightly: {during: [first, second]}}]
      catch_up: all
      inputs: {t: {file: t.csv, columns: {n: {type: integer}}}}
      tables: {u: {from: t, key: [id]}}
      checks: [{table: u, required: [n], severity: warn}]
      exports: [{csv: "ñ/u.csv", table: u}]

      """, to: "Jobs/j.yaml")
    try workspace.write("id,n\na,1\nb,x\nc,\n", to: "Inputs/t.csv")
    return workspace
  }

  private func mode(_ workspace: TemporaryWorkspace, _ path: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(
      atPath: workspace.root.appendingPathComponent(path).path)
    return try #require(attributes[.posixPermissions] as? Int)
  }

  /// The sums in a manifest of a bag that do not hold, and the number of those that do.
  private func verify(_ bag: ZipReader, _ folder: String, _ manifest: String) throws -> (
    wrong: [String], right: [String]
  ) {
    var (wrong, right) = ([String](), [String]())
    for line in try bag.text("\(folder)/\(manifest)").split(separator: "\n") {
      let (sum, name) = (String(line.prefix(64)), String(line.dropFirst(66)))
      let bytes = try bag.bytes("\(folder)/\(name)")
      if FileFingerprint(of: bytes).sha256 == sum { right.append(name) } else { wrong.append(name) }
    }
    return (wrong, right)
  }

  @Test func `a closed stage is listed, packed and protected until it is reopened`() throws {
    let workspace = try workspace()
    defer { workspace.remove() }
    let run = ["run", "j", "--as-of", "2021-04-27"]
    #expect(try workspace.acta(run).status == 0)
    try workspace.write("id,n\na,1\nb,x\nc,\nd,4\n", to: "Inputs/t.csv")
    #expect(try workspace.acta(run).status == 0)

    let dry = try workspace.acta(["close", "first", "--dry-run"])
    #expect(
      dry.stdout == """
        first: 1 run of 1 night
          open: j 2021-04-27, check 'required' on 'u' warns: 1 of 3 rows has no n; see checks/1-u-required.csv
          open: j 2021-04-27, input 't' has 1 reject

        """)
    let closed = try workspace.acta(["close", "first"])
    #expect(closed.status == 0, "\(closed.stderr)")
    #expect(
      closed.stdout == dry.stdout
        + "closed; its exports are read-only, and packed in Exports/closed/first.zip\n")
    #expect(try mode(workspace, "Exports/2021-04-27/j") == 0o550)
    #expect(try mode(workspace, "Exports/2021-04-27/j/ñ/u.csv") == 0o440)

    let bag = try ZipReader(path: workspace.root.appendingPathComponent("Exports/closed/first.zip").path)
    let payload = try verify(bag, "first", "manifest-sha256.txt")
    #expect(payload.wrong.isEmpty)
    #expect(payload.right.contains("data/exports/2021-04-27/j/ñ/u.csv"))
    #expect(payload.right.contains("data/exports/2021-04-27/j/manifest.json"))
    #expect(payload.right.count { $0.hasPrefix("data/earlier-versions/2021-04-27/j/") } == 5)
    let tags = try verify(bag, "first", "tagmanifest-sha256.txt")
    #expect(tags.wrong.isEmpty)
    #expect(tags.right == ["bagit.txt", "bag-info.txt", "README.txt", "manifest-sha256.txt"])
    #expect(
      try bag.text("first/bag-info.txt").contains("External-Description: The process: The first stage\n"))
    #expect(try bag.text("first/data/row-balance.csv").contains(",u,from t,3,0,3,0,0,0,0,0\r\n"))

    // Nothing of the stage is replaced, by hand or at night; other stages go on.
    let refused = try workspace.acta(run)
    #expect(refused.status == 1)
    #expect(refused.stdout.contains("skipped  stage 'first' was closed on "))
    #expect(!refused.stderr.contains(".versions"))
    #expect(try workspace.acta(["nightly", "--as-of", "2021-04-29"]).stdout.contains("2021-04-28  warn"))
    #expect(try workspace.acta(["nightly", "--as-of", "2021-04-29"]).stdout == "")
    #expect(try workspace.acta(["close", "first"]).status == 74)
    #expect(try workspace.acta(["close", "frist"]).status == 64)

    #expect(try workspace.acta(["close", "first", "--reopen", "an error"]).status == 0)
    #expect(try mode(workspace, "Exports/2021-04-27/j/ñ/u.csv") == 0o640)
    #expect(try workspace.acta(run).status == 0)
    #expect(try workspace.acta(["close", "first", "--into", "again.zip", "--json"]).status == 0)
    let again = try ZipReader(path: workspace.root.appendingPathComponent("again.zip").path)
    #expect(try again.text("first/data/decisions.csv").contains("first,reopened,"))

    // A closed stage does not outlive its retention.
    #expect(try workspace.acta(["prune", "--as-of", "2021-06-01"]).status == 0)
    #expect(workspace.data(of: "Exports/2021-04-27/j/manifest.json") == nil)
  }

  @Test func `an input that did not arrive as it should is open`() throws {
    let workspace = try workspace()
    defer { workspace.remove() }
    try workspace.write(
      """
      job: j
      inputs: {t: {file: t.csv, arrival: {empty: warn}}}
      tables: {u: {from: t}}
      exports: [{csv: u.csv, table: u}]

      """, to: "Jobs/j.yaml")
    try workspace.write("id,n\n", to: "Inputs/t.csv")
    #expect(try workspace.acta(["run", "j", "--as-of", "2021-04-27"]).status == 0)
    let close = try workspace.acta(["close", "first", "--dry-run"])
    #expect(
      close.stdout
        == "first: 1 run of 1 night\n  open: j 2021-04-27, input 't' is empty: it has no data rows\n")
  }

  @Test func `a changed manifest and stale corrections are open`() throws {
    let workspace = try workspace()
    defer { workspace.remove() }
    try workspace.write(
      """
      job: j
      inputs: {t: {file: t.csv}}
      tables: {u: {from: t, key: [id], steps: [{correct: [n]}]}}
      exports: [{csv: u.csv, table: u}]

      """, to: "Jobs/j.yaml")
    try workspace.write(
      "table,id,column,from,to,by,at,why,file,until\nu,a,n,1,2,,,,,\nu,b,n,y,z,,,,,\n",
      to: "Corrections/j.csv")
    #expect(try workspace.acta(["run", "j", "--as-of", "2021-04-27"]).status == 0)
    let stale = "corrections of table 'u': 1 of 2 corrections is stale; see checks/stale-u.csv"
    let before = try workspace.acta(["close", "first", "--dry-run"])
    #expect(before.stdout == "first: 1 run of 1 night\n  open: j 2021-04-27, \(stale)\n")

    // What the ledger does not know, and what it does.
    let path = "Exports/2021-04-27/j/manifest.json"
    let manifest = try #require(try workspace.text(of: path))
    try workspace.write(manifest.replacing("\"correct: n\"", with: "\"correct: m\""), to: path)
    #expect(
      try workspace.acta(["close", "first", "--dry-run"]).stdout.contains(
        "'\(path)' is not what the run wrote\n"))
    try workspace.write(manifest.replacing("\"rows\": 3", with: "\"rows\": 4"), to: path)
    #expect(
      try workspace.acta(["close", "first", "--dry-run"]).stdout.contains(
        "'\(path)' differs from the ledger in "))
  }

  @Test func `the package of the webinars is whole`() throws {
    let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let workspace = try TemporaryWorkspace()
    defer { workspace.remove() }
    for name in ["Jobs", "Inputs"] {
      try FileManager.default.copyItem(
        at: repository.appendingPathComponent(name), to: workspace.root.appendingPathComponent(name))
    }
    // Its schedule is a day after the stage, on a night that no stage has.
    #expect(try workspace.acta(["nightly", "--as-of", "2021-02-01", "-q"]).status == 0)
    let closed = try workspace.acta(["close", "webinars"])
    #expect(closed.status == 0, "\(closed.stderr)")
    let bag = try ZipReader(path: workspace.root.appendingPathComponent("Exports/closed/webinars.zip").path)
    let payload = try verify(bag, "webinars", "manifest-sha256.txt")
    #expect(payload.wrong.isEmpty)
    let published = workspace.publishedFiles().filter { $0.hasPrefix("Exports/2021-02-01/") }
    #expect(published.allSatisfy { payload.right.contains("data/exports/\($0.dropFirst("Exports/".count))") })
    #expect(!published.isEmpty)
    let again = try workspace.acta(["run", "webinars", "--as-of", "2021-02-01"])
    #expect(again.status == 1)
    #expect(again.stdout.contains("stage 'webinars' was closed on "))
  }
}
