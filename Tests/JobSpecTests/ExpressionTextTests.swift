import Diagnostics
import JobSpec
import Testing

/// What becomes of an expression between the file and the model.
struct ExpressionTextTests {
  /// The expressions of a table's filters and derivations, in order.
  private func expressions(_ steps: String) throws -> [ExpressionText] {
    let head = "job: test\ninputs: {a: {file: a.csv}}\ntables:\n  t:\n    from: a\n    steps:\n"
    let job = try readJob(head + steps)
    return job.tables[0].steps.flatMap { step -> [ExpressionText] in
      switch step.operation {
      case .filter(let expression): [expression]
      case .derive(let derived): derived.map(\.expression)
      case .group(let group): group.summarize.map(\.expression)
      default: []
      }
    }
  }

  @Test(arguments: [
    (#"{a: split(x, "@", 2), b: y}"#, [#"split(x, "@", 2)"#, "y"]),
    (#"{a: format(x, "yyyy-MM"), b: list(x, "; ")}"#, [#"format(x, "yyyy-MM")"#, #"list(x, "; ")"#]),
    (#"{a: if(x in ["a", "b"], 'c: d', "}") , b: 1}"#, [#"if(x in ["a", "b"], 'c: d', "}")"#, "1"]),
    (#"{a: x in ["a", "b"]}"#, [#"x in ["a", "b"]"#]),
    (#"{a: x == "b, c", b: 2}"#, [#"x == "b, c""#, "2"]),
    (#"{a: `Correo, electrónico`, b: lower(`e: mail`)}"#, ["`Correo, electrónico`", "lower(`e: mail`)"]),
    (#"{a: "count()", b: 'x # y', c: true, d: 12}"#, ["count()", "x # y", "true", "12"]),
    (#"{a: f(x, # y"#, nil),
    ("{a: coalesce(x,\n          y), b: 1}", ["coalesce(x, y)", "1"]),
    ("{a: matches(x, '^[A-Z]{2}$') and not y}", ["matches(x, '^[A-Z]{2}$') and not y"]),
  ])
  func `commas and quotes inside an expression's own brackets belong to it`(
    flow: String, texts: [String]?
  ) {
    #expect((try? expressions("      - derive: \(flow)\n").map(\.text)) == texts)
  }

  @Test(arguments: [
    "`Correo electrónico` == \"x\"", "x == \"a\" and y", "count() > 2", "12", "x in [\"a\", \"b\"]", "not x",
    "it == \"it's\"", "concat(a, \": \", b) == \"x # y\"", "{x", "x{y}",
  ])
  func `a plain expression in a block is read as written`(text: String) {
    let read = try? expressions("      - filter: \(text)\n")
    if text == "{x" {
      #expect(read == nil)
    } else {
      #expect(read?.map(\.text) == [text])
      #expect(read?.first?.isPositioned == true && read?.first?.location.column == 17)
    }
  }

  @Test func `quoted text is positioned inside its quotes`() throws {
    let read = try expressions("      - filter: 'x == 1'\n      - filter: \"y\"\n")
    #expect(read.map(\.location.column) == [18, 18])
    #expect(read.map(\.location.length) == [6, 1])
    #expect(read.filter(\.isPositioned).count == 2)
    #expect(read[0].location(of: 5..<6).column == 23)
  }

  @Test func `escapes, folds and blocks leave only the beginning known`() throws {
    let steps = """
            - filter: "x == \\"a\\""
            - filter: 'it''s'
            - filter: >
                x == 1
                and y
            - filter: |
                {a, "b" `c`
            - filter: x == 1
                and `y`
      """
    let read = try expressions(steps + "\n")
    #expect(
      read.map(\.text) == [
        "x == \"a\"", "it's", "x == 1 and y\n", "{a, \"b\" `c`\n", "x == 1 and `y`",
      ])
    #expect(!read.contains { $0.isPositioned })
    #expect(read[0].location(of: 3..<4) == read[0].location)
  }

  @Test func `texts in braces keep their brackets and apostrophes`() throws {
    let job = try readJob(
      "job: test\ntitle: {es: Personas (total, todas), en: People's day, fr: Côte d'Ivoire (a}\n")
    #expect(job.title?.texts.map(\.text) == ["Personas (total, todas)", "People's day", "Côte d'Ivoire (a"])
  }
}
