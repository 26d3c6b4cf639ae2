/// The name of a file in a list of SHA-256.
enum SumName {
  /// As the manifest of a bag has it (RFC 8493): line ends and percent signs are encoded, and nothing else.
  static func inBag(_ name: String) -> String {
    replacing(["\n": "%0A", "\r": "%0D", "%": "%25"], in: name)
  }

  /// A line that `sha256sum` reads: in one that begins with a backslash, line ends and backslashes of the name are escaped.
  static func line(_ sum: String, _ name: String) -> String {
    guard name.unicodeScalars.contains(where: { $0 == "\n" || $0 == "\r" }) else {
      return "\(sum)  \(name)\n"
    }
    return "\\\(sum)  \(replacing(["\n": "\\n", "\r": "\\r", "\\": "\\\\"], in: name))\n"
  }

  /// Scalar by scalar: a carriage return and a line feed are one character.
  private static func replacing(_ codes: [Unicode.Scalar: String], in name: String) -> String {
    name.unicodeScalars.map { codes[$0] ?? String($0) }.joined()
  }
}
