import Foundation
import JobSpec
import Testing

/// `Docs/jobs.md` has a row for everything that a job may say.
@Suite struct JobsReferenceTests {
  private static let reference: String = {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Docs/jobs.md")
    return (try? String(contentsOf: file.standardized, encoding: .utf8)) ?? ""
  }()

  /// Whether a row of a table begins with this word, alone or with its like: ``| `select`, `drop` |``.
  private func hasRow(of word: String) throws -> Bool {
    Self.reference.contains(try Regex("(?m)^\\| [^|]*`\(word)`[^|]* \\|"))
  }

  @Test(arguments: Step.Keyword.allCases) func `every step is in the reference`(_ step: Step.Keyword) throws {
    #expect(try hasRow(of: step.rawValue))
  }

  @Test(arguments: Check.Keyword.allCases) func `every check is in the reference`(_ check: Check.Keyword)
    throws
  {
    #expect(try hasRow(of: check.rawValue))
  }
}
