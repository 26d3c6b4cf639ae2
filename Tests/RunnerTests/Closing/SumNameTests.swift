import Testing

@testable import Runner

struct SumNameTests {
  @Test func `bags encode line ends and percent signs, and nothing else`() {
    #expect(SumName.inBag("data/a\nb\rc 100%\\é.csv") == "data/a%0Ab%0Dc 100%25\\é.csv")
  }

  @Test func `sha256sum reads an escaped line where a name has a line end`() {
    #expect(SumName.line("00", "a\\b 100%.csv") == "00  a\\b 100%.csv\n")
    #expect(SumName.line("00", "a\n\\b.csv") == "\\00  a\\n\\\\b.csv\n")
  }
}
