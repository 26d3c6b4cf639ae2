internal import CZlib
internal import Foundation

/// Reads the files in a zip archive: enough for the workbooks that tests write.
package struct ZipReader {
  package struct Failure: Error {
    package var what: String
  }
  private let bytes: [UInt8]
  private var entries: [String: Range<Int>] = [:]
  /// In the order of the archive's directory.
  package private(set) var names: [String] = []
  private var methods: [String: Int] = [:]
  private var sizes: [String: Int] = [:]

  package init(path: String) throws {
    try self.init(bytes: Array(Data(contentsOf: URL(fileURLWithPath: path))))
  }

  package init(bytes: [UInt8]) throws {
    self.bytes = bytes
    func number(_ at: Int, _ width: Int) -> Int {
      (0..<width).reduce(0) { $0 | Int(bytes[at + $1]) << ($1 * 8) }
    }
    guard
      let end = stride(from: bytes.count - 22, through: 0, by: -1).first(where: {
        number($0, 4) == 0x0605_4B50
      })
    else { throw Failure(what: "no end of directory") }
    var place = number(end + 16, 4)
    var count = number(end + 10, 2)
    if place == 0xFFFF_FFFF {
      // Zip64: a locator before this record says where the longer one is.
      let large = number(end - 20 + 8, 8)
      guard number(end - 20, 4) == 0x0706_4B50, number(large, 4) == 0x0606_4B50 else {
        throw Failure(what: "no end of zip64 directory")
      }
      (place, count) = (number(large + 48, 8), number(large + 32, 8))
    }
    for _ in 0..<count {
      guard number(place, 4) == 0x0201_4B50 else { throw Failure(what: "no directory entry") }
      let nameLength = number(place + 28, 2)
      let name = String(decoding: bytes[place + 46..<place + 46 + nameLength], as: UTF8.self)
      // In zip64 the sizes and the place that are too large stand in an extra field, in this order.
      var field = place + 46 + nameLength + 4
      func large(_ at: Int) -> Int {
        let value = number(place + at, 4)
        guard value == 0xFFFF_FFFF else { return value }
        field += 8
        return number(field - 8, 8)
      }
      let plain = large(24)
      let packed = large(20)
      let local = large(42)
      let start = local + 30 + number(local + 26, 2) + number(local + 28, 2)
      names.append(name)
      methods[name] = number(place + 10, 2)
      sizes[name] = plain
      entries[name] = start..<start + packed
      place += 46 + nameLength + number(place + 30, 2) + number(place + 32, 2)
    }
  }

  package func text(_ name: String) throws -> String { String(decoding: try bytes(name), as: UTF8.self) }

  package func bytes(_ name: String) throws -> [UInt8] {
    guard let range = entries[name], let method = methods[name], let size = sizes[name] else {
      throw Failure(what: "no part '\(name)' among \(names)")
    }
    let packed = Array(bytes[range])
    return method == 0 ? packed : try inflated(packed, size: size, windowBits: -15)
  }
}

/// The plain bytes of a gzip stream.
package func gunzipped(_ bytes: [UInt8]) throws -> [UInt8] {
  let size = bytes.suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
  return try inflated(bytes, size: size, windowBits: 31)
}

private func inflated(_ packed: [UInt8], size: Int, windowBits: Int32) throws -> [UInt8] {
  var stream = unsafe z_stream()
  // SAFETY: set up, used and ended here; zlib reads and writes within the two arrays' counts.
  let ready = unsafe inflateInit2_(&stream, windowBits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
  guard ready == Z_OK else { throw ZipReader.Failure(what: "zlib has no memory") }
  var input = packed
  var status: Int32 = Z_OK
  let result = unsafe [UInt8](unsafeUninitializedCapacity: size + 1) { output, count in
    unsafe input.withUnsafeMutableBufferPointer { input in
      unsafe stream.next_in = input.baseAddress
      unsafe stream.avail_in = UInt32(input.count)
      unsafe stream.next_out = output.baseAddress
      unsafe stream.avail_out = UInt32(size + 1)
      status = unsafe inflate(&stream, Z_FINISH)
    }
    count = unsafe size + 1 - Int(stream.avail_out)
  }
  _ = unsafe inflateEnd(&stream)
  guard status == Z_STREAM_END else { throw ZipReader.Failure(what: "broken deflate stream") }
  return result
}
