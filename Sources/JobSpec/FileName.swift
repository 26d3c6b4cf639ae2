/// Rules for the names of files that jobs write. People unpack them on Windows, macOS and Linux.
package enum FileName {
  /// Whether every system accepts the character in the name of a file or folder, and people see it.
  package static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    !isInvisible(scalar) && !"/\\:*?\"<>|".unicodeScalars.contains(scalar)
  }

  /// Control characters, line separators, and characters that only steer how others are shown: with those of
  /// direction, `a\u{202E}vsc.exe` looks like `aexe.csv`. Words of Persian and Hindi need the two joiners.
  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: true
    case .format: scalar.value != 0x200C && scalar.value != 0x200D
    default: false
    }
  }

  private static let devices: Set<String> = {
    // Windows takes the raised digits for digits.
    let numbered = ["com", "lpt"].flatMap { name in "0123456789¹²³".map { "\(name)\($0)" } }
    return Set(["con", "prn", "aux", "nul", "conin$", "conout$"] + numbered)
  }()

  /// Whether Windows treats the name as a device, whatever its extension: `aux`, `com1`.
  package static func isDevice(_ name: some StringProtocol) -> Bool {
    var stem = name.prefix { $0 != "." }.lowercased()
    while stem.last == " " { stem.removeLast() }
    return devices.contains(stem)
  }

  /// The reason why a file or folder cannot have this name on every system, or nil.
  package static func problem(in name: some StringProtocol) -> String? {
    if let refused = name.unicodeScalars.first(where: { !isAllowed($0) }) {
      let code = String(refused.value, radix: 16, uppercase: true)
      return isInvisible(refused)
        ? "it contains the \(refused.properties.generalCategory == .control ? "control" : "invisible") character U+\(String(repeating: "0", count: max(0, 4 - code.count)) + code)"
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
