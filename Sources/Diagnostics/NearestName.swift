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
  var best: (name: String, rank: Int)?
  for candidate in candidates {
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
