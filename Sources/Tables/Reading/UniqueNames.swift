/// Names of which each is used once; a name that is taken gets a number from 2.
package struct UniqueNames: Sendable {
  private var taken: Set<String>
  /// By name: the next number to try, so that thousands of equal names do not try all numbers again.
  private var numbers: [String: Int] = [:]

  package init(_ taken: some Sequence<String> = []) { self.taken = Set(taken) }

  /// The name, or the first of `numbered(2)`, `numbered(3)` … that is not taken.
  ///
  /// - Parameter key: makes names equal that must not occur together, such as names that differ in case.
  package mutating func unique(
    _ name: String, by key: (String) -> String = { $0 }, numbered: (Int) -> String
  ) -> String {
    let base = key(name)
    if taken.insert(base).inserted { return name }
    var number = numbers[base, default: 2]
    while true {
      let candidate = numbered(number)
      number += 1
      if taken.insert(key(candidate)).inserted {
        numbers[base] = number
        return candidate
      }
    }
  }
}
