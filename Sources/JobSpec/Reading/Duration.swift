internal import Diagnostics

extension NodeReader {
  /// A number and `s`, `m`, `h`, `d` or `w`: `36h`; in microseconds.
  func duration() -> Int64? {
    guard let scalar = node.scalar else {
      wrongType("a duration like 36h")
      return nil
    }
    let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800]
    let digits = scalar.text.prefix { $0.isASCII && $0.isNumber }
    let unit = scalar.text.dropFirst(digits.count).drop { $0 == " " }
    guard let count = Int64(digits), count <= 1_000_000_000, unit.count == 1,
      let seconds = unit.first.flatMap({ units[$0] })
    else {
      wrongType("a duration like 36h", hint: "a whole number and one of s, m, h, d, w")
      return nil
    }
    return count * seconds * 1_000_000
  }
}
