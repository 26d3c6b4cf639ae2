extension TextFile {
  /// Finds rejects in the file itself: their first byte, their text, and their bytes where the text does not show
  /// them. Those of a text that is not the file's own have no place in it.
  package func locate(_ rejects: inout [Reject]) throws {
    let order = rejects.indices.filter { rejects[$0].place != nil }.sorted {
      rejects[$0].place!.lowerBound < rejects[$1].place!.lowerBound
    }
    var counted = (text: 0, file: 0)
    for index in order {
      let (text, place) = original(of: rejects[index].place!)
      rejects[index].place = nil
      guard text.isOwnText else { continue }
      let decoding = text.decoding
      if decoding.encoding == .utf8 {
        rejects[index].offset = decoding.markLength + place.lowerBound
        if rewriting == nil, !rejects[index].raw.unicodeScalars.contains("\u{FFFD}") { continue }
      } else {
        // The text is in memory, and its places ascend: each stretch is counted once.
        let before = try text.source.bytes(counted.text..<place.lowerBound)
        counted = (place.lowerBound, counted.file + decoding.lengthInFile(before))
        rejects[index].offset = decoding.markLength + counted.file
      }
      let bytes = Array(try text.source.bytes(place))
      rejects[index].raw = bytes.span.text(0..<bytes.count)
      let own = decoding.bytesInFile(bytes)
      if own.isEmpty || !own.elementsEqual(rejects[index].raw.utf8) { rejects[index].bytes = own }
    }
  }
}

extension TextDecoding {
  /// The number of bytes that a stretch of the converted text has in the file.
  func lengthInFile(_ text: ArraySlice<UInt8>) -> Int {
    switch encoding {
    case .utf8: return text.count
    case .gb18030, .big5, .shiftJIS, .eucJP, .eucKR: return systemBytes(text, invalid: [0x3F]).count
    case .utf16, .utf16LittleEndian, .utf16BigEndian:
      // Points beyond the first 65536 are four bytes in both; 0xFF stands for half a unit at the end.
      return text.reduce(0) { $0 + ($1 == 0xFF ? 1 : $1 >= 0xF0 ? 4 : $1 & 0xC0 == 0x80 ? 0 : 2) }
    case .utf32, .utf32LittleEndian, .utf32BigEndian:
      return text.reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 4) }
    default:
      return text.reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
    }
  }

  /// The bytes of the file that were converted to a text.
  func bytesInFile(_ text: [UInt8]) -> [UInt8] {
    if encoding == .utf8 { return text }
    if encoding.systemName != nil { return systemBytes(text[...], invalid: []) }
    let page = encoding.codePage.map { page in
      Dictionary(
        page.enumerated().map { ($1, UInt8($0 + 0x80)) }, uniquingKeysWith: { first, _ in first })
    }
    var result: [UInt8] = []
    var place = 0
    while place < text.count {
      let byte = text[place]
      if byte == 0xFF {
        // What could not be converted is lost.
        place += 1
        continue
      }
      let length = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
      var point = UInt32(length == 1 ? byte : byte & (0xFF >> UInt8(length + 1)))
      for next in text[place..<min(place + length, text.count)].dropFirst() {
        point = point << 6 | UInt32(next & 0x3F)
      }
      place += length
      if let page {
        result.append(point < 0x80 ? UInt8(point) : page[UInt16(truncatingIfNeeded: point)] ?? 0x3F)
      } else {
        result += wide(point)
      }
    }
    return result
  }

  /// The bytes in the file of a text that the system has converted.
  ///
  /// - Parameter invalid: what stands for a byte that could not be converted.
  private func systemBytes(_ text: ArraySlice<UInt8>, invalid: [UInt8]) -> [UInt8] {
    guard let conversion = SystemConversion(from: "UTF-8", to: encoding.systemName!) else { return [] }
    let parts = text.split(separator: 0xFF, omittingEmptySubsequences: false).map {
      conversion.converted($0).text
    }
    return Array(parts.joined(separator: invalid))
  }

  private func wide(_ point: UInt32) -> [UInt8] {
    func bytes(_ value: UInt32, count: Int, isLittle: Bool) -> [UInt8] {
      let low = (0..<count).map { UInt8(truncatingIfNeeded: value >> UInt32(8 * $0)) }
      return isLittle ? low : low.reversed()
    }
    switch encoding {
    case .utf32, .utf32LittleEndian, .utf32BigEndian:
      return bytes(point, count: 4, isLittle: encoding != .utf32BigEndian)
    default:
      let isLittle = encoding != .utf16BigEndian
      if point < 0x10000 { return bytes(point, count: 2, isLittle: isLittle) }
      let rest = point - 0x10000
      return bytes(0xD800 + rest >> 10, count: 2, isLittle: isLittle)
        + bytes(0xDC00 + rest & 0x3FF, count: 2, isLittle: isLittle)
    }
  }
}
