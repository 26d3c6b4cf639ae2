import Diagnostics
import Testing

@Suite struct NearestNameTests {
  @Test(arguments: [
    ("emial", "email"), ("registerd_at", "registered_at"), ("CATEGORY", "category"), ("categry", "category"),
  ])
  func `a slip of the keys finds its name`(_ wrong: String, _ right: String) {
    #expect(nearestName(to: wrong, among: ["email", "registered_at", "category"]) == right)
  }

  @Test func `another word finds nothing`() {
    #expect(nearestName(to: "organisation", among: ["email", "category"]) == nil)
  }

  @Test(arguments: [
    ("di", "id"), ("i", "id"), ("idd", "id"), ("ID", "id"), ("bt", "by"), ("x", nil), ("zz", nil),
  ])
  func `of one or two letters one may be wrong`(_ wrong: String, _ right: String?) {
    #expect(nearestName(to: wrong, among: ["id", "by", "category"]) == right)
  }

  @Test func `a short name is no slip where it may be right`() {
    #expect(nearestName(to: "en", among: ["es"]) == "es")
    #expect(nearestName(to: "en", among: ["es"], minimumLength: 3) == nil)
  }

  @Test func `letters that are not ASCII have their slips, too`() {
    #expect(nearestName(to: "organizacion", among: ["organización"]) == "organización")
    #expect(nearestName(to: "organizaciön", among: ["ORGANIZACION"]) == "ORGANIZACION")
  }

  /// The work is bounded by the candidates that are taken from the sequence.
  @Test func `of very many names only the first are looked at`() {
    var taken = 0
    let names = sequence(first: 0) { $0 + 1 }.lazy.map { number in
      taken += 1
      return "name_\(number)"
    }
    #expect(nearestName(to: "organisation", among: names) == nil)
    #expect(taken <= 2_001)
  }

  @Test func `a long list ends with the number of the rest`() {
    #expect(listing(["a", "b"]) == "a, b")
    #expect(listing((1...1_000).map(String.init), limit: 3) == "1, 2, 3 and 997 more")
  }

  @Test func `names that differ in their digits are different on purpose`() {
    #expect(nearestName(to: "day_2", among: ["day_1"]) == nil)
  }
}
