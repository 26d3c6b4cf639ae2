/// A pattern for paths below `Inputs/` or in an archive: `*` and `?` within a name, `**` across folders, `[abc]` for one of
/// several letters.
///
/// Letters match whether they are composed or decomposed; the case of a file extension does not count, so that
/// `*.csv` matches `X.CSV`. The work is at most the product of the lengths of pattern and path.
package struct Glob: Sendable {
  private enum Part: Sendable {
    case character(Character)
    case anyCharacter
    case set([ClosedRange<Character>], isNegated: Bool)
    /// `*`
    case anyInName
    /// `**`
    case anything
    /// `**/`: any number of folders.
    case anyFolders
  }

  private let parts: [Part]
  /// The reason why a bracket in the pattern does not mean what its author expects, for the author.
  package let problem: String?

  package init(_ pattern: String) { (parts, problem) = Glob.parts(of: Glob.characters(pattern)) }

  package func matches(_ path: String) -> Bool { states(after: path).last! }

  /// Whether paths below a folder can match.
  package func canMatch(below folder: String) -> Bool { states(after: folder + "/").contains(true) }

  /// The parts that may come next after the text read so far; if the end is among them at last, the pattern
  /// matches.
  private func states(after text: String) -> [Bool] {
    var states = [Bool](repeating: false, count: parts.count + 1)
    states[0] = true
    skipEmpty(&states, atFolder: true)
    let characters = Glob.characters(text)
    let ending = Glob.endingStart(of: characters)
    for (index, character) in characters.enumerated() {
      var next = [Bool](repeating: false, count: parts.count + 1)
      for (place, part) in parts.enumerated() where states[place] {
        switch part {
        case .anyInName:
          if character != "/" { next[place] = true }
        case .anything:
          next[place] = true
        case .anyFolders:
          next[place] = true
          if character == "/" { next[place + 1] = true }
        case .character, .anyCharacter, .set:
          if Glob.accepts(part, character, anyCase: index >= ending) { next[place + 1] = true }
        }
      }
      states = next
      skipEmpty(&states, atFolder: character == "/")
    }
    return states
  }

  /// Parts that match the empty text can be skipped.
  private func skipEmpty(_ states: inout [Bool], atFolder: Bool) {
    for (place, part) in parts.enumerated() where states[place] {
      switch part {
      case .anyInName, .anything: states[place + 1] = true
      case .anyFolders: if atFolder { states[place + 1] = true }
      case .character, .anyCharacter, .set: break
      }
    }
  }

  private static func accepts(_ part: Part, _ character: Character, anyCase: Bool) -> Bool {
    switch part {
    case .character(let wanted):
      return wanted == character || anyCase && wanted.lowercased() == character.lowercased()
    case .anyCharacter:
      return character != "/"
    case .set(let ranges, let isNegated):
      if character == "/" { return false }
      return ranges.contains { $0.contains(character) } != isNegated
    case .anyInName, .anything, .anyFolders:
      return false
    }
  }

  private static func parts(of pattern: [Character]) -> (parts: [Part], problem: String?) {
    var parts: [Part] = []
    var problem: String?
    var index = 0
    while index < pattern.count {
      let character = pattern[index]
      index += 1
      switch character {
      case "*":
        if index == pattern.count || pattern[index] != "*" {
          parts.append(.anyInName)
          continue
        }
        while index < pattern.count, pattern[index] == "*" { index += 1 }
        if index < pattern.count, pattern[index] == "/" {
          parts.append(.anyFolders)
          index += 1
        } else {
          parts.append(.anything)
        }
      case "?":
        parts.append(.anyCharacter)
      case "[":
        if let found = characterSet(pattern, from: index) {
          parts.append(found.part)
          problem = problem ?? found.problem
          index = found.end
        } else {
          parts.append(.character(character))
          problem = problem ?? "a '[' is not closed by a ']'"
        }
      default:
        parts.append(.character(character))
      }
    }
    return (parts, problem)
  }

  /// The set that begins after a `[`; nil if it is not closed.
  private static func characterSet(
    _ pattern: [Character], from start: Int
  ) -> (part: Part, end: Int, problem: String?)? {
    guard start < pattern.count, let close = pattern[(start + 1)...].firstIndex(of: "]") else { return nil }
    var members = pattern[start..<close]
    let isNegated = members.first == "!" || members.first == "^"
    if isNegated { members = members.dropFirst() }
    var ranges: [ClosedRange<Character>] = []
    var problem: String?
    var index = members.startIndex
    while index < members.endIndex {
      if index + 2 < members.endIndex, members[index + 1] == "-" {
        let (low, high) = (members[index], members[index + 2])
        if low <= high { ranges.append(low...high) } else { problem = "no letter is in '\(low)-\(high)'" }
        index += 3
      } else {
        ranges.append(members[index]...members[index])
        index += 1
      }
    }
    return (.set(ranges, isNegated: isNegated), close + 1, problem)
  }

  /// The position of the dot before the file extension; the end if there is no extension.
  private static func endingStart(of path: [Character]) -> Int {
    let name = path.lastIndex(of: "/").map { $0 + 1 } ?? 0
    return path[name...].lastIndex(of: ".") ?? path.count
  }

  /// The letters of a path. A combining accent at the start of a name does not combine with the slash before
  /// it.
  private static func characters(_ path: String) -> [Character] {
    path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      .map { Array(String(Substring($0))) }.joined(separator: ["/"]).map { $0 }
  }
}
