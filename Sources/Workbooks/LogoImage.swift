/// Tells from its first bytes whether a logo is a PNG or JPEG image with a size.
enum LogoImage {
  static func isReadable(_ bytes: [UInt8]) -> Bool {
    guard let size = png(bytes) ?? jpeg(bytes) else { return false }
    return size.width > 0 && size.height > 0
  }

  private static func png(_ bytes: [UInt8]) -> (width: Int, height: Int)? {
    guard bytes.count > 24, bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) else {
      return nil
    }
    return (number(bytes, 16, 4), number(bytes, 20, 4))
  }

  private static func jpeg(_ bytes: [UInt8]) -> (width: Int, height: Int)? {
    guard bytes.starts(with: [0xFF, 0xD8]) else { return nil }
    var place = 2
    while place + 9 <= bytes.count, bytes[place] == 0xFF {
      let marker = bytes[place + 1]
      // The frame header, whatever the compression; not tables (C4), extensions (C8) or conditioning (CC).
      if (0xC0...0xCF).contains(marker), ![0xC4, 0xC8, 0xCC].contains(marker) {
        return (number(bytes, place + 7, 2), number(bytes, place + 5, 2))
      }
      place += 2 + number(bytes, place + 2, 2)
    }
    return nil
  }

  private static func number(_ bytes: [UInt8], _ place: Int, _ count: Int) -> Int {
    bytes[place..<place + count].reduce(0) { $0 << 8 | Int($1) }
  }
}
