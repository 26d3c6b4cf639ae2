import Diagnostics
import Tables
import Testing

/// A text that many rows come to share, until they have more than a column holds.
@Suite struct TextOverflowTests {
  /// A row with a long text, and rows without one.
  private static let table: Table = {
    var texts = TextColumn()
    texts.append([UInt8](repeating: 0x6D, count: 4_000_000))
    for _ in 0..<1_200 { texts.appendNull() }
    return Table(
      Schema([Field("k", .integer), Field("v", .text)]),
      [.integer(PlainColumn([Int64](repeating: 1, count: 1_201))), .text(texts)], rowCount: 1_201)
  }()

  @Test(arguments: [
    "fill: {columns: [v]}", "window: {by: [k], order: [k], derive: {l: max(v)}}",
    "window: {by: [k], order: [k], derive: {l: first(v)}}",
  ])
  func `a step that would make it is refused by name`(_ step: String) throws {
    let error = #expect(throws: Diagnostic.self) { try StepResult(step, of: Self.table) }
    #expect(error?.code == .tooLarge)
    #expect(error.map { "\($0.message)" }?.hasPrefix("step '\(step.prefix { $0 != ":" })") == true)
    #expect(error?.location?.line == 3)
    // Nothing is left behind for the next one.
    #expect(try StepResult("select: [k]", of: Self.table).rows.count == 1_201)
  }
}
