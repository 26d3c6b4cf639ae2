import Testing

@Suite struct GoldenCaseTests {
  @Test(arguments: GoldenCase.all)
  func `a case gives what is expected`(_ golden: GoldenCase) throws {
    for difference in try golden.differences() { Issue.record("\(golden)\n\(difference)") }
  }

  @Test func `there are cases`() { #expect(!GoldenCase.all.isEmpty) }
}
