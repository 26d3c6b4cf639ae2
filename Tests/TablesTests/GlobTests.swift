import Testing

import Tables

@Suite struct GlobTests {
  @Test(arguments: [
    ("zoom/*.csv", "zoom/a.csv", true), ("zoom/*.csv", "zoom/x/a.csv", false), ("*.csv", "zoom/a.csv", false),
    ("**/*.csv", "zoom/x/a.csv", true), ("**/*.csv", "a.csv", true), ("zoom/**", "zoom/x/a.csv", true),
    ("zoom/**/a.csv", "zoom/a.csv", true), ("zoom/**/a.csv", "zoom/ba.csv", false),
    ("z**a.csv", "zoom/x/a.csv", true),
    ("day-?.csv", "day-1.csv", true), ("day-?.csv", "day-10.csv", false), ("day-?.csv", "day-/.csv", false),
    ("day-[1-3].csv", "day-2.csv", true), ("day-[13].csv", "day-2.csv", false),
    ("day-[!1-3].csv", "day-2.csv", false), ("day-[!1-3].csv", "day-4.csv", true),
    ("day-[.csv", "day-[.csv", true), ("day-[9-1].csv", "day-5.csv", false),
    ("informe (1).csv", "informe (1).csv", true), ("a.csv", "b.csv", false), ("*", "", true),
    ("", "a", false),
  ])
  func `a pattern matches whole paths`(_ pattern: String, _ path: String, _ matches: Bool) {
    #expect(Glob(pattern).matches(path) == matches)
  }

  @Test(arguments: [
    ("zoom/[a-c.csv", "a '[' is not closed by a ']'"), ("zoom/[].csv", "a '[' is not closed by a ']'"),
    ("day-[9-1].csv", "no letter is in '9-1'"), ("day-[1-9].csv", nil), ("day-[[]1].csv", nil),
  ])
  func `a bracket without the meaning of one is a problem`(_ pattern: String, _ problem: String?) {
    #expect(Glob(pattern).problem == problem)
  }

  @Test(arguments: [
    ("*.csv", "X.CSV", true), ("X.csv", "x.csv", false), ("*.csv.gz", "a.csv.GZ", true),
    ("zoom/*.csv", "Zoom/a.csv", false), ("a*", "A.csv", false), ("readme", "README", false),
  ])
  func `case does not count in a name's ending`(_ pattern: String, _ path: String, _ matches: Bool) {
    #expect(Glob(pattern).matches(path) == matches)
  }

  @Test func `accents may be composed or decomposed`() {
    #expect(Glob("sesi\u{F3}n-*.csv").matches("sesio\u{301}n-1.csv"))
    #expect(Glob("sesi[o\u{301}u]n.csv").matches("sesi\u{F3}n.csv"))
    // An accent that begins a name does not hide the slash before it.
    #expect(Glob("a/*.csv").matches("a/\u{301}.csv") && !Glob("*.csv").matches("a/\u{301}.csv"))
  }

  @Test(arguments: [
    ("zoom/*.csv", "zoom", true), ("zoom/*.csv", "other", false), ("*.csv", "zoom", false),
    ("**/*.csv", "zoom/x", true), ("zoom/*/a.csv", "zoom/x", true), ("zoom/*/a.csv", "zoom/x/y", false),
  ])
  func `folders in which nothing can match are known`(_ pattern: String, _ folder: String, _ can: Bool) {
    #expect(Glob(pattern).canMatch(below: folder) == can)
  }

  /// Each further star multiplied the work by the length of the name.
  @Test(.timeLimit(.minutes(1))) func `many stars and a long name take no time`() {
    let name = String(repeating: "a", count: 200)
    #expect(!Glob("*a*a*a*a*a*a*a*a*b").matches(name))
    #expect(Glob("*a*a*a*a*a*a*a*a*").matches(name))
    #expect(!Glob("**/**/**/**/**/b").matches(Array(repeating: name, count: 20).joined(separator: "/")))
  }
}
