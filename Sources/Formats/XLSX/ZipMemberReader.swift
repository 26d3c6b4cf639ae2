internal import CZlib
internal import Diagnostics
internal import Tables

/// Unpacks one member of a zip file piece by piece, and verifies its size and checksum.
@safe final class ZipMemberReader {
  private let member: ZipArchive.Member
  private let archive: ZipArchive
  private let archiveWatch: ArchiveWatch?
  private var watch: UnpackingWatch
  private var checksum = crc32(0, nil, 0)

  /// The part of the file that has not been read.
  private var rest: Range<Int>
  private var packed: [UInt8] = []
  private var used = 0
  private var isAtEnd = false
  /// Stays where it is: zlib keeps its address. Nil of a member that is not packed.
  private let stream: UnsafeMutablePointer<z_stream>?

  static let pieceSize = 256 << 10

  /// - Parameters:
  ///   - range: where the packed bytes are in the file.
  ///   - watch: counts the bytes of all members; nil to count only, before the member is read.
  init(
    _ member: ZipArchive.Member, _ range: Range<Int>, of archive: ZipArchive,
    watch archiveWatch: ArchiveWatch?
  ) throws {
    self.member = member
    self.archive = archive
    self.archiveWatch = archiveWatch
    let onDisk = archiveWatch == nil ? min(member.packedSize, archive.sizeOnDisk) : member.packedSize
    watch = UnpackingWatch(archive.limits, packed: onDisk, .cannotUnpack(member.name, archive.name))
    rest = range
    guard member.method == 8 else {
      unsafe stream = nil
      if member.method == 0 { return }
      throw Diagnostic(
        .cannotUnpack(member.name, archive.name), reason: "it is packed by method \(member.method)",
        hint: "pack it again as an ordinary zip file")
    }
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    unsafe self.stream = stream
    guard
      unsafe inflateInit2_(stream, -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else { throw archive.damaged(member, "zlib could not start") }
  }

  deinit {
    if let stream = unsafe stream {
      unsafe inflateEnd(stream)
      unsafe stream.deallocate()
    }
  }

  /// Appends the next bytes of the member.
  ///
  /// - Returns: false at the end, with nothing appended.
  /// - Throws: a diagnostic when the member is damaged, or larger than the limits or its own directory allow.
  func append(to bytes: inout [UInt8]) throws -> Bool {
    let start = bytes.count
    // A step may only empty the buffers of zlib.
    while bytes.count == start {
      if isAtEnd {
        try finish()
        return false
      }
      if unsafe stream == nil { try copy(to: &bytes) } else { try inflate(to: &bytes) }
    }
    try verify(bytes.span.extracting(start...))
    return true
  }

  private func copy(to bytes: inout [UInt8]) throws {
    if rest.isEmpty {
      isAtEnd = true
    } else {
      bytes += try next()
    }
  }

  private func inflate(to bytes: inout [UInt8]) throws {
    let start = bytes.count
    if used == packed.count, !rest.isEmpty {
      packed = try next()
      used = 0
    }
    var status = Z_OK
    bytes.append(addingCapacity: ZipMemberReader.pieceSize) { output in
      // SAFETY: zlib reads the bytes of `packed` that it has not used, writes at most the room there is, and what is
      // handed on is what it says it wrote.
      unsafe packed.withUnsafeBufferPointer { input in
        unsafe output.withUnsafeMutableBufferPointer { buffer, filled in
          let stream = unsafe stream!
          unsafe stream.pointee.next_in = UnsafeMutablePointer(
            mutating: input.baseAddress.map { unsafe $0 + used })
          unsafe stream.pointee.avail_in = uInt(packed.count - used)
          unsafe stream.pointee.next_out = buffer.baseAddress.map { unsafe $0 + filled }
          unsafe stream.pointee.avail_out = uInt(buffer.count - filled)
          status = unsafe CZlib.inflate(stream, Z_NO_FLUSH)
          used = unsafe packed.count - Int(stream.pointee.avail_in)
          filled = unsafe buffer.count - Int(stream.pointee.avail_out)
        }
      }
    }
    switch status {
    case Z_STREAM_END: isAtEnd = true
    case Z_OK, Z_BUF_ERROR:
      if bytes.count == start, used == packed.count, rest.isEmpty {
        throw archive.damaged(member, "it ends too early")
      }
    default: throw archive.damaged(member, "its packed bytes are broken")
    }
  }

  private func next() throws -> [UInt8] {
    let end = min(rest.upperBound, rest.lowerBound + ZipMemberReader.pieceSize)
    defer { rest = end..<rest.upperBound }
    return try archive.read(rest.lowerBound..<end)
  }

  private func verify(_ piece: Span<UInt8>) throws {
    try watch.take(piece.count)
    guard let archiveWatch else { return }
    // Memory was judged by the size in the directory, so no more is taken.
    if watch.count > member.size { throw wrongSize("longer") }
    try archiveWatch.take(piece.count)
    // SAFETY: zlib reads the piece's bytes during the call.
    checksum = unsafe piece.withUnsafeBufferPointer { buffer in
      unsafe crc32(checksum, buffer.baseAddress, uInt(buffer.count))
    }
  }

  private func finish() throws {
    if archiveWatch == nil { return }
    if watch.count < member.size { throw wrongSize("shorter") }
    if UInt32(truncatingIfNeeded: checksum) != member.checksum {
      throw Diagnostic(
        .cannotUnpack(member.name, archive.name), reason: "its checksum is wrong: bytes have been changed",
        hint: "fetch the file again, or save it anew")
    }
  }

  private func wrongSize(_ comparison: String) -> Diagnostic {
    Diagnostic(
      .cannotUnpack(member.name, archive.name),
      reason: "it is \(comparison) than the zip file's directory says",
      hint: "fetch the file again, or save it anew")
  }
}
