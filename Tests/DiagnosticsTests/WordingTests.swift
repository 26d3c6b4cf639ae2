import Diagnostics
import Testing

@Suite struct WordingTests {
  @Test(arguments: [(0, "0 rows"), (1, "1 row"), (2, "2 rows")])
  func `counts have the right plural`(_ number: Int, _ text: String) {
    #expect(counted(number, "row") == text)
  }

  @Test func `a plural that is not regular is given`() {
    #expect(counted(2, "history", "histories") == "2 histories")
  }

  @Test func `an error of any kind becomes diagnostics with codes`() {
    struct Other: Error {}
    let one = Diagnostic(.init(.noFile, "no file"))
    #expect(Diagnostics(one).all == [one])
    #expect(Diagnostics(Diagnostics([one, one])).all == [one, one])
    #expect(Diagnostics(Other()).all.map(\.code) == [.fault])
  }
}
