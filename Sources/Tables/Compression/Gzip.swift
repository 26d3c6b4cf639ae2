internal import CZlib
internal import Diagnostics

/// Gzip files, recognised by their first two bytes whatever their name.
package enum Gzip {
  /// Decompresses all members. `name` is for messages.
  ///
  /// - Parameter enough: the number of bytes after which decompression may stop.
  /// - Throws: a diagnostic if the bytes are damaged, or if there are more of them than the limits allow.
  package static func unpacked(
    _ packed: [UInt8], name: String, limits: UnpackingLimits, enough: Int = .max
  ) throws -> [UInt8] {
    // A file that is probably too long is counted first, and takes no memory. Only its last member says its size.
    var isCounted = enough != .max
    if !isCounted, declaredSize(packed) > limits.most(ofPacked: packed.count) {
      try inflate(packed, name: name, limits: limits) { _, _ in true }
      isCounted = true
    }
    var result: [UInt8] = []
    result.reserveCapacity(min(packed.count * 4, enough, limits.most(ofPacked: packed.count)))
    var isSuspect = false
    try inflate(packed, name: name, limits: limits) { piece, used in
      if !isCounted, !isSuspect, limits.isSuspect(result.count + piece.count, ofPacked: used) {
        isSuspect = true
        result = []
      }
      if isSuspect { return true }
      result.append(piece, 0..<piece.count)
      return result.count < enough
    }
    if isSuspect {
      try inflate(packed, name: name, limits: limits) { piece, _ in
        result.append(piece, 0..<piece.count)
        return true
      }
    }
    return result
  }

  /// Decompresses all members into a file, piece by piece. `name` is for messages.
  ///
  /// - Throws: a diagnostic if the bytes are damaged, or the file cannot be written.
  package static func unpack(
    _ packed: [UInt8], name: String, limits: UnpackingLimits, to path: String
  ) throws {
    var file = try OutputFile(creating: path, isReadAgain: true)
    try inflate(packed, name: name, limits: limits) { piece, _ in
      try file.write(piece)
      return true
    }
    try file.finish()
  }

  /// - Parameter take: gets each piece of up to ``pieceSize`` bytes and the number of packed bytes up to its end, and
  ///   says whether more is wanted.
  private static func inflate(
    _ packed: [UInt8], name: String, limits: UnpackingLimits, take: (Span<UInt8>, Int) throws -> Bool
  ) throws {
    var stream = unsafe z_stream()
    guard
      unsafe inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else { throw Diagnostic(.cannotUnpack(name), reason: "zlib could not start") }
    defer { unsafe inflateEnd(&stream) }
    var watch = UnpackingWatch(limits, packed: packed.count, .cannotUnpack(name))
    var output: [UInt8] = []
    output.reserveCapacity(pieceSize)
    var position = 0
    var status = Z_OK
    while true {
      // zlib counts in 32 bits, so long files are passed in chunks.
      let piece = min(packed.count - position, 1 << 30)
      var used = 0
      output.removeAll(keepingCapacity: true)
      output.append(addingCapacity: pieceSize) { output in
        // SAFETY: zlib reads `piece` bytes at `position` and writes at most `buffer.count - filled`. The
        // reported count is the count that it wrote.
        unsafe packed.withUnsafeBufferPointer { input in
          unsafe output.withUnsafeMutableBufferPointer { buffer, filled in
            let room = buffer.count - filled
            unsafe stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress! + position)
            unsafe stream.avail_in = uInt(piece)
            unsafe stream.next_out = buffer.baseAddress! + filled
            unsafe stream.avail_out = uInt(room)
            status = unsafe CZlib.inflate(&stream, Z_NO_FLUSH)
            used = unsafe piece - Int(stream.avail_in)
            filled += unsafe room - Int(stream.avail_out)
          }
        }
      }
      position += used
      try watch.take(output.count)
      if try !take(output.span, position) { return }
      if status == Z_STREAM_END {
        if !hasMember(packed, at: position) { break }
        unsafe inflateReset(&stream)
      } else if status == Z_BUF_ERROR || (status == Z_OK && used == 0 && position == packed.count) {
        if position >= packed.count {
          throw Diagnostic(
            .cannotUnpack(name), reason: "it ends too early, after \(counted(position, "byte"))",
            hint: "let the program that writes it finish, or fetch it again")
        }
      } else if status != Z_OK {
        let reason = unsafe stream.msg.map { unsafe String(cString: $0) } ?? "error \(status)"
        throw Diagnostic(
          .cannotUnpack(name), reason: "\(reason), near byte \(position)", hint: "fetch the file again")
      }
    }
    // Zeros after the last member are padding.
    if let stray = packed[position...].firstIndex(where: { $0 != 0 }) {
      throw Diagnostic(.cannotUnpack(name), reason: "there are other bytes after its end, at byte \(stray)")
    }
  }

  private static let pieceSize = 1 << 18

  /// The size that the last member says it has, which may be wrong.
  private static func declaredSize(_ packed: [UInt8]) -> Int {
    packed.suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
  }

  private static func hasMember(_ packed: [UInt8], at position: Int) -> Bool {
    position + 1 < packed.count && packed[position] == 0x1F && packed[position + 1] == 0x8B
  }
}

extension Diagnostic.Message {
  fileprivate static func cannotUnpack(_ file: String) -> Self {
    Self(.cannotRead, "cannot unpack '\(file)' as gzip")
  }
}
