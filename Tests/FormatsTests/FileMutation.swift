import Foundation
import TestSupport

@testable import Formats

/// Changes files as disks, programs and people damage them.
struct FileMutation {
  var random: SteadyRandom

  init(seed: Int) { random = SteadyRandom(seed: seed) }

  /// The file with one to four changes. Half of the changes of an archive are made in a member, behind a right checksum.
  ///
  /// - Parameter other: another file, of which parts may be put in.
  mutating func mutate(_ bytes: [UInt8], other: [UInt8]) -> [UInt8] {
    if bytes.starts(with: [0x50, 0x4B]), Bool.random(using: &random), let inside = mutateMember(bytes, other)
    {
      return inside
    }
    var result = bytes
    let isText = bytes.count < 2 || !bytes.contains(0) && !bytes.starts(with: [0x1F, 0x8B])
    for _ in 0...Int.random(in: 0...3, using: &random) {
      if isText && chance(2, of: 3) { changeText(&result, other) } else { changeBytes(&result, other) }
    }
    if isText && chance(1, of: 6) { result = encoded(result) }
    return result
  }

  private mutating func mutateMember(_ bytes: [UInt8], _ other: [UInt8]) -> [UInt8]? {
    var parts: [(name: String, bytes: [UInt8])] = []
    do {
      let archive = try ZipArchive(name: "a.zip", size: bytes.count) { Array(bytes[$0]) }
      parts = try archive.members.map { ($0.name, try archive.bytes(of: $0)) }
    } catch {
      return nil
    }
    if parts.isEmpty { return nil }
    let part = Int.random(in: 0..<parts.count, using: &random)
    for _ in 0...Int.random(in: 0...2, using: &random) {
      if chance(1, of: 2) { changeMarkup(&parts[part].bytes) } else { changeBytes(&parts[part].bytes, other) }
    }
    return StoredZip.archive(parts)
  }

  // MARK: Bytes

  private mutating func changeBytes(_ bytes: inout [UInt8], _ other: [UInt8]) {
    guard !bytes.isEmpty else { return }
    let place = Int.random(in: 0..<bytes.count, using: &random)
    let end = min(bytes.count, place + Int.random(in: 1...80, using: &random))
    switch Int.random(in: 0..<8, using: &random) {
    case 0, 1: bytes[place] = UInt8.random(in: 0...255, using: &random)
    case 2: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
    case 3: bytes.removeSubrange(place..<end)
    case 4: bytes.insert(contentsOf: Array(bytes[place..<end]), at: place)
    case 5: bytes.removeSubrange(place...)
    case 6: bytes.insert(contentsOf: other.dropFirst(min(place, other.count)).prefix(60), at: place)
    default:
      bytes.insert(contentsOf: pick([[0], [0xFF], [0xEF, 0xBB, 0xBF], [0xC3], [0x1A], [0x0D]]), at: place)
    }
  }

  /// Changes numbers and attributes of XML.
  private mutating func changeMarkup(_ bytes: inout [UInt8]) {
    let places = bytes.indices.filter { (0x30...0x39).contains(bytes[$0]) || bytes[$0] == UInt8(ascii: "<") }
    guard let place = places.randomElement(using: &random) else { return }
    if bytes[place] == UInt8(ascii: "<") {
      let end = bytes[place...].firstIndex(of: UInt8(ascii: ">")) ?? bytes.count - 1
      if chance(1, of: 2) {
        bytes.removeSubrange(place...end)
      } else {
        bytes.insert(contentsOf: Array(bytes[place...end]), at: place)
      }
    } else {
      bytes.replaceSubrange(
        place...place, with: Array(pick(["0", "9", "-1", "99999999", "1048577", "1e308", "x", ""]).utf8))
    }
  }

  // MARK: Lines

  private mutating func changeText(_ bytes: inout [UInt8], _ other: [UInt8]) {
    var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map { Array($0) }
    let (place, second) = (
      Int.random(in: 0..<lines.count, using: &random), Int.random(in: 0..<lines.count, using: &random)
    )
    switch Int.random(in: 0..<15, using: &random) {
    case 0: lines.swapAt(place, second)
    case 1: lines.insert(lines[second], at: place)
    case 2: lines.remove(at: place)
    case 3: lines.insert([], at: place)
    case 4: lines[place] += lines[second]
    case 5: lines = Array(lines[..<place]) + lines
    case 6: lines += other.split(separator: 0x0A, omittingEmptySubsequences: false).map { Array($0) }
    case 7:
      // Line ends, all or one.
      let end: [UInt8] = pick([[0x0D, 0x0A], [0x0D], [0x0A, 0x0A], [0x0B], Array("\u{2028}".utf8)])
      if chance(1, of: 2) {
        bytes = Array(lines.joined(separator: end))
        return
      }
      if place > 0 { lines[place - 1] += end.dropLast() }
    case 8:
      // Delimiters, in all lines or from one on.
      let (from, to) = (pick([0x2C, 0x3B, 0x09] as [UInt8]), pick([0x2C, 0x3B, 0x09, 0x7C] as [UInt8]))
      let start = chance(1, of: 2) ? 0 : place
      for line in start..<lines.count { lines[line] = lines[line].map { $0 == from ? to : $0 } }
    case 9: lines[place].insert(0x22, at: Int.random(in: 0...lines[place].count, using: &random))
    case 10: lines[place] = [0x22] + lines[place].flatMap { $0 == 0x22 ? [$0, $0] : [$0] } + [0x22]
    case 11: lines[place] += Array(pick([",", ";", ",,,,", "\t", ";;;;;;;;", ", "]).utf8)
    case 12:
      lines.insert(
        Array(pick(["sep=;", "Total", "Nota: sin datos", "# x", "Detalles de otros,,", "--"]).utf8), at: place
      )
    case 13:
      let text = pick([
        "99999999999999999999", "-0", "1e999", "31/02/2021", "26. April 2021", "=1+1", "NaN", "İ", "\u{FEFF}",
        "🇨🇱", "e\u{301}",
      ])
      lines[place].insert(contentsOf: text.utf8, at: Int.random(in: 0...lines[place].count, using: &random))
    default: lines = Array(lines.dropFirst(place))
    }
    bytes = Array(lines.joined(separator: [0x0A]))
  }

  /// The text in another encoding.
  private mutating func encoded(_ bytes: [UInt8]) -> [UInt8] {
    let text = String(decoding: bytes, as: UTF8.self)
    let encoding = pick([
      String.Encoding.utf16LittleEndian, .utf16BigEndian, .utf32LittleEndian, .isoLatin1, .windowsCP1250,
    ])
    let data = text.data(using: encoding, allowLossyConversion: true) ?? Data(bytes)
    let marks: [String.Encoding: [UInt8]] = [
      .utf16LittleEndian: [0xFF, 0xFE], .utf16BigEndian: [0xFE, 0xFF],
    ]
    return (chance(2, of: 3) ? marks[encoding] ?? [] : []) + data
  }

  private mutating func chance(_ count: Int, of all: Int) -> Bool {
    Int.random(in: 0..<all, using: &random) < count
  }

  private mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements.randomElement(using: &random)!
  }
}
