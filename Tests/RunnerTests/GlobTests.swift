import Testing

@testable import Runner

@Suite struct GlobTests {
  @Test(arguments: [
    ("zoom/*.csv", "zoom/a.csv", true), ("zoom/*.csv", "zoom/x/a.csv", false), ("*.csv", "zoom/a.csv", false),
    ("**/*.csv", "zoom/x/a.csv", true), ("**/*.csv", "a.csv", true), ("zoom/**", "zoom/x/a.csv", true),
    ("day-?.csv", "day-1.csv", true), ("day-?.csv", "day-10.csv", false),
    ("day-[1-3].csv", "day-2.csv", true),
    ("day-[!1-3].csv", "day-2.csv", false), ("informe (1).csv", "informe (1).csv", true),
    ("a.csv", "b.csv", false),
  ])
  func `a pattern matches whole paths`(_ pattern: String, _ path: String, _ matches: Bool) {
    #expect(Glob(pattern).matches(path) == matches)
  }
}
