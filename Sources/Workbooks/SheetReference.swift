/// References to a sheet in formulas.
enum SheetReference {
  /// The sheet's name, quoted unless Excel reads it without quotes: `Personas`, `'Côte d''Ivoire'`, `'2021'`,
  /// `'Q1'`.
  static func text(_ name: String) -> String {
    guard needsQuotes(Array(name.utf8)) else { return name }
    var quoted = "'".unicodeScalars
    for scalar in name.unicodeScalars {
      quoted.append(scalar)
      if scalar == "'" { quoted.append(scalar) }
    }
    return String(quoted) + "'"
  }

  private static func needsQuotes(_ name: [UInt8]) -> Bool {
    guard let first = name.first, !isDigit(first), first != UInt8(ascii: ".") else { return true }
    let isPlain = name.allSatisfy {
      isDigit($0) || isLetter($0) || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ".")
    }
    return !isPlain || looksLikeA1(name) || looksLikeR1C1(name)
  }

  /// One to three letters and then only digits. Names beyond the last column are quoted too, which does no
  /// harm.
  private static func looksLikeA1(_ name: [UInt8]) -> Bool {
    let letters = name.prefix { isLetter($0) }.count
    return (1...3).contains(letters) && letters < name.count && name[letters...].allSatisfy { isDigit($0) }
  }

  /// `R`, `C` or `RC`, alone or followed by a digit and anything after it.
  private static func looksLikeR1C1(_ name: [UInt8]) -> Bool {
    let lowercased = name.map { $0 | 0x20 }
    return ["r", "c", "rc"].contains { start in
      let start = Array(start.utf8)
      return lowercased.starts(with: start) && (name.count == start.count || isDigit(name[start.count]))
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
}
