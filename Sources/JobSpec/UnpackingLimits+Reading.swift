internal import Diagnostics
internal import Tables

extension NodeReader {
  /// `limits:` of an input.
  func unpackingLimits() -> UnpackingLimits? {
    mapping("'limits'") { keys in
      var limits = UnpackingLimits()
      if let size = keys["unpacked"]?.byteCount(upTo: 1_000_000_000_000) { limits.unpacked = size }
      if let ratio = keys["ratio"]?.integer(1...1_000_000, "a whole number from 1") {
        limits.ratio = ratio.value
      }
      // Positions inside a row have 32 bits.
      if let size = keys["cell"]?.byteCount(upTo: 1_000_000_000) { limits.cell = size }
      return limits
    }
  }

  /// `64MB`
  func byteCount(upTo most: Int) -> Int? {
    let expected = "a size like 64MB, up to \(UnpackingLimits.words(most).filter { $0 != " " })"
    guard let scalar = scalar(expected) else { return nil }
    let units = [("kB", 1_000), ("MB", 1_000_000), ("GB", 1_000_000_000), ("TB", 1_000_000_000_000)]
    let text = scalar.text.filter { $0 != " " }
    let unit = units.first { text.lowercased().hasSuffix($0.0.lowercased()) }
    let digits = text.dropLast(unit?.0.count ?? 0)
    guard let unit, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let count = Int(digits),
      count > 0,
      count <= most / unit.1
    else {
      wrongType(expected)
      return nil
    }
    return count * unit.1
  }
}
