import TestSupport
import Testing

@testable import Diagnostics
@testable import Formats
@testable import Tables

@Suite struct YouTubeReadingTests {
  @Test func `the English table, its total left out`() throws {
    let result = try read(try fixture("youtube/table-english.csv"))
    #expect(result.files[0].format == YouTubeTable.name && result.files[0].rows == 3)
    #expect(result.files[0].leftOut.map(\.what) == ["total row"] && result.balances)
    #expect(
      result.names == [
        "video", "title", "published_at", "duration_seconds", "views", "watch_hours", "subscribers",
        "impressions",
        "click_through_rate", "unique_viewers", "average_view_seconds", "hype_points",
      ])
    #expect(result.texts("video") == ["-aBcDeFgHiJ", "xYz01234567"])
    #expect(result.values("published_at") == [.date(18743), .date(18744)])
    #expect(result.values("duration_seconds") == [.integer(11762), .integer(962)])
    #expect(result.values("views") == [.integer(1310), .integer(100)])
    #expect(result.values("watch_hours") == [.number(50.25), .number(11.25)])
    #expect(result.values("subscribers") == [.integer(2), .null])
    #expect(result.values("hype_points") == [.number(7), .null])
    #expect(result.warnings.isEmpty)
  }

  @Test func `the Spanish table with points in thousands and a note at its end`() throws {
    let result = try read(try fixture("youtube/table-spanish.csv"))
    #expect(result.values("views") == [.integer(1310), .integer(100)])
    #expect(result.values("watch_hours") == [.number(50.25), .number(11.25)])
    #expect(result.values("impressions") == [.integer(11000), .integer(1000)])
    #expect(result.values("published_at") == [.date(18743), .date(20710)])
    #expect(result.files[0].leftOut.map(\.what) == ["total row", "note row"] && result.balances)
    #expect(
      result.warnings.map(\.message.description) == ["'Inputs/a.csv' may lack videos: it stops at 500 rows"])
  }

  @Test func `exactly 500 rows are warned about`() throws {
    let rows = (0..<500).map { "v\($0),t,2021-04-26,\($0)" }.joined(separator: "\n")
    let result = try read("Content,Video title,Video publish time,Views\nTotal,,,1\n\(rows)\n")
    #expect(result.table.rowCount == 500 && result.warnings.count == 1)
  }

  @Test func `grouped counts say what the marks mean`() throws {
    let result = try read(
      "Content,Video title,Views,Watch time (hours)\nTotal,,,\na,t,\"1,310\",\"1,310\"\nb,t,\"1,200\",2\n")
    #expect(result.values("views") == [.integer(1310), .integer(1200)])
    #expect(result.values("watch_hours") == [.number(1310), .number(2)])
  }

  @Test func `other exports of the same download are refused`() {
    #expect(
      failures("Date,Views\n2021-04-26,3\n") { $0.format = YouTubeTable.name } == [
        "'Inputs/a.csv' has no table of videos"
      ])
  }

  @Test func `metrics without data are numbers`() {
    var options = ReadingOptions(zone: .utc)
    options.format = YouTubeTable.name
    #expect(InputReader.schema(for: options).undeclared == .number)
  }
}
