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

extension String {
  /// Splits a list in the source code (ASCII) at spaces and line ends.
  package var plainWords: [String] {
    utf8.split { $0 == 0x20 || $0 == 0x0A }.map { String(decoding: $0, as: UTF8.self) }
  }
}
