import Diagnostics
import Foundation
import Testing

/// `Docs/errors.md` is made from the codes; `UPDATE_GOLDEN=1` writes it again.
@Suite struct ErrorsPageTests {
  @Test func `the reference page has every code as the program explains it`() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Docs/errors.md").standardizedFileURL
    let expected = ErrorsPageTests.page
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      try expected.write(to: file, atomically: true, encoding: .utf8)
    }
    let found = try String(contentsOf: file, encoding: .utf8)
    #expect(found == expected, "Docs/errors.md is out of date: run this test with UPDATE_GOLDEN=1")
  }

  @Test func `codes are kebab-case and begin with acta`() {
    for code in Diagnostic.Code.allCases {
      #expect(code.rawValue.wholeMatch(of: /acta(-[a-z0-9]+)+/) != nil, "\(code.rawValue)")
    }
  }

  @Test func `explanations are sentences`() {
    for code in Diagnostic.Code.allCases {
      let explanation = code.explanation
      #expect(explanation.meaning.hasSuffix("."), "\(code.rawValue)")
      #expect(explanation.mend.hasSuffix("."), "\(code.rawValue)")
    }
  }

  private static let page: String = {
    let rows = Diagnostic.Code.allCases.sorted { $0.rawValue < $1.rawValue }.map {
      "| `\($0.rawValue)` | \($0.explanation.meaning) | \($0.explanation.mend) |\n"
    }
    return """
      # Errors and warnings by their codes

      Every error, warning and note has a code. `--json` and `--log json` show it; on a terminal the
      message says the same in words. Messages may be reworded from one version to the next, codes
      stay. This page is made from the program: do not edit it.

      | code | meaning | how to mend it |
      |---|---|---|

      """ + rows.joined()
  }()
}
