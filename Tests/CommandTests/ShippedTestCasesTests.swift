import Foundation
import Testing

@Suite struct ShippedTestCasesTests {
  @Test func `the test cases of the shipped jobs pass`() throws {
    let workspace = try TemporaryWorkspace()
    defer { workspace.remove() }
    let shipped = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Jobs")
    try FileManager.default.copyItem(at: shipped, to: workspace.root.appendingPathComponent("Jobs"))
    let result = try workspace.acta(["test"])
    #expect(result.status == 0, "\(result.stdout)\(result.stderr)")
    #expect(result.stdout.contains("passed  registrations/brazil"))
  }
}
