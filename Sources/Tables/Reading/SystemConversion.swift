internal import CLinux
internal import Glibc

/// The system's conversion between two encodings: iconv of the C library.
@safe struct SystemConversion: ~Copyable {
  private let descriptor: iconv_t

  private static let pieceSize = 64 << 10

  /// Nil if the system does not have it.
  init?(from: String, to: String) {
    let opened = unsafe iconv_open(to, from)
    // What stands for none is -1 as an address.
    if Int(bitPattern: opened) == -1 { return nil }
    unsafe descriptor = opened!
  }

  deinit { unsafe iconv_close(descriptor) }

  /// A whole text. Bytes that are invalid in its encoding become 0xFF, which UTF-8 never has.
  func converted(_ bytes: ArraySlice<UInt8>) -> (text: [UInt8], invalid: Int) {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + bytes.count / 2)
    var invalid = 0
    var room = [UInt8](repeating: 0, count: SystemConversion.pieceSize)
    // SAFETY: iconv reads the rest of the input, writes at most what the room holds, and moves both pointers by what it
    // has read and written.
    unsafe bytes.withUnsafeBytes { input in
      unsafe room.withUnsafeMutableBytes { room in
        var left = input.count
        var from = unsafe UnsafeMutableRawPointer(mutating: input.baseAddress)?
          .assumingMemoryBound(to: CChar.self)
        while left > 0 {
          var to = unsafe room.baseAddress?.assumingMemoryBound(to: CChar.self)
          var free = room.count
          let status = unsafe iconv(descriptor, &from, &left, &to, &free)
          let fault = errno
          unsafe result.append(contentsOf: room[..<(room.count - free)])
          if status != -1 || fault == E2BIG { continue }
          // An invalid byte, or a letter that is cut off at the end.
          result.append(0xFF)
          invalid += 1
          unsafe from = from! + 1
          left -= 1
        }
      }
    }
    return (result, invalid)
  }
}
