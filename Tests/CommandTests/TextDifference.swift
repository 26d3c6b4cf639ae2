/// Two texts, line by line, as `diff -u` would show them.
enum TextDifference {
  static func unified(_ name: String, expected: String, found: String) -> String {
    let old = expected.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let new = found.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let changes = new.difference(from: old)
    var removed: Set<Int> = []
    var inserted: Set<Int> = []
    for change in changes {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): inserted.insert(offset)
      }
    }
    var lines = ["--- expected/\(name)", "+++ found"]
    var i = 0
    var j = 0
    while i < old.count || j < new.count {
      if i < old.count, removed.contains(i) {
        lines.append("-\(old[i])")
        i += 1
      } else if j < new.count, inserted.contains(j) {
        lines.append("+\(new[j])")
        j += 1
      } else {
        i += 1
        j += 1
      }
    }
    return lines.joined(separator: "\n")
  }
}
