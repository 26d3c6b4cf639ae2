import Diagnostics
import Engine
import Foundation
import JobSpec
import Tables
import Testing

/// Every text that a wrong expression leads to, pinned in `Cases/expressions/diagnostics.txt`.
/// `UPDATE_GOLDEN=1` writes that file anew, and fails all the same, so that it is read.
@Suite struct ExpressionDiagnosticsTests {
  private static let schema = Schema([
    Field("name", .text), Field("minutes", .integer), Field("ok", .boolean), Field("born", .date),
    Field("joined", .datetime),
  ])

  private static let wrong = [
    "ordr_id > 0", "Minutes >= 10 and nam == 1", "zzz == 1", "`zzz` == 1", "lower == 1", "as_of > 2",
    "$min_minute > 1", "$foo > 1", "lenght(name)", "avg(minutes)", "xyzzy(name)", "figures.a > 1",
    "count() > 1", "rank()", "length(minutes)", "round(minutes, 1, 2)", "length()",
    "if(minutes > 1, name, 2)",
    "coalesce(name, 2)", "if(name, 1, 2)", "name > 10", "minutes >= \"10\"", "minutes >= \"ten\"",
    "10 < name",
    "name == minutes", "born >= \"2021-04-26\"", "joined >= \"2021-04-26\"", "born < joined", "joined < born",
    "name + \"x\"", "joined - joined", "born + 1.5", "born + born", "name - 1", "ok < true", "ok == 1",
    "ok and name",
    "ok and minutes", "not name", "-name", "minutes in [\"1\", 2, \"x\"]", "name in [1]", "a < b < c",
    "minutes = 10",
    "ok && ok", "ok || ok", "minutes <> 10", "!ok", "\"abc", "`abc", "(minutes > 1", "minutes >",
    "minutes > > 1",
    "", "minutes minutes", "name like \"x\"", "minutes between 1 and 2", "name in (\"a\")", "ok AND ok",
    "1abc", "99999999999999999999",
    "9223372036854775808", "minutes == “x”", "$", "name is 3", "[1]", "min(", "lower(name", "lower(name 3)",
    "matches(name, \"(\")",
    "replace_all(name, \"(\", \"\")", "replace_all(name, \"(a)\", \"\\2\")", "replace_all(name, \"a\", name)",
    "country_name(name, \"de\")", "date(name, \"dd/mm\")", "date(born, \"dd/MM/yyyy\")",
    "matches(name, name)", "extract(name, \"(a)\", 2)", "start_of(born, \"mont\")",
    "start_of(born, \"hour\")",
    "format(born, \"YYYY-MM\")", "format(born, \"HH\")", "format(minutes, \"x\")",
    "format(born, \"yyyy\", \"de\")",
    "date(\"2021-02-30\")", "joined > datetime(\"26/04/2021\")", "source_file()", "9223372036854775807 + 1",
    "minutes + #",
    "split(name, \"@\")", "country(3)", "days_between(born, joined)", "weekday(name)", "hour(born)",
    "integer(born)",
    "least(ok, ok)", "null_if(name, 3)", "name == 1 and minutes == \"a\" or zzz",
  ]

  private static let wrongOverGroups = [
    "minutes / count()", "sum(mean(minutes))", "sum(name)", "rank()", "cout()", "any(minutes)",
    "quantile(minutes, 1.5)", "first(name) == first(minutes)", "sum(minutes", "count_distinct()", "max(ok)",
    "list(name, ok)", "source_line()", "sum(zzz) + zz",
  ]

  private static let wrongInWindows = [
    "lag(minutes, -1)", "sum(rank())", "lag(sum(minutes))", "running_sum(name)", "rank(minutes)",
    "lag(minutes, minutes)",
    "rank() + name",
  ]

  private static let wrongWithUndeclared = ["mnutes > 1", "other > 1", "`mnutes` > 1"]

