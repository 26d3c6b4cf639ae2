internal import Tables

extension NodeReader {
  /// A number with the unit `s`, `m`, `h`, `d` or `w`, such as `36h`.
  func duration() -> TimeSpan? {
    guard let scalar = node.scalar else {
      wrongType("a duration like 36h")
      return nil
    }
    let units: [Character: TimeSpan] = ["s": .second, "m": .minute, "h": .hour, "d": .day, "w": .week]
    let digits = scalar.text.prefix { $0.isASCII && $0.isNumber }
    let unit = scalar.text.dropFirst(digits.count).drop { $0 == " " }
    guard let count = Int64(digits), count <= 1_000_000_000, unit.count == 1,
      let unit = unit.first.flatMap({ units[$0] })
    else {
      wrongType("a duration like 36h", hint: "a whole number and one of s, m, h, d, w")
      return nil
    }
    return unit * count
  }
}
