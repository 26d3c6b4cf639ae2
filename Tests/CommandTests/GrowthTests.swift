import Foundation
import Testing

/// Large jobs take processor time in proportion to what they declare: it is the work of the command that is measured,
/// whatever else the machine does.
@Suite(.serialized) struct GrowthTests {
  private static let input = "inputs: {a: {file: a.csv, columns: {v: {type: integer}}}}\n"

  private static func lines(_ count: Int, _ line: (Int) -> String) -> String {
    (0..<count).map { line($0) + "\n" }.joined()
  }

  private static let run = ["run", "j", "--as-of", "2021-04-28"]

  /// The command that shall take time in proportion, and the rest of a job with so many parts.
  private static func job(_ name: String, _ count: Int) -> (command: [String], rest: String) {
    let sheets = "exports:\n  - workbook: b.xlsx\n    sheets:\n"
    switch name {
    case "tables":
      let tables = lines(count) { "  t\($0): {from: a, steps: [{filter: v > \($0 % 9)}]}" }
      let exports = lines(count) { "  - {csv: e\($0).csv, table: t\($0)}" }
      return (["check"], "\(input)tables:\n\(tables)exports:\n\(exports)")
    case "tables that are read":
      let tables = lines(count) { place in
        let source = place == 0 ? "a" : "t\(place - 1)"
        return "  t\(place): {from: \(source)}"
      }
      return (run, "\(input)tables:\n\(tables)exports: [{csv: e.csv, table: t0}]\n")
    case "inputs":
      let inputs = lines(count) { "  a\($0): {file: a.csv}" }
      return (run, "inputs:\n\(inputs)exports: [{csv: e.csv, table: a0}]\n")
    case "sheets":
      let list = lines(count) { "      - {table: a, name: s\($0)}" }
      return (run, "\(input)\(sheets)\(list)")
    case "blocks":
      let list = lines(count) { _ in "          - {table: a}" }
      return (run, "\(input)\(sheets)      - name: s\n        blocks:\n\(list)")
    case "charts":
      let list = lines(count) { "          - {type: bar, category: k, values: [v], title: T\($0)}" }
      return (run, "\(input)\(sheets)      - table: a\n        charts:\n\(list)")
    case "choices":
      let list = (0..<count).map(String.init).joined(separator: ", ")
      let columns = "{k: {}, v: {editable: true, choices: [\(list)]}}"
      return (
        ["check"],
        "\(input)tables: {t: {from: a, key: [k]}}\n\(sheets)      - {table: t, columns: \(columns)}\n"
      )
    default:
      let list = (0..<count).map { "c\($0): {es: e, en: n}" }.joined(separator: ", ")
      let sheet = "      - {table: a, columns: {k: {labels: l}}}\n"
      return (["check"], "\(input)labels: {l: {\(list)}}\n\(sheets)\(sheet)")
    }
  }

  /// The processor time of the command, in seconds.
  private func work(_ name: String, _ count: Int) throws -> Double {
    let (command, rest) = GrowthTests.job(name, count)
    let workspace = try TemporaryWorkspace()
    defer { workspace.remove() }
    try workspace.writeTimeline()
    try workspace.write("k,v\n" + GrowthTests.lines(20) { "k\($0),\($0)" }, to: "Inputs/a.csv")
    try workspace.write("job: j\n" + rest, to: "Jobs/j.yaml")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    // The shell's second line has the time of what it has started, and nothing of the tests that run beside this one.
    process.arguments =
      ["-c", "\"$0\" \"$@\" >/dev/null 2>&1; code=$?; times; exit $code", TemporaryWorkspace.program.path]
      + command
    process.currentDirectoryURL = workspace.root
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    let times = try #require(
      text.split(separator: "\n").dropFirst().first?.firstMatch(of: /([0-9]+)m([0-9.]+)s/))
    return try 60 * #require(Double(times.1)) + #require(Double(times.2))
  }

  // Four times as many parts took up to sixteen times the work.
  @Test(
    arguments: [
      ("tables", 300), ("tables that are read", 1000), ("inputs", 500), ("sheets", 150), ("blocks", 300),
      ("charts", 200), ("choices", 10_000), ("labels", 10_000),
    ])
  func `work grows with the job, not with its square`(_ name: String, _ count: Int) throws {
    let few = try work(name, count)
    let many = try work(name, 4 * count)
    #expect(many < 8 * few + 0.1, "\(name): \(few) s for \(count), \(many) s for four times as many")
  }
}