  @Test(arguments: ["minutes + ", "minutes * ", "-", "not ", "(", "abs("])
  func `an expression of any length is refused before it fills the stack`(_ part: String) throws {
    let long = String(repeating: part, count: 100_000)
    let problem = ExpressionTesting.printed(long) {
      _ = try BoundExpression.bind(
        ExpressionTesting.text(long), in: ExpressionTesting.scope(Self.schema))
    }
    #expect(problem.contains("error: the expression is nested too deep"))
  }

  @Test func `every mistake has its text and place`() throws {
    var blocks: [String] = []
    for expression in Self.wrong {
      blocks.append(
        ExpressionTesting.printed(expression) {
          _ = try BoundExpression.bind(
            ExpressionTesting.text(expression), in: ExpressionTesting.scope(Self.schema))
        })
    }
    for expression in ["minutes", "name", "born", "if(ok, 1, 2)"] {
      blocks.append(
        ExpressionTesting.printed(expression) {
          _ = try BoundExpression.bind(
            ExpressionTesting.text(expression), in: ExpressionTesting.scope(Self.schema), expecting: .boolean)
        })
    }
    for expression in Self.wrongOverGroups {
      blocks.append(
        ExpressionTesting.printed(expression) {
          _ = try BoundAggregation.bind(
            ExpressionTesting.text(expression), in: ExpressionTesting.scope(Self.schema), groupedBy: ["name"])
        })
    }
    for expression in Self.wrongInWindows {
      blocks.append(
        ExpressionTesting.printed(expression) {
          _ = try BoundWindow.bind(
            ExpressionTesting.text(expression), in: ExpressionTesting.scope(Self.schema))
        })
    }
    for expression in Self.wrongWithUndeclared {
      var schema = Self.schema
      schema.undeclared = .text
      blocks.append(
        ExpressionTesting.printed(expression) {
          _ = try BoundExpression.bind(
            ExpressionTesting.text(expression), in: ExpressionTesting.scope(schema))
        })
    }
    for expression in ["figures.registerd > 1", "figures.", "figures > 1"] {
      blocks.append(
        ExpressionTesting.printed(expression) {
          _ = try BoundExpression.bind(
            ExpressionTesting.text(expression),
            in: ExpressionTesting.scope(Self.schema, figures: ["registered": .integer]))
        })
    }
    #expect(!blocks.contains(""))
    try compare(blocks.joined(separator: "\n----\n") + "\n", with: "diagnostics.txt")
  }

  private func compare(_ actual: String, with name: String) throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Cases/expressions/\(name)").standardized
    let expected = try? String(contentsOf: file, encoding: .utf8)
    if actual == expected { return }
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try actual.write(to: file, atomically: true, encoding: .utf8)
    }
    let old = Set((expected ?? "").components(separatedBy: "\n----\n"))
    let new = actual.components(separatedBy: "\n----\n").filter { !old.contains($0) }
    Issue.record("\(name) differs in:\n\(new.joined(separator: "\n----\n"))")
  }

  @Test func `an unpositioned expression is pointed to at its beginning`() {
    let text = ExpressionText(
      "minutes > zzz", at: SourceLocation(file: "job.yaml", line: 3, column: 5), isPositioned: false)
    #expect {
      try BoundExpression.bind(text, in: ExpressionTesting.scope(Self.schema))
    } throws: { error in
      (error as? Diagnostics)?.all.map(\.location) == [SourceLocation(file: "job.yaml", line: 3, column: 5)]
    }
  }

  @Test func `deep nesting is refused, long chains are not`() throws {
    let scope = ExpressionTesting.scope(Self.schema)
    let deep = String(repeating: "(", count: 200) + "1" + String(repeating: ")", count: 200)
    #expect(throws: Diagnostics.self) {
      try BoundExpression.bind(ExpressionTesting.text(deep), in: scope)
    }
    let sums = "minutes" + String(repeating: " + 1", count: 200)
    #expect(throws: Diagnostics.self) {
      try BoundExpression.bind(ExpressionTesting.text(sums), in: scope)
    }
    let long = (0..<2000).map { "minutes == \($0)" }.joined(separator: " or ")
    let bound = try BoundExpression.bind(ExpressionTesting.text(long), in: scope)
    #expect(bound.columns == ["minutes"])
  }
}
