internal import Diagnostics
internal import Foundation
internal import Tables

/// The list in a text of JSON that an input means.
struct JSONList {
  /// Where its items are in the text.
  let items: [Range<Int>]
  /// The number of items that the file itself gives beside the list, with its name.
  private(set) var count: (name: String, value: Int)?
  /// The paths of other lists of objects, which stand deeper, and the number of their objects.
  private(set) var others: [(path: String, count: Int)] = []

  /// - Parameter path: the names that lead to the list, divided by dots; nil: the only list of objects.
  /// - Throws: ``JSONScanner/Malformed``, or a diagnostic if there is no such list, or there are several.
  init(_ text: Data, path: String?, file: TextFile) throws {
    var place = try JSONScanner.value(text.span)
    var siblings: [(name: String, value: Range<Int>)] = []
    // The objects around the list: a value of a name that stands twice would be passed over.
    var opened: [[(name: String, value: Range<Int>)]] = []
    func members(_ place: Range<Int>) throws -> [(name: String, value: Range<Int>)]? {
      guard text.span[place.lowerBound] == UInt8(ascii: "{") else { return nil }
      return try JSONScanner.members(text.span, place).map {
        (JSONScanner.name(text.span, $0.name), $0.value)
      }
    }
    if let path {
      for name in path.split(separator: ".") {
        siblings = try members(place) ?? []
        try JSONList.verify([siblings], text, file)
        guard let next = siblings.first(where: { $0.name == name }) else {
          let lists = JSONList.lists(text, siblings)
          throw Diagnostic(
            .noPath(file.name, path), at: file.location(),
            reason: lists.isEmpty ? nil : "it has lists in \(HeaderMatching.list(lists))")
        }
        place = next.value
      }
    } else {
      // Services put a list into objects that say something about the answer: `{"data": {"people": […]}}`.
      var level: [(path: String, members: [(name: String, value: Range<Int>)])] = []
      if let all = try members(place) { level = [("", all)] }
      var isFound = false
      for _ in 0..<JSONList.deepest where !level.isEmpty {
        opened += level.map(\.members)
        let lists = level.flatMap { outer in JSONList.lists(text, outer.members).map { outer.path + $0 } }
        if !isFound, !lists.isEmpty { try JSONList.verify(opened, text, file) }
        if isFound {
          for outer in level {
            for member in outer.members where lists.contains(outer.path + member.name) {
              others.append((outer.path + member.name, try JSONScanner.items(text.span, member.value).count))
            }
          }
        } else if lists.count > 1 {
          throw Diagnostic(
            .severalLists(file.name), at: file.location(), reason: "they are \(HeaderMatching.list(lists))",
            hint: "say which one in the input:  path: \(lists[0])")
        }
        if !isFound, let only = lists.first {
          isFound = true
          for outer in level {
            guard let found = outer.members.first(where: { outer.path + $0.name == only }) else { continue }
            siblings = outer.members
            place = found.value
          }
        }
        level = try level.flatMap { outer in
          try outer.members.compactMap { member in
            try members(member.value).map { ("\(outer.path)\(member.name).", $0) }
          }
        }
      }
    }
    switch text.span[place.lowerBound] {
    case UInt8(ascii: "{"): items = [place]
    case UInt8(ascii: "["):
      items = try JSONScanner.items(text.span, place)
      count = JSONList.count(text, siblings)
    default:
      throw Diagnostic(
        .noList(file.name), at: file.location(), reason: "there is no list of objects in it",
        hint: "if it is in a member of an object, name that in the input:  path:")
    }
  }

  /// The levels of objects in which the list is looked for.
  private static let deepest = 4

  /// - Throws: a diagnostic if one of these objects has a name twice.
  private static func verify(
    _ objects: [[(name: String, value: Range<Int>)]], _ text: Data, _ file: TextFile
  ) throws {
    for members in objects {
      var names = Set<String>()
      for member in members where !names.insert(member.name).inserted {
        let line = text.prefix(member.value.lowerBound).count { $0 == 0x0A } + 1
        throw Diagnostic(
          .repeatedMember(file.name, member.name), at: file.location(line: line),
          reason: "it stands around the list, and only one of its values could be read",
          hint: "remove one of the two, or fetch the file again")
      }
    }
  }

  /// The members that are lists of objects.
  private static func lists(_ text: Data, _ members: [(name: String, value: Range<Int>)]) -> [String] {
    members.filter { member in
      text.span[member.value.lowerBound] == UInt8(ascii: "[")
        && JSONScanner.firstSign(text.span, of: member.value) == UInt8(ascii: "{")
    }.map(\.name).sorted()
  }

  private static func count(
    _ text: Data, _ members: [(name: String, value: Range<Int>)]
  ) -> (name: String, value: Int)? {
    for name in ["count", "total", "total_count", "totalCount"] {
      guard let member = members.first(where: { $0.name == name }) else { continue }
      let start = text.startIndex
      let digits = text[start + member.value.lowerBound..<start + member.value.upperBound]
      if let value = Int(String(decoding: digits, as: UTF8.self)) { return (name, value) }
    }
    return nil
  }
}

extension Diagnostic.Message {
  fileprivate static func noPath(_ file: String, _ path: String) -> Self {
    Self(.cannotRead, "'\(file)' has nothing at '\(path)'")
  }
  fileprivate static func repeatedMember(_ file: String, _ name: String) -> Self {
    Self(.cannotRead, "'\(file)' has an object with two members '\(name)'")
  }
  fileprivate static func severalLists(_ file: String) -> Self {
    Self(.cannotRead, "'\(file)' has several lists of objects")
  }
  fileprivate static func noList(_ file: String) -> Self {
    Self(.cannotRead, "'\(file)' is not JSON that can be read")
  }
}
