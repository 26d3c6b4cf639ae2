/// The encodings of text files, by their names in job files.
package enum TextEncoding: String, Sendable, CaseIterable {
  case utf8 = "utf-8"
  case utf16 = "utf-16"
  case utf16LittleEndian = "utf-16le"
  case utf16BigEndian = "utf-16be"
  case utf32 = "utf-32"
  case utf32LittleEndian = "utf-32le"
  case utf32BigEndian = "utf-32be"
  case windows1252 = "windows-1252"
  case windows1250 = "windows-1250"
  case windows1251 = "windows-1251"
  case latin1 = "iso-8859-1"
  case latin9 = "iso-8859-15"
  case ibm850 = "ibm-850"
  case ibm437 = "ibm-437"
  case macRoman = "mac-roman"

  /// Other usual names, in lower case.
  package static let aliases: [(name: String, encoding: TextEncoding)] = [
    ("utf8", .utf8), ("utf16", .utf16), ("utf32", .utf32), ("cp1252", .windows1252), ("cp1250", .windows1250),
    ("cp1251", .windows1251), ("latin-1", .latin1), ("latin1", .latin1), ("latin-9", .latin9),
    ("latin9", .latin9), ("cp850", .ibm850), ("ibm850", .ibm850), ("cp437", .ibm437), ("ibm437", .ibm437),
    ("macintosh", .macRoman), ("macroman", .macRoman),
  ]

  /// - Parameter name: the encoding's name or another usual one, in any case.
  package init?(usualName name: String) {
    let name = name.lowercased()
    let alias = TextEncoding.aliases.first { $0.name == name }?.encoding
    guard let found = TextEncoding(rawValue: name) ?? alias else { return nil }
    self = found
  }

  /// The code points of the bytes 0x80 to 0xFF; nil if a letter may have several bytes.
  package var codePage: [UInt16]? {
    switch self {
    case .utf8, .utf16, .utf16LittleEndian, .utf16BigEndian, .utf32, .utf32LittleEndian, .utf32BigEndian: nil
    case .windows1252: CodePages.windows1252
    case .windows1250: CodePages.windows1250
    case .windows1251: CodePages.windows1251
    case .latin1: CodePages.latin1
    case .latin9: CodePages.latin9
    case .ibm850: CodePages.ibm850
    case .ibm437: CodePages.ibm437
    case .macRoman: CodePages.macRoman
    }
  }
}
