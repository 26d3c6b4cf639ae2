import Engine
import Foundation
import Tables
import Testing

@testable import Engine

/// `Docs/expressions.md` says what is true.
@Suite struct ExpressionReferenceTests {
  private static let reference: String = {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../Docs/expressions.md").standardized
    return (try? String(contentsOf: file, encoding: .utf8)) ?? ""
  }()

  @Test func `every function is in the reference`() {
    for signature in FunctionCatalogue.all {
      #expect(Self.reference.contains("`\(signature.name)("), "\(signature.name)")
    }
  }

  @Test func `every example gives what it says`() throws {
    let table = Table(Schema(), [], rowCount: 1)
    let examples = Self.reference.matches(of: /`([^`]+)` → `([^`]+)`/)
    #expect(examples.count > 60)
    for example in examples {
      let value = try ExpressionTesting.evaluate(String(example.1), on: table).value(at: 0)
      let expected = try ExpressionTesting.evaluate(String(example.2), on: table).value(at: 0)
      #expect(value == expected, "\(example.1)")
    }
  }
}
