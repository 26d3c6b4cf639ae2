import Foundation
import Tables
import Testing

@testable import Formats

/// The tables of `Docs/formats.md` that are about formats are made from their descriptions; `UPDATE_GOLDEN=1` writes
/// them again.
@Suite struct FormatsPageTests {
  @Test func `the page has every format and column as the program describes them`() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Docs/formats.md").standardizedFileURL
    let found = try String(contentsOf: file, encoding: .utf8)
    var expected = ""
    var named = Set<String>()
    var rest = found[...]
    while let start = rest.firstRange(of: "<!-- made from the program: "),
      let name = rest[start.upperBound...].firstRange(of: " -->\n"),
      let end = rest[name.upperBound...].firstRange(of: "<!-- end -->")
    {
      let block = String(rest[start.upperBound..<name.lowerBound])
      expected += rest[..<name.upperBound]
      expected += try #require(FormatsPageTests.blocks[block], "nothing is called '\(block)'")
      named.insert(block)
      rest = rest[end.lowerBound...]
    }
    expected += rest
    #expect(named == Set(FormatsPageTests.blocks.keys), "each block stands in the page once")
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      try expected.write(to: file, atomically: true, encoding: .utf8)
    }
    #expect(found == expected, "Docs/formats.md is out of date: run this test with UPDATE_GOLDEN=1")
  }

  @Test func `remarks are about columns that there are`() {
    for format in ReportFormats.all {
      let names = Set(format.columns.map(\.name))
      for column in format.about.columns.keys {
        #expect(names.contains(column), "\(format.name.rawValue) has no column '\(column)'")
      }
    }
  }

  private static let blocks: [String: String] = {
    var blocks: [String: String] = [:]
    let formats = ReportFormats.all.map {
      "| `\($0.name.rawValue)` | \($0.about.what) | \($0.about.recognisedBy) |\n"
    }
    blocks["formats"] =
      "| `format:` | what it is | recognised by |\n|---|---|---|\n"
      + "| `csv` | any delimited text with one header | everything else |\n" + formats.joined()
    for format in ReportFormats.all where !format.columns.isEmpty {
      let rows = format.columns.map { column in
        "| `\(column.name)` | \(column.type.rawValue) | \(format.about.columns[column.name] ?? "") |\n"
      }
      blocks["columns of \(format.name.rawValue)"] = "| column | type | |\n|---|---|---|\n" + rows.joined()
    }
    let numbers = YouTubeWords.words.filter { [.integer, .number].contains($0.1) }
    let metrics = Dictionary(grouping: numbers, by: \.1)
    let rows = metrics.keys.sorted { $0.rawValue < $1.rawValue }.map { type in
      let names = metrics[type]!.map { "`\($0.0)`" }
      return "| \(type.rawValue) | \(names.joined(separator: ", ")) |\n"
    }
    blocks["metrics of youtube-table"] = "| type | metrics |\n|---|---|\n" + rows.joined()
    return blocks
  }()
}
