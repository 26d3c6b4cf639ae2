internal import Diagnostics
internal import Tables

/// The texts that the cells of a workbook share, side by side, without their formats.
struct SharedTexts: Sendable {
  fileprivate(set) var bytes: [UInt8] = []
  fileprivate(set) var ranges: [Range<UInt32>] = []
}

/// Reads `sharedStrings.xml`.
final class SharedTextsParser: XMLHandler {
  private(set) var texts = SharedTexts()
  private let limit: Int
  private var start = 0
  private var takesText = false
  private var isInPhonetic = false

  /// - Parameter limit: the bytes that one text may have.
  init(limit: Int) { self.limit = limit }

  override func start(_ element: XMLName, _ attributes: XMLAttributes) {
    switch element {
    case "si": start = texts.bytes.count
    case "t": takesText = !isInPhonetic
    // How a name is read aloud stands beside it in Japanese workbooks and is no part of it.
    case "rPh": isInPhonetic = true
    default: break
    }
  }

  override func end(_ element: XMLName) {
    switch element {
    case "t": takesText = false
    case "rPh": isInPhonetic = false
    case "si":
      ExcelEscapes.decode(&texts.bytes, from: start)
      guard texts.bytes.count <= UInt32.max else {
        failure = Diagnostic(.cannotReadTexts, reason: "they are more than 4 GB")
        return
      }
      texts.ranges.append(UInt32(start)..<UInt32(texts.bytes.count))
    default: break
    }
  }

  override func text(_ bytes: Span<UInt8>) {
    guard takesText else { return }
    if texts.bytes.count - start + bytes.count > limit {
      failure = Diagnostic(
        .cannotReadTexts, reason: "one of them has more than \(UnpackingLimits.words(limit))")
      return
    }
    texts.bytes.append(bytes, 0..<bytes.count)
  }
}

/// `_x000D_`: how workbooks write characters that XML cannot hold.
enum ExcelEscapes {
  /// Decodes them in the bytes from `start` on. The escape of NUL stays as it is written.
  static func decode(_ bytes: inout [UInt8], from start: Int) {
    guard bytes.count - start >= 7 else { return }
    let mark = UInt8(ascii: "_")
    guard bytes[start...].contains(mark) else { return }
    var result: [UInt8] = []
    var index = start
    var found = false
    while index < bytes.count {
      if bytes[index] == mark, let unit = unit(bytes, index) {
        var scalar = unit
        var length = 7
        if unit & 0xFC00 == 0xD800, let low = self.unit(bytes, index + 7), low & 0xFC00 == 0xDC00 {
          scalar = 0x10000 + (unit & 0x3FF) << 10 + low & 0x3FF
          length = 14
        }
        if scalar != 0, let value = UnicodeScalar(scalar) {
          result.append(contentsOf: String(value).utf8)
          index += length
          found = true
          continue
        }
      }
      result.append(bytes[index])
      index += 1
    }
    if found { bytes.replaceSubrange(start..., with: result) }
  }

  private static func unit(_ bytes: [UInt8], _ index: Int) -> UInt32? {
    guard index + 7 <= bytes.count, bytes[index] == UInt8(ascii: "_"), bytes[index + 1] == UInt8(ascii: "x"),
      bytes[index + 6] == UInt8(ascii: "_")
    else { return nil }
    return UInt32(String(decoding: bytes[index + 2..<index + 6], as: UTF8.self), radix: 16)
  }
}

extension Diagnostic.Message {
  fileprivate static let cannotReadTexts = Self(.cannotRead, "cannot read the workbook's texts")
}
