import Foundation
import Runner
import Testing

@Suite struct JSONValueTests {
  private let value = JSONValue.object([
    ("b", .array([.integer(1), .number(0.5), .number(2), .null, .boolean(true)])),
    ("a", .string("Ñ \"q\" \\ \n \u{1}")), ("empty", .object([])),
  ])

  @Test func `keys keep their order, and plain lists stand on one line`() {
    #expect(
      value.text == """
        {
          "b": [1, 0.5, 2, null, true],
          "a": "Ñ \\"q\\" \\\\ \\n \\u0001",
          "empty": {}
        }
        """)
  }

  @Test func `another reader reads the same`() throws {
    let read = try #require(try JSONSerialization.jsonObject(with: Data(value.text.utf8)) as? [String: Any])
    #expect(read["a"] as? String == "Ñ \"q\" \\ \n \u{1}")
    #expect((read["b"] as? [Any])?.count == 5)
  }
}
