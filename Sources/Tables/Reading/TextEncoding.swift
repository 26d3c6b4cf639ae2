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
  case gb18030 = "gb18030"
  case big5 = "big5"
  case shiftJIS = "shift-jis"
  case eucJP = "euc-jp"
  case eucKR = "euc-kr"

  /// Other usual names, in lower case.
  package static let aliases: [(name: String, encoding: TextEncoding)] = [
    ("utf8", .utf8), ("utf16", .utf16), ("utf32", .utf32), ("cp1252", .windows1252), ("cp1250", .windows1250),
    ("cp1251", .windows1251), ("latin-1", .latin1), ("latin1", .latin1), ("latin-9", .latin9),
    ("latin9", .latin9), ("cp850", .ibm850), ("ibm850", .ibm850), ("cp437", .ibm437), ("ibm437", .ibm437),
    ("macintosh", .macRoman), ("macroman", .macRoman),
    ("gbk", .gb18030), ("gb2312", .gb18030), ("cp936", .gb18030), ("big5-hkscs", .big5), ("cp950", .big5),
    ("sjis", .shiftJIS), ("shift_jis", .shiftJIS), ("cp932", .shiftJIS), ("windows-31j", .shiftJIS),
    ("eucjp", .eucJP), ("euckr", .eucKR), ("cp949", .eucKR), ("uhc", .eucKR),
  ]

  /// - Parameter name: the encoding's name or another usual one, in any case.
  package init?(usualName name: String) {
    let name = name.lowercased()
    let alias = TextEncoding.aliases.first { $0.name == name }?.encoding
    guard let found = TextEncoding(rawValue: name) ?? alias else { return nil }
    self = found
  }

  /// Whether it is one of Unicode's own.
  var isUnicode: Bool { codePage == nil && systemName == nil }

  /// The name that the system has for an encoding of East Asia, whose letters may have several bytes; nil for others.
  ///
  /// Each is the widest of its kind: texts in the older ones are texts in it.
  var systemName: String? {
    switch self {
    case .gb18030: "GB18030"
    case .big5: "BIG5-HKSCS"
    case .shiftJIS: "CP932"
    case .eucJP: "EUC-JP-MS"
    case .eucKR: "UHC"
    default: nil
    }
  }

  /// The code points of the bytes 0x80 to 0xFF; nil if a letter may have several bytes.
  package var codePage: [UInt16]? {
    switch self {
    case .utf8, .utf16, .utf16LittleEndian, .utf16BigEndian, .utf32, .utf32LittleEndian, .utf32BigEndian: nil
    case .gb18030, .big5, .shiftJIS, .eucJP, .eucKR: nil
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
