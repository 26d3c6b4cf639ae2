internal import Foundation

/// The text of a whole file, to be shown or cut; reading rows is the business of `Formats`.
struct FileText {
  let text: String
  private let encoding: String.Encoding
  private let mark: [UInt8]

  /// - Returns: nil for an archive, a workbook or other bytes that are no text.
  init?(_ bytes: [UInt8]) {
    for (mark, encoding) in [
      ([0xFF, 0xFE], String.Encoding.utf16LittleEndian), ([0xFE, 0xFF], .utf16BigEndian),
    ] as [([UInt8], String.Encoding)] where bytes.starts(with: mark) {
      guard let text = String(bytes: bytes.dropFirst(2), encoding: encoding) else { return nil }
      (self.text, self.encoding, self.mark) = (text, encoding, mark)
      return
    }
    if bytes.contains(0) { return nil }
    mark = []
    if let text = String(validating: bytes, as: UTF8.self) {
      (self.text, encoding) = (text, .utf8)
    } else if let text = String(bytes: bytes, encoding: .windowsCP1252) {
      (self.text, encoding) = (text, .windowsCP1252)
    } else {
      return nil
    }
  }

  /// Another text in the encoding of the file.
  func bytes(of text: String) -> [UInt8] {
    mark + Array(text.data(using: encoding, allowLossyConversion: true) ?? Data())
  }
}
