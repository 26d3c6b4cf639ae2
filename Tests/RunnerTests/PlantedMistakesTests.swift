import Diagnostics
import Foundation
import JobSpec
import TestSupport
import Testing
import Timeline

@testable import Runner

/// The jobs of this repository with mistakes of many kinds put into them: `check` tells of those
/// places, each once, and of no other.
@Suite struct PlantedMistakesTests {
  @Test(arguments: 0..<24)
  func `exactly the planted mistakes are told`(seed: Int) throws {
    var random = SteadyRandom(seed: seed)
    var texts = try Self.shippedJobs()
    var expected: Set<Place> = []
    for number in 1...Int.random(in: 1...30, using: &random) {
      let name = texts.keys.sorted().randomElement(using: &random)!
      var lines = texts[name]!
      let marker = "zz\(number)q"
      // Reports bring columns of their own, and pivots those of the data: any name may be one.
      let isOpen = lines.contains { line in
        ["zoom", "youtube", "pivot:", "{job: "].contains { line.text.dropFirst(4).contains($0) }
      }
      let kinds = isOpen ? Mistake.elsewhere : Mistake.inColumns + Mistake.elsewhere
      guard let mistake = kinds.randomElement(using: &random), mistake.plant(marker, in: &lines, &random)
      else { continue }
      texts[name] = lines
    }
    // Places are known only now, as planting adds lines.
    for (name, lines) in texts {
      for (index, line) in lines.enumerated() {
        for mark in line.marks { expected.insert(Place(file: name, line: index + 1, column: mark)) }
      }
    }
    let told = try Self.told(texts.mapValues { $0.map(\.text).joined(separator: "\n") })
    let places = told.map {
      Place(file: $0.location!.file, line: $0.location!.line, column: $0.location!.column)
    }
    #expect(
      Set(places) == expected, "\(told.map { "\($0.location!.line):\($0.location!.column) \($0.message)" })")
    #expect(places.count == expected.count, "\(told.map { "\($0.location!.line) \($0.message)" })")
  }

  @Test func `the jobs as they are have no mistake`() throws {
    let texts = try Self.shippedJobs().mapValues { $0.map(\.text).joined(separator: "\n") }
    #expect(try Self.told(texts).isEmpty)
  }

  private struct Place: Hashable {
    var file: String
    var line: Int
    var column: Int
  }

  private static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
    .standardizedFileURL

  private static func shippedJobs() throws -> [String: [Line]] {
    let names = try FileManager.default.contentsOfDirectory(atPath: root.appending(path: "Jobs").path)
    var texts: [String: [Line]] = [:]
    for name in names where name.hasSuffix(".yaml") && name != "timeline.yaml" {
      let text = try String(contentsOf: root.appending(path: "Jobs/\(name)"), encoding: .utf8)
      texts["Jobs/\(name)"] = text.split(separator: "\n", omittingEmptySubsequences: false).map {
        Line(text: String($0))
      }
    }
    return texts
  }

  /// What is told of these jobs, with the inputs that are there.
  private static func told(_ texts: [String: String]) throws -> [Diagnostic] {
    let timelineText = try String(contentsOf: root.appending(path: "Jobs/timeline.yaml"), encoding: .utf8)
    let timeline = try TimelineFile.read(text: timelineText, file: "Jobs/timeline.yaml")
    var diagnostics = Diagnostics()
    var jobs: [Job] = []
    for (file, text) in texts.sorted(by: { $0.key < $1.key }) {
      let read = JobFile.readCollecting(text: text, file: file, timeline: timeline)
      if let job = read.job { jobs.append(job) }
      diagnostics.add(read.diagnostics)
    }
    diagnostics.add(JobGraph(jobs).check())
    let moment = RunMoment(asOf: try timeline.instant(when: "2021-04-28"), timeline: timeline)
    var binding = JobBinding(jobs, workspace: Workspace(root: root.path), timeline: timeline, moment: moment)
    for job in jobs { _ = binding.plan(job) }
    diagnostics.add(binding.diagnostics)
    return diagnostics.sorted
  }
}

/// A line of a job, and the columns at which something is wrong in it.
private struct Line {
  var text: String
  var marks: [Int] = []
}

/// A kind of mistake: where it can be made, and how.
private struct Mistake: Sendable {
  /// Puts a mistake into a line, and says at which column; nil where the line is none for it.
  let edit: @Sendable (_ line: String, _ marker: String) -> (text: String, column: Int)?

  func plant(_ marker: String, in lines: inout [Line], _ random: inout SteadyRandom) -> Bool {
    for index in lines.indices.shuffled(using: &random) where lines[index].marks.isEmpty {
      guard let (text, column) = edit(lines[index].text, marker) else { continue }
      lines[index] = Line(text: text, marks: [column])
      return true
    }
    return false
  }

  /// Text to put behind `prefix` in lines that hold it; the mistake is `offset` behind its beginning.
  private static func behind(_ prefix: String, _ insert: @escaping @Sendable (String) -> (String, Int))
    -> Mistake
  {
    Mistake { line, marker in
      guard let range = line.firstRange(of: prefix), !line.contains("#") else { return nil }
      let (text, offset) = insert(marker)
      let column = line[..<range.upperBound].unicodeScalars.count + offset + 1
      return (line[..<range.upperBound] + text + line[range.upperBound...], column)
    }
  }

  /// Text to put at the end of lines that begin with `prefix`.
  private static func end(of prefix: String, _ append: @escaping @Sendable (String) -> (String, Int))
    -> Mistake
  {
    Mistake { line, marker in
      guard line.hasPrefix(prefix), !line.contains("#"), !line.hasSuffix("'"), !line.hasSuffix("\"") else {
        return nil
      }
      let (text, offset) = append(marker)
      return (line + text, line.unicodeScalars.count + offset + 1)
    }
  }

  /// Unknown columns.
  static let inColumns: [Mistake] = [
    behind("- select: [") { ("\($0), ", 0) },
    behind("- distinct: [") { ("\($0), ", 0) },
    behind("- sort: [") { ("-\($0), ", 1) },
    behind("- group: {by: [") { ("\($0), ", 0) },
    behind("- intervals: {by: [") { ("\($0), ", 0) },
    end(of: "      - filter: ") { (" and \($0) > 1", 5) },
  ]

  static let elsewhere: [Mistake] = [
    // An unknown function, wrong types, an unknown parameter, wrong patterns, a name twice.
    behind("- derive: {") { ("\($0): \($0)(1), ", $0.count + 2) },
    behind("- derive: {") { ("\($0): lower(1), ", $0.count + 8) },
    behind("- derive: {") { ("\($0): $\($0), ", $0.count + 2) },
    behind("- derive: {") { ("\($0): matches(\"a\", \"(\"), ", $0.count + 17) },
    behind("- derive: {") { ("\($0): format($night, \"jj\"), ", $0.count + 17) },
    behind("- derive: {") { ("\($0): 1, \($0): 2, ", $0.count + 5) },
    end(of: "      - filter: ") { _ in (" and $as_of", 5) },
    // Keys, stages, formats and languages.
    behind("- join: {") { ("\($0): 1, ", 0) },
    behind("- nightly: {during: [") { ("\($0), ", 0) },
    behind("}, format: ") { ("\($0)", 0) },
    behind("{label: {") { ("\($0): x, ", 0) },
  ]
}
