import Testing

@testable import Tables

@Suite struct UniqueNamesTests {
  @Test func `a taken name gets the next number`() {
    var names = UniqueNames(["b"])
    let given = ["a", "a", "b", "a 2", "a"].map { name in names.unique(name) { "\(name) \($0)" } }
    #expect(given == ["a", "a 2", "b 2", "a 2 2", "a 3"])
  }

  @Test func `names are compared by their key`() {
    var names = UniqueNames()
    let given = ["A", "a"].map { name in names.unique(name, by: { $0.lowercased() }) { "\(name)-\($0)" } }
    #expect(given == ["A", "a-2"])
  }

  @Test func `each number is tried once, however often a name occurs`() {
    var names = UniqueNames()
    var tried = 0
    for _ in 0..<1000 {
      _ = names.unique("h") { number in
        tried += 1
        return "h \(number)"
      }
    }
    #expect(tried == 999)
  }
}
