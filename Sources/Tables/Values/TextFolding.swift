internal import Foundation

/// The text without case and accents, to compare headers and names: `Teléfono` and `TELEFONO` become
/// `telefono`. Composed and decomposed accents fold equally.
package func folded(_ text: String) -> String {
  if text.utf8.allSatisfy({ $0 < 0x80 && !(0x41...0x5A).contains($0) }) { return text }
  let plain = text.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
  // A combining accent without a letter before it is left over.
  guard plain.unicodeScalars.contains(where: accents.contains) else { return plain }
  var scalars = plain.unicodeScalars
  scalars.removeAll(where: accents.contains)
  return String(scalars)
}

/// The combining accents of Latin, Greek and Cyrillic letters.
private let accents: ClosedRange<Unicode.Scalar> = "\u{300}"..."\u{36F}"

/// A folded header without punctuation and spaces: `E-mail` matches `email`, and `Duration (Minutes)`
/// matches `duration minutes`.
package func foldedHeader(_ text: String) -> String {
  if text.utf8.allSatisfy({ $0 < 0x80 }) { return foldedPlainHeader(text) }
  var result = String.UnicodeScalarView()
  for scalar in folded(text).unicodeScalars
  where scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
    result.append(scalar)
  }
  return String(result)
}

/// The same for ASCII, without Unicode's tables.
private func foldedPlainHeader(_ text: String) -> String {
  var result: [UInt8] = []
  result.reserveCapacity(text.utf8.count)
  for byte in text.utf8 {
    switch byte {
    case 0x30...0x39, 0x61...0x7A: result.append(byte)
    case 0x41...0x5A: result.append(byte | 0x20)
    default: break
    }
  }
  return String(decoding: result, as: UTF8.self)
}

/// A number that depends on the ``foldedHeader(_:)`` of a text only, made without it; nil for letters that need Unicode's
/// tables.
package func foldedHeaderHash(_ bytes: Span<UInt8>, _ text: ByteRange) -> UInt64? {
  // FNV-1a
  var hash: UInt64 = 0xCBF2_9CE4_8422_2325
  var place = text.lowerBound
  while place < text.upperBound {
    var byte = bytes[place]
    place &+= 1
    switch byte {
    case 0x30...0x39, 0x61...0x7A: break
    case 0x41...0x5A: byte |= 0x20
    case 0..<0x80: continue
    default:
      guard byte == 0xC3, place < text.upperBound, let plain = DateWords.unaccented(bytes[place]) else {
        return nil
      }
      byte = plain
      place &+= 1
    }
    hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
  }
  return hash
}

extension String {
  /// Splits a list in the source code (ASCII) at spaces and line ends.
  package var plainWords: [String] {
    utf8.split { $0 == 0x20 || $0 == 0x0A }.map { String(decoding: $0, as: UTF8.self) }
  }
}
