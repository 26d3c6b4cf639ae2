internal import Foundation

/// The text in normal form C, without invisible characters, with one space for any white space between words
/// and none at the ends.
///
/// Invisible are control and format characters: zero-width spaces, direction marks, soft hyphens, byte order
/// marks. A zero-width joiner or non-joiner stays after a letter of a script that needs it to be spelt, such as
/// Arabic or Devanagari.
package func normalized(_ text: String) -> String {
  var result = String.UnicodeScalarView()
  var isAfterSpace = true
  for scalar in text.precomposedStringWithCanonicalMapping.unicodeScalars {
    if scalar.properties.isWhitespace {
      if !isAfterSpace { result.append(" ") }
      isAfterSpace = true
      continue
    }
    if isInvisible(scalar, after: result.last) { continue }
    result.append(scalar)
    isAfterSpace = false
  }
  if result.last == " " { result.removeLast() }
  // A character that was taken out may have kept two others from being composed.
  return String(result).precomposedStringWithCanonicalMapping
}

private func isInvisible(_ scalar: Unicode.Scalar, after last: Unicode.Scalar?) -> Bool {
  if scalar.value < 0x7F { return scalar.value < 0x20 }
  switch scalar.properties.generalCategory {
  case .control: return true
  case .format:
    let isJoiner = scalar.value == 0x200C || scalar.value == 0x200D
    return !(isJoiner && last.map { $0.value >= 0x0590 && $0.properties.isAlphabetic } == true)
  default: return scalar.properties.isDefaultIgnorableCodePoint
  }
}
