/// `true`, `yes`, `sí`, `1` and their opposites in six languages, in any case.
package enum BooleanSyntax {
  package static func boolean(_ text: String) -> Bool? {
    let bytes = Array(text.utf8)
    return boolean(bytes.span, 0..<bytes.count)
  }

  static func boolean(_ bytes: Span<UInt8>, _ range: ByteRange) -> Bool? {
    let range = bytes.trimmed(range)
    guard (1...10).contains(range.count) else { return nil }
    // Up to eight bytes, letters in lower case, as one number.
    var word: UInt64 = 0
    if range.count <= 8 {
      for index in range {
        let byte = bytes[index]
        word = word << 8 | UInt64((0x41...0x5A).contains(byte) ? byte | 0x20 : byte)
      }
      if word == one || word == yes || word == isTrue { return true }
      if word == zero || word == no || word == isFalse { return false }
    }
    switch folded(bytes.text(range)) {
    case "si", "sim", "oui", "verdadero", "verdadeiro", "vrai", "ja", "wahr", "vero": return true
    case "nao", "non", "falso", "faux", "nein", "falsch": return false
    default: return nil
    }
  }

  private static let one: UInt64 = 0x31
  private static let zero: UInt64 = 0x30
  private static let yes: UInt64 = 0x79_65_73
  private static let no: UInt64 = 0x6E_6F
  private static let isTrue: UInt64 = 0x74_72_75_65
  private static let isFalse: UInt64 = 0x66_61_6C_73_65
}
