import Diagnostics
import Foundation
import Testing

@testable import Runner

struct WorkspaceTests {
  private func told(_ files: [String: String]) throws -> String {
    let folder = FileManager.default.temporaryDirectory.appending(path: "acta-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(
      at: folder.appending(path: "Jobs"), withIntermediateDirectories: true)
    for (name, text) in files {
      try Data(text.utf8).write(to: folder.appending(path: "Jobs/\(name)"))
    }
    let definitions = Workspace(root: folder.path).load()
    let printer = DiagnosticPrinter { definitions.sources[$0] }
    return definitions.diagnostics.all.map { printer.text(for: $0) }.joined(separator: "\n")
  }

  private static let timeline = """
    process: review
    time_zone: America/Santiago
    languages: [es, en]
    night: "23:30"
    """

  private static let people = """
    job: people
    inputs: {a: {file: a.csv}}
    exports:
      - {csv: personas.csv, table: a}
      - {workbook: "personas.{language}.xlsx", languages: [es, en], sheets: [about]}
      - {csv: "by/{country}.csv.gz", table: a, each: {table: a, by: country}}
    """

  @Test func `the nearest folder with Jobs is the workspace`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "acta-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let inner = folder.appending(path: "Inputs/zoom")
    try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: true)
    try FileManager.default.createDirectory(
      at: folder.appending(path: "Jobs"), withIntermediateDirectories: true)
    let found = try #require(Workspace.nearest(to: inner.path))
    #expect(found.root == Workspace(root: folder.path).root)
    #expect(Workspace.nearest(to: "/") == nil)
  }

  @Test func `a job can read what another publishes`() throws {
    let reader = """
      job: reader
      inputs:
        people: {job: people, export: personas.csv}
        chile: {job: people, export: by/CL.csv.gz}
      """
    let said = try told([
      "timeline.yaml": Self.timeline, "people.yaml": Self.people, "reader.yaml": reader,
      ".hidden": "a",
    ])
    #expect(said == "")
  }

  @Test func `inputs from jobs are checked against those jobs`() throws {
    let reader = """
      job: reader
      inputs:
        a: {job: poeple, export: personas.csv}
        b: {job: people, export: persona.csv}
        c: {job: people, export: personas.es.xlsx}
        d: {job: reader, export: x.csv}
      """
    let said = try told([
      "timeline.yaml": Self.timeline, "people.yaml": Self.people, "reader.yaml": reader,
    ])
    #expect(
      said == """
        Jobs/reader.yaml:3:12: error: unknown job 'poeple'
          3 |   a: {job: poeple, export: personas.csv}
            |            ^~~~~~
          why:  the only other job is people
          hint: did you mean 'people'?
        Jobs/reader.yaml:4:28: error: job 'people' has no export 'persona.csv'
          4 |   b: {job: people, export: persona.csv}
            |                            ^~~~~~~~~~~
          why:  it publishes personas.csv, personas.es.xlsx, personas.en.xlsx, by/{country}.csv.gz
          hint: did you mean 'personas.csv'?
        Jobs/reader.yaml:5:28: error: a workbook cannot be an input: 'personas.es.xlsx'
          5 |   c: {job: people, export: personas.es.xlsx}
            |                            ^~~~~~~~~~~~~~~~
          why:  only CSV files keep every value and its type
          hint: give job 'people' a 'csv' export of the same table
        Jobs/reader.yaml:6:12: error: job 'reader' reads from itself
          6 |   d: {job: reader, export: x.csv}
            |            ^~~~~~
          why:  reader reads from reader
        Jobs/reader.yaml:6:28: error: job 'reader' has no export 'x.csv'
          6 |   d: {job: reader, export: x.csv}
            |                            ^~~~~
          why:  it has no exports
        """)
  }

  @Test func `a circle of jobs is told once, and the order ends all the same`() throws {
    func job(_ name: String, from other: String) -> String {
      "job: \(name)\ninputs: {a: {job: \(other), export: \(other).csv}}\nexports: [{csv: \(name).csv, table: a}]\n"
    }
    let told = try told([
      "timeline.yaml": Self.timeline, "a.yaml": job("a", from: "b"),
      "b.yaml": job("b", from: "c"),
      "c.yaml": job("c", from: "a"),
    ])
    #expect(
      told == """
        Jobs/a.yaml:2:19: error: job 'a' reads from itself
          2 | inputs: {a: {job: b, export: b.csv}}
            |                   ^
          why:  a reads from b, b reads from c, c reads from a
        """)
  }

  @Test func `files that are not read, and a missing timeline, are told`() throws {
    let said = try told(["people.yml": "job: people"])
    #expect(
      said == """
        error: there is no Jobs/timeline.yaml
          why:  jobs need its time zone, night and stages
          hint: write Jobs/timeline.yaml with process, time_zone, languages, night and stages
        Jobs/people.yml:1:1: warning: this file is not read
          why:  a job's file is named after the job (letters a to z, digits, '_' and '-') and ends in .yaml
          hint: rename it to people.yaml
        """)
  }
}
