internal import Tables

/// Case mapping: ASCII letters by a bit, letters of European languages by a table, all others by
/// Unicode's rules.
struct LetterTable: Sendable {
  static let lower = LetterTable(firstOfASCII: 0x41) { $0.lowercased() }
  static let upper = LetterTable(firstOfASCII: 0x61) { $0.uppercased() }
  static let fold = LetterTable(firstOfASCII: 0x41) { folded($0) }

  /// The code points with entries: two-byte sequences up to Latin Extended-B.
  private static let first = 0x80
  private static let end = 0x250

  /// The first of the 26 ASCII letters to change.
  private let firstOfASCII: UInt8
  private let change: @Sendable (String) -> String
  private let bytes: [UInt8]
  private let offsets: [UInt16]

  private init(firstOfASCII: UInt8, _ change: @escaping @Sendable (String) -> String) {
    self.firstOfASCII = firstOfASCII
    self.change = change
    var bytes: [UInt8] = []
    var offsets: [UInt16] = [0]
    for code in LetterTable.first..<LetterTable.end {
      bytes.append(contentsOf: change(String(Unicode.Scalar(UInt32(code))!)).utf8)
      offsets.append(UInt16(bytes.count))
    }
    self.bytes = bytes
    self.offsets = offsets
  }

  func apply(to x: TextVector) -> TextVector {
    if let changed = applyToASCII(x) { return changed }
    return x.mapText(keeping: x.validity) { _, text, output in
      append(text, to: &output)
      return true
    }
  }

  /// ASCII keeps the length of every text, so a whole range can be changed at once.
  private func applyToASCII(_ x: TextVector) -> TextVector? {
    guard !x.isConstant, x.count > 0 else { return nil }
    let start = x.range(0).lowerBound
    let source = x.text.bytes.span.extracting(start..<x.range(x.count - 1).upperBound)
    let first = firstOfASCII
    let found = ByteSpans.look(at: source, forLettersFrom: first)
    guard found.isASCII else { return nil }
    if !found.hasLetters { return x }
    let changed = [UInt8](capacity: source.count) { output in
      for index in 0..<source.count {
        let byte = source[index]
        output.append(byte &- first < 26 ? byte ^ 0x20 : byte)
      }
    }
    let base = UInt32(start)
    let ends = x.text.offsets[x.start...x.start + x.count].map { $0 - base }
    return TextVector(TextColumn(bytes: changed, offsets: ends, validity: x.validity), 0..<x.count)
  }

  private func append(_ text: Span<UInt8>, to output: inout [UInt8]) {
    let before = output.count
    var index = 0
    while index < text.count {
      let byte = text[index]
      if byte < 0x80 {
        output.append(byte &- firstOfASCII < 26 ? byte ^ 0x20 : byte)
        index += 1
        continue
      }
      let code = index + 1 < text.count ? Int(byte & 0x1F) << 6 | Int(text[index + 1] & 0x3F) : 0
      guard byte < 0xE0, code < LetterTable.end else {
        // Other scripts and combining marks depend on their neighbours: map the whole text.
        output.removeLast(output.count - before)
        ByteSpans.append(change(ByteSpans.string(text)).utf8.span, to: &output)
        return
      }
      let entry = code - LetterTable.first
      for place in Int(offsets[entry])..<Int(offsets[entry + 1]) { output.append(bytes[place]) }
      index += 2
    }
  }
}
