/// Rules of the names of files that jobs write: people unpack them on Windows, macOS and Linux.
package enum FileName {
  /// What every system takes in the name of a file or folder.
  package static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value >= 0x20 && scalar.value != 0x7F && !"/\\:*?\"<>|".unicodeScalars.contains(scalar)
  }

  /// Names that are devices on Windows, whatever their ending: `aux`, `com1`.
  package static func isDevice(_ name: some StringProtocol) -> Bool {
    let stem = name.prefix { $0 != "." }.lowercased()
    return ["con", "prn", "aux", "nul"].contains(stem)
      || (stem.utf8.count == 4 && (stem.hasPrefix("com") || stem.hasPrefix("lpt")) && stem.last!.isNumber)
  }

  /// Why a name of a file or folder cannot stand on every system, or nil.
  static func problem(in name: some StringProtocol) -> String? {
    if let refused = name.unicodeScalars.first(where: { !isAllowed($0) }) {
      let code = String(refused.value, radix: 16, uppercase: true)
      return refused.value < 0x20 || refused.value == 0x7F
        ? "it holds the control character U+\(String(repeating: "0", count: 4 - code.count) + code)"
        : "Windows takes no '\(refused)' in a name"
    }
    if name.hasPrefix(" ") || name.hasPrefix(".") {
      return "a name that begins with '\(name.first!)' is hidden or lost"
    }
    if name.hasSuffix(" ") || name.hasSuffix(".") { return "Windows drops the '\(name.last!)' at the end" }
    if isDevice(name) { return "'\(name.prefix { $0 != "." })' is a device on Windows" }
    return name.utf8.count > 200 ? "a name can have 200 bytes at most" : nil
  }
}
