internal import Diagnostics

/// Recognises files that are not text, whatever their name.
enum ForeignContent {
  /// Throws a diagnostic that names the kind of file.
  ///
  /// - Parameter head: its first bytes, unpacked.
  static func refuse(_ head: [UInt8], name: String) throws {
    func begins(_ text: String) -> Bool { head.starts(with: Array(text.utf8)) }
    if let packing = Packing(head) {
      throw Diagnostic(
        .notText(name),
        reason: "it is packed twice: what is packed in it is packed again, as \(packing.rawValue)",
        hint: "unpack it once")
    }
    if head.count > 262, head[257..<262].elementsEqual("ustar".utf8) {
      throw Diagnostic(
        .notText(name), reason: "it is a tar archive", hint: "unpack it, or pack its files as .zip")
    }
    if head.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
      throw Diagnostic(
        .notText(name), reason: "it is an Excel workbook or another zip file (it begins with PK)",
        hint: "leave  format:  out, and Acta reads the workbook as it is")
    }
    if head.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
      if holds(head, "EncryptedPackage") {
        throw Diagnostic(
          .notText(name), reason: "it is a workbook with a password",
          hint: "open it in Excel with the password, and save it without one")
      }
      throw Diagnostic(
        .notText(name), reason: "it is an old Excel workbook (.xls), or one with a password",
        hint: "open it in Excel and save it as .xlsx, without a password")
    }
    if head.starts(with: [0x37, 0x7A, 0xBC, 0xAF]) || begins("Rar!") {
      throw Diagnostic(
        .notText(name), reason: "it is a 7z or RAR archive",
        hint: "unpack it, or pack its files as .zip")
    }
    if begins("%PDF") || begins("{\\rtf") {
      throw Diagnostic(
        .notText(name), reason: begins("%PDF") ? "it is a PDF document" : "it is a text document (RTF)",
        hint: "ask its sender for the list as a workbook or CSV")
    }
    let start = String(decoding: head.prefix(256), as: UTF8.self).drop { $0.isWhitespace || $0 == "\u{FEFF}" }
      .lowercased()
    if ["<!doctype html", "<html", "<table", "<?xml"].contains(where: start.hasPrefix) {
      throw Diagnostic(
        .notText(name), reason: "it is a web page or XML, perhaps a log-in page saved in its place",
        hint: "open it in a spreadsheet program and save it as CSV UTF-8, or fetch it again")
    }
  }

  /// Whether an old Office file names one of its parts so.
  private static func holds(_ bytes: [UInt8], _ part: String) -> Bool {
    let wanted = part.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
    guard bytes.count >= wanted.count else { return false }
    return (0...bytes.count - wanted.count).contains {
      bytes[$0] == wanted[0] && bytes[$0...].starts(with: wanted)
    }
  }

  /// Throws if decoded text has more control characters than real text ever has.
  static func refuseBinary(_ head: Span<UInt8>, name: String) throws {
    let count = min(head.count, 65_536)
    var controls = 0
    for index in 0..<count {
      let byte = head[index]
      if byte < 0x20 && byte != 0x09 && byte != 0x0A && byte != 0x0D && byte != 0x0C { controls += 1 }
    }
    if controls * 20 > count && controls > 2 {
      throw Diagnostic(
        .notText(name), reason: "\(controls) of its first \(count) bytes are control characters")
    }
  }
}

extension Diagnostic.Message {
  fileprivate static func notText(_ file: String) -> Self { Self(.notText, "'\(file)' is not a text file") }
}
