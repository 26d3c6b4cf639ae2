/// The name of a file in a list of SHA-256.
enum SumName {
  /// As the manifest of a bag has it (RFC 8493): line ends and percent signs are encoded, and nothing else.
  static func inBag(_ name: String) -> String {
    var encoded = String.UnicodeScalarView()
    for scalar in name.unicodeScalars {
      switch scalar {
      case "\n": encoded.append(contentsOf: "%0A".unicodeScalars)
      case "\r": encoded.append(contentsOf: "%0D".unicodeScalars)
      case "%": encoded.append(contentsOf: "%25".unicodeScalars)
      default: encoded.append(scalar)
      }
    }
    return String(encoded)
  }

  /// A line that `sha256sum` reads: in one that begins with a backslash, line ends and backslashes of the name are escaped.
  static func line(_ sum: String, _ name: String) -> String {
    guard name.unicodeScalars.contains(where: { $0 == "\n" || $0 == "\r" }) else {
      return "\(sum)  \(name)\n"
    }
    var escaped = String.UnicodeScalarView()
    for scalar in name.unicodeScalars {
      switch scalar {
      case "\n": escaped.append(contentsOf: "\\n".unicodeScalars)
      case "\r": escaped.append(contentsOf: "\\r".unicodeScalars)
      case "\\": escaped.append(contentsOf: "\\\\".unicodeScalars)
      default: escaped.append(scalar)
      }
    }
    return "\\\(sum)  \(String(escaped))\n"
  }
}
