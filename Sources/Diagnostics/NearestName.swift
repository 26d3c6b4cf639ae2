/// `did you mean 'name'?` for a hint; nil if no candidate is near.
package func suggestion(for name: String, among candidates: some Sequence<String>) -> String? {
  nearestName(to: name, among: candidates).map { "did you mean '\($0)'?" }
}

/// The candidate that `name` is probably a misspelling of; nil if none is near.
///
/// Near means a Damerau-Levenshtein distance of at most a third of the name's length (at most 3),
/// ignoring case. In a name of one or two letters one may be wrong if another is right. Names that
/// differ only in digits are different on purpose (`day_1`, `day_2`).
///
/// - Parameter minimumLength: shorter names are never near. Short names (`es`, `en`) are often valid in
///   themselves, not misspellings.
package func nearestName(
  to name: String, among candidates: some Sequence<String>, minimumLength: Int = 1
) -> String? {
  let wanted = Array(name.lowercased().unicodeScalars)
  if wanted.count < minimumLength || wanted.count > longestName { return nil }
  let isShort = wanted.count < 3
  let limit = isShort ? 1 : min(3, wanted.count / 3)
  let sketch = Sketch(wanted)
  var best: (name: String, rank: Int)?
  for candidate in candidates.prefix(mostCandidates) {
    if let other = Sketch(ascii: candidate), let sketch, !sketch.canBe(other, within: limit) { continue }
    let other = Array(candidate.lowercased().unicodeScalars)
    if abs(other.count - wanted.count) > limit { continue }
    if other != wanted, other.filter(isNoDigit) == wanted.filter(isNoDigit) { continue }
    if isShort, Set(wanted).isDisjoint(with: other) { continue }
    let distance = editDistance(wanted, other, limit: limit)
    // Letters in another order are the commonest slip: `tabels` is `tables`, not `labels`.
    let rank = distance > 0 && wanted.sorted() == other.sorted() ? 1 : distance * 2
    if distance <= limit, rank < best?.rank ?? Int.max {
      best = (candidate, rank)
    }
  }
  return best?.name
}

/// Longer names are texts, whose comparison takes long and whose suggestion nobody reads.
private let longestName = 200

/// So many candidates are looked at, so that a file of thousands of names and mistakes takes time in proportion
/// to its size.
private let mostCandidates = 2_000

/// The length and the letters of an ASCII name: enough to see that most candidates are not near, without
/// making an array of any.
private struct Sketch {
  private var length = 0
  /// A bit for each letter, digit or sign that occurs, ignoring case.
  private var letters: UInt64 = 0

  /// Nil if the name is not ASCII.
  init?(_ name: [Unicode.Scalar]) {
    for scalar in name {
      guard scalar.isASCII else { return nil }
      add(UInt8(truncatingIfNeeded: scalar.value))
    }
  }

  init?(ascii name: String) {
    for byte in name.utf8 {
      guard byte < 0x80 else { return nil }
      add(byte)
    }
  }

  private mutating func add(_ byte: UInt8) {
    length += 1
    let folded = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
    letters |= 1 << UInt64(folded & 63)
  }

  /// False only if more than `distance` letters must be changed. A change removes one letter and adds another.
  func canBe(_ other: Sketch, within distance: Int) -> Bool {
    abs(length - other.length) <= distance && (letters ^ other.letters).nonzeroBitCount <= 2 * distance
  }
}

private func isNoDigit(_ scalar: Unicode.Scalar) -> Bool { !("0"..."9").contains(scalar) }

private func editDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar], limit: Int) -> Int {
  var beforeLast: [Int] = []
  var last = Array(0...b.count)
  for i in 0..<a.count {
    var row = [i + 1]
    row.reserveCapacity(b.count + 1)
    for j in 0..<b.count {
      var cost = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
        cost = min(cost, beforeLast[j - 1] + 1)
      }
      row.append(cost)
    }
    beforeLast = last
    last = row
  }
  return last[b.count]
}
