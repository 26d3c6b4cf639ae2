import Testing

@testable import Ledger

@Suite struct RunStatusTests {
  @Test func `only runs that published are good`() {
    #expect(RunStatus.allCases.filter(\.isGood) == [.success, .warn])
  }
}
