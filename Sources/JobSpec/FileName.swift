/// Rules for the names of files that jobs write. People unpack them on Windows, macOS and Linux.
package enum FileName {
  /// Whether every system accepts the character in the name of a file or folder.
  package static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value >= 0x20 && scalar.value != 0x7F && !"/\\:*?\"<>|".unicodeScalars.contains(scalar)
  }

  /// Whether Windows treats the name as a device, whatever its extension: `aux`, `com1`.
  package static func isDevice(_ name: some StringProtocol) -> Bool {
    let stem = name.prefix { $0 != "." }.lowercased()
    return ["con", "prn", "aux", "nul"].contains(stem)
      || (stem.utf8.count == 4 && (stem.hasPrefix("com") || stem.hasPrefix("lpt")) && stem.last!.isNumber)
  }

  /// The reason why a file or folder cannot have this name on every system, or nil.
  static func problem(in name: some StringProtocol) -> String? {
    if let refused = name.unicodeScalars.first(where: { !isAllowed($0) }) {
      let code = String(refused.value, radix: 16, uppercase: true)
      return refused.value < 0x20 || refused.value == 0x7F
        ? "it contains the control character U+\(String(repeating: "0", count: 4 - code.count) + code)"
        : "Windows does not allow '\(refused)' in a name"
    }
    if name.hasPrefix(" ") || name.hasPrefix(".") {
      return "a name that begins with '\(name.first!)' is hidden or lost"
    }
    if name.hasSuffix(" ") || name.hasSuffix(".") { return "Windows drops the '\(name.last!)' at the end" }
    if isDevice(name) { return "'\(name.prefix { $0 != "." })' is a device on Windows" }
    return name.utf8.count > 200 ? "a name can have 200 bytes at most" : nil
  }
}
