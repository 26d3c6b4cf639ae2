import Foundation
import Testing

/// `ACTA_STAGES`, by which tests choose the engine and its sizes.
@Suite struct StageVariableTests {
  @Test(arguments: [
    "64", "many", "64:", ":3", "64:3:1", "0:3", "-64:3", "64:0", "64:-1", "64:1025", "6e1:3", " ",
  ])
  func `what is no size of a block and number of parts is refused`(_ text: String) throws {
    let workspace = try TemporaryWorkspace()
    defer { workspace.remove() }
    try workspace.writeTimeline()
    try workspace.writePeople()
    let result = try workspace.acta(
      ["run", "people", "--as-of", "2021-04-28"], environment: ["ACTA_STAGES": text])
    #expect(result.status == 1)
    #expect(result.stderr.contains("ACTA_STAGES cannot be '\(text)'"), "\(result.stderr)")
    #expect(workspace.publishedFiles().isEmpty)
  }
}
