import Tables
import Testing

@testable import Engine

/// Texts that an expression leaves as they are are not copied.
@Suite struct UnchangedTextTests {
  private func evaluated(_ expression: String, _ texts: [String?]) throws -> (TextColumn, TextColumn) {
    let source = TextColumn(texts)
    let table = Table(Schema([Field("email", .text)]), [.text(source)])
    let bound = try BoundExpression.bind(
      ExpressionTesting.text(expression), in: ExpressionTesting.scope(table.schema))
    guard case .text(let result) = try bound.evaluate(on: table, in: ExpressionTesting.zone) else {
      preconditionFailure("a text expression")
    }
    return (source, result)
  }

  private static let clean = (0..<50_000).map { $0 % 7 == 0 ? nil : "persona.\($0)@example.org" }

  @Test(arguments: ["lower(email)", "trim(email)", "lower(trim(email))", "coalesce(email, 'x')"])
  func `clean texts are the column itself`(expression: String) throws {
    let texts = expression.hasPrefix("coalesce") ? Self.clean.map { $0 ?? "none" } : Self.clean
    let (source, result) = try evaluated(expression.replacing("'", with: "\""), texts)
    #expect(result == source)
    #expect(result.isSameStorage(as: source))
  }

  @Test(arguments: [0, 20_000, 49_999]) func `one text that changes leaves the others`(place: Int) throws {
    var texts = Self.clean
    texts[place] = "  PERSONA@Example.ORG "
    let (source, result) = try evaluated("lower(trim(email))", texts)
    texts[place] = "persona@example.org"
    #expect(result == TextColumn(texts))
    #expect(!result.isSameStorage(as: source))
  }

  @Test func `a text of another column is not taken for the first`() throws {
    let names = Table(
      Schema([Field("a", .text), Field("b", .text)]),
      [.text(TextColumn(["x", "y"])), .text(TextColumn(["p", "q"]))])
    let bound = try BoundExpression.bind(
      ExpressionTesting.text("if(a == \"x\", b, lower(a))"), in: ExpressionTesting.scope(names.schema))
    #expect(
      ExpressionTesting.values(try bound.evaluate(on: names, in: ExpressionTesting.zone)) == [
        .text("p"), .text("y"),
      ])
  }
}
