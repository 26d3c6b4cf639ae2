internal import Synchronization
internal import Tables
internal import _FoundationICU

/// How a language sorts texts: the collation of Unicode's CLDR, from the ICU that Foundation brings. Texts that a
/// language does not tell apart, such as `é` as one character and as two, stand in the order of their code points.
///
/// Foundation's own comparison by a language is no order: among texts of several scripts there are a < b < c < a, and
/// a sort by it depends on where it begins.
@safe final class Collation: Sendable {
  // SAFETY: ICU's collators may be read by many threads; this one is not changed after `init`, and never closed.
  nonisolated(unsafe) private let collator: OpaquePointer

  private static let opened = Mutex<[String: Collation]>([:])

  static func of(language: String) -> Collation {
    opened.withLock { opened in
      if let known = opened[language] { return known }
      let new = Collation(language)
      opened[language] = new
      return new
    }
  }

  private init(_ language: String) {
    var status = U_ZERO_ERROR
    // SAFETY: ICU copies the name; a language that it does not know gets the order of Unicode's root.
    let opened = unsafe swift_ucol_open(language, &status)
    guard let opened = unsafe opened, status.rawValue <= U_ZERO_ERROR.rawValue else {
      preconditionFailure("ICU cannot sort texts: error \(status.rawValue)")
    }
    unsafe swift_ucol_setAttribute(opened, UCOL_NORMALIZATION_MODE, UCOL_ON, &status)
    unsafe collator = opened
  }

  /// Bytes whose order is the order of the texts, a row each; null where the text is null.
  func keys(of text: TextColumn) -> TextColumn {
    let pieces = Parallel.each(Parallel.pieces(rows: text.count)) { self.keys(of: text, rows: $0) }
    guard var keys = pieces.first else { return TextColumn() }
    for piece in pieces.dropFirst() { keys.append(contentsOf: piece) }
    return keys
  }

  private func keys(of text: TextColumn, rows: Range<Int>) -> TextColumn {
    var keys = TextColumn()
    keys.reserve(rows: rows.count, bytes: 0)
    var units: [UInt16] = []
    var key = [UInt8](repeating: 0, count: 512)
    for row in rows {
      guard text.validity[row] else {
        keys.appendNull()
        continue
      }
      let bytes = text.bytes[text.range(at: row)]
      units.removeAll(keepingCapacity: true)
      if bytes.allSatisfy({ $0 < 0x80 }) {
        for byte in bytes { units.append(UInt16(byte)) }
      } else {
        units.append(contentsOf: String(decoding: bytes, as: UTF8.self).utf16)
      }
      var length = write(&key, of: units)
      if length > key.count {
        key = [UInt8](repeating: 0, count: length)
        length = write(&key, of: units)
      }
      // A key ends with a byte 0, which it has nowhere else.
      keys.appendPart(key[..<length])
      keys.append(bytes)
    }
    return keys
  }

  /// Writes what there is room for; the length of the whole key.
  private func write(_ key: inout [UInt8], of units: [UInt16]) -> Int {
    let room = Int32(key.count)
    // SAFETY: ICU reads as many units and writes at most as many bytes as these sizes say.
    return Int(unsafe swift_ucol_getSortKey(collator, units, Int32(units.count), &key, room))
  }
}
