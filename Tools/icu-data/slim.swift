// slim ICU-DATA SMALLER: copies a data file of ICU (https://unicode-org.github.io/icu/userguide/icu_data/) without the
// items that Acta never asks for. Of ICU, Acta uses the collation of languages, normalisation and time zones; two thirds
// of its data are names of currencies, units, languages, regions and zones, transliteration and dictionaries of words.
import Foundation

let unused: Set = ["curr", "lang", "rbnf", "region", "translit", "unit", "zone"]

func isNeeded(_ name: String) -> Bool {
  let path = name.split(separator: "/")
  return !(path.count == 3 && unused.contains(String(path[1]))) && !name.hasSuffix(".dict")
}

/// The file is a header that begins with its own length, then a table of contents: the number of items, then for each
/// the places of its name and of its data, counted from the start of the table. Items stand in the order of the names.
struct Items {
  let bytes: [UInt8]
  let table: Int
  let count: Int

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    table = Int(bytes[0]) | Int(bytes[1]) << 8
    precondition(bytes[2] == 0xDA && bytes[3] == 0x27 && bytes[8] == 0, "these are no data of ICU")
    precondition(Array(bytes[12..<16]) == Array("CmnD".utf8), "these are no common data of ICU")
    count = Self.number(bytes, table)
  }

  static func number(_ bytes: [UInt8], _ place: Int) -> Int {
    (0..<4).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }
  }

  func name(_ item: Int) -> ArraySlice<UInt8> {
    bytes[(table + Self.number(bytes, table + 4 + 8 * item))...].prefix { $0 != 0 }
  }

  func data(_ item: Int) -> ArraySlice<UInt8> {
    let start = table + Self.number(bytes, table + 8 + 8 * item)
    let end = item + 1 < count ? table + Self.number(bytes, table + 16 + 8 * item) : bytes.count
    return bytes[start..<end]
  }
}

let arguments = CommandLine.arguments
let items = Items([UInt8](try Data(contentsOf: URL(fileURLWithPath: arguments[1]))))
let kept = (0..<items.count).filter { isNeeded(String(decoding: items.name($0), as: UTF8.self)) }
precondition(kept.count < items.count, "nothing to leave out: ICU's data has other folders now")

var names: [UInt8] = []
var places: [(name: Int, data: Int)] = []
var contents: [UInt8] = []
let namesStart = 4 + 8 * kept.count
let dataStart = (namesStart + kept.reduce(0) { $0 + items.name($1).count + 1 } + 15) / 16 * 16
for item in kept {
  places.append((namesStart + names.count, dataStart + contents.count))
  names += items.name(item) + [0]
  contents += items.data(item)
  contents += Array(repeating: 0, count: -contents.count & 15)
}

func four(_ number: Int) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) } }
var smaller = Array(items.bytes[..<items.table]) + four(kept.count)
for place in places { smaller += four(place.name) + four(place.data) }
smaller += names
smaller += Array(repeating: 0, count: items.table + dataStart - smaller.count)
try Data(smaller + contents).write(to: URL(fileURLWithPath: arguments[2]))
