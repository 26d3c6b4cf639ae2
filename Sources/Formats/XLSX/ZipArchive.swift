internal import Diagnostics
internal import Tables

/// The members of a zip file, unpacked piece by piece. Paths in the archive are only names: nothing is ever
/// written to them.
struct ZipArchive: Sendable {
  struct Member: Sendable, Equatable {
    /// With `/` between folders, as it is in the archive.
    var name: String
    var packedSize: Int
    var size: Int
    /// The most bytes that it may unpack to, whatever ``size`` says: deflate gives up to 1032 times as many.
    var mostBytes: Int {
      let (most, isTooLarge) = max(0, packedSize).multipliedReportingOverflow(by: 1032)
      return max(0, isTooLarge ? size : min(size, most))
    }
    fileprivate(set) var checksum: UInt32
    fileprivate(set) var method: UInt16
    fileprivate var isEncrypted: Bool
    fileprivate var headerOffset: Int
  }

  /// In the order of the archive's directory.
  let members: [Member]
  /// For messages.
  let name: String
  let limits: UnpackingLimits
  /// The size of the file on disk: less than that of the archive if it is packed once more.
  let sizeOnDisk: Int
  private var watch: ArchiveWatch
  private let size: Int
  let read: @Sendable (Range<Int>) throws -> [UInt8]

  /// More members than any workbook or report has.
  private static let mostMembers = 100_000

  /// - Parameters:
  ///   - sizeOnDisk: nil if the archive itself is the file.
  ///   - read: gives bytes of the file.
  /// - Throws: a diagnostic when the file has no directory of members, or one that contradicts itself.
  init(
    name: String, size: Int, sizeOnDisk: Int? = nil, limits: UnpackingLimits = UnpackingLimits(),
    read: @escaping @Sendable (Range<Int>) throws -> [UInt8]
  ) throws {
    self.name = name
    self.size = size
    self.limits = limits
    self.sizeOnDisk = sizeOnDisk ?? size
    watch = ArchiveWatch(limits, packed: sizeOnDisk ?? size, .cannotUnpack(name))
    self.read = read
    let end = try ZipArchive.directoryEnd(name, size, read)
    guard end.count <= ZipArchive.mostMembers, end.offset >= 0, end.length >= 0,
      end.offset <= size - end.length, end.length <= 64 << 20
    else { throw ZipArchive.damaged(name, "its directory is not where it says") }
    var fields = ByteFields(try read(end.offset..<end.offset + end.length))
    var members: [Member] = []
    for _ in 0..<end.count {
      guard let member = ZipArchive.member(&fields) else {
        throw ZipArchive.damaged(name, "its directory ends too early")
      }
      members.append(member)
    }
    self.members = members
  }

  /// The same archive, in which what is unpacked from now on does not count for this one: for members that are read
  /// again.
  func aside() throws -> ZipArchive {
    var other = self
    other.watch = ArchiveWatch(limits, packed: sizeOnDisk, .cannotUnpack(name))
    try other.watch.take(watch.count)
    return other
  }

  /// The member with this path, compared without case and without a leading `/`, as programs write both.
  func member(_ path: String) -> Member? {
    let wanted = ZipArchive.plain(path)
    return members.first { ZipArchive.plain($0.name) == wanted }
  }

  /// Unpacks a member and hands it over piece by piece.
  ///
  /// - Throws: a diagnostic when it is encrypted, damaged, or larger than the limits allow; or what `take`
  ///   throws.
  func unpack(_ member: Member, take: (Span<UInt8>) throws -> Void) throws {
    let reader = try reader(of: member)
    var piece: [UInt8] = []
    while try reader.append(to: &piece) {
      try take(piece.span)
      piece.removeAll(keepingCapacity: true)
    }
  }

  /// - Throws: a diagnostic when the member is encrypted, is not where the directory says, or unpacks to more than the
  ///   limits allow.
  func reader(of member: Member) throws -> ZipMemberReader {
    if member.isEncrypted {
      throw Diagnostic(
        .cannotUnpack(member.name, name), reason: "it is protected by a password",
        hint: "save it without a password")
    }
    guard member.size >= 0, member.packedSize >= 0 else {
      throw damaged(member, "no file can have its size")
    }
    let local = ByteFields(try piece(member.headerOffset, 30))
    guard local.word(0) == 0x0403_4B50 else { throw damaged(member, "its header is not where it should be") }
    let start = member.headerOffset + 30 + local.half(26) + local.half(28)
    guard start <= size - member.packedSize else { throw damaged(member, "it ends too early") }
    let range = start..<start + member.packedSize
    // A member that says itself that it is too long is counted first, and takes no memory.
    if member.method == 8, member.size > limits.most(ofPacked: min(member.packedSize, sizeOnDisk)) {
      let reader = try ZipMemberReader(member, range, of: self, watch: nil)
      var piece: [UInt8] = []
      while try reader.append(to: &piece) { piece.removeAll(keepingCapacity: true) }
    }
    return try ZipMemberReader(member, range, of: self, watch: watch)
  }

  /// A whole member, for parts that are small.
  func bytes(of member: Member) throws -> [UInt8] {
    var result: [UInt8] = []
    let reader = try reader(of: member)
    while try reader.append(to: &result) {}
    return result
  }

  /// Bytes that must be there.
  private func piece(_ offset: Int, _ count: Int) throws -> [UInt8] {
    guard offset >= 0, offset <= size - count else {
      throw ZipArchive.damaged(name, "its directory points past its end")
    }
    return try read(offset..<offset + count)
  }

  // MARK: The directory

  private static func directoryEnd(
    _ name: String, _ size: Int, _ read: (Range<Int>) throws -> [UInt8]
  ) throws -> (offset: Int, length: Int, count: Int) {
    // The end record is 22 bytes and a comment of up to 65,535.
    let tail = max(0, size - 22 - 65_535)
    let fields = ByteFields(try read(tail..<size))
    guard fields.count >= 22,
      let place = (0...fields.count - 22).reversed().first(where: { fields.word($0) == 0x0605_4B50 })
    else { throw damaged(name, "it has no directory: it may have been cut short") }
    let end = (
      offset: fields.word(place + 16), length: fields.word(place + 12), count: fields.half(place + 10)
    )
    guard end.offset == 0xFFFF_FFFF || end.length == 0xFFFF_FFFF || end.count == 0xFFFF else { return end }
    // Large archives: a locator before the end record points to a longer one.
    guard place >= 20, fields.word(place - 20) == 0x0706_4B50 else { return end }
    let offset = fields.long(place - 12)
    guard offset >= 0, offset <= size - 56 else { throw damaged(name, "its directory is not where it says") }
    let long = ByteFields(try read(offset..<offset + 56))
    guard long.word(0) == 0x0606_4B50 else { throw damaged(name, "its directory is not where it says") }
    return (long.long(48), long.long(40), long.long(32))
  }

  private static func member(_ fields: inout ByteFields) -> Member? {
    guard fields.count >= fields.position + 46, fields.word(fields.position) == 0x0201_4B50 else {
      return nil
    }
    let place = fields.position
    let (nameLength, extraLength) = (fields.half(place + 28), fields.half(place + 30))
    let end = place + 46 + nameLength + extraLength + fields.half(place + 32)
    guard end <= fields.count else { return nil }
    var member = Member(
      name: fields.text(place + 46..<place + 46 + nameLength).replacing("\\", with: "/"),
      packedSize: fields.word(place + 20), size: fields.word(place + 24),
      checksum: UInt32(fields.word(place + 16)), method: UInt16(fields.half(place + 10)),
      isEncrypted: fields.half(place + 8) & 1 == 1, headerOffset: fields.word(place + 42))
    // Sizes that do not fit into 32 bits follow in an extra field, in this order, those that are wanted.
    var extra = place + 46 + nameLength
    let extraEnd = extra + extraLength
    while extra + 4 <= extraEnd {
      let (kind, length) = (fields.half(extra), fields.half(extra + 2))
      guard extra + 4 + length <= extraEnd else { break }
      if kind == 1 {
        var at = extra + 4
        func next(_ value: Int) -> Int {
          guard value == 0xFFFF_FFFF, at + 8 <= extra + 4 + length else { return value }
          defer { at += 8 }
          return fields.long(at)
        }
        member.size = next(member.size)
        member.packedSize = next(member.packedSize)
        member.headerOffset = next(member.headerOffset)
      }
      extra += 4 + length
    }
    fields.position = end
    return member
  }

  private static func plain(_ path: String) -> String {
    (path.hasPrefix("/") ? String(path.dropFirst()) : path).lowercased()
  }

  private static func damaged(_ name: String, _ reason: String) -> Diagnostic {
    Diagnostic(.damaged(name), reason: reason, hint: "fetch the file again, or save it anew")
  }

  func damaged(_ member: Member, _ reason: String) -> Diagnostic {
    Diagnostic(
      .cannotUnpack(member.name, name), reason: reason, hint: "fetch the file again, or save it anew")
  }
}

/// Numbers of little-endian records.
private struct ByteFields {
  private let bytes: [UInt8]
  var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var count: Int { bytes.count }

  func half(_ place: Int) -> Int { Int(bytes[place]) | Int(bytes[place + 1]) << 8 }
  func word(_ place: Int) -> Int { half(place) | half(place + 2) << 16 }
  /// A number of 64 bits; -1 where it is too large to be a place in a file.
  func long(_ place: Int) -> Int {
    let high = word(place + 4)
    return high > 0x7FFF_FFFF ? -1 : word(place) | high << 32
  }
  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
}

extension Diagnostic.Message {
  fileprivate static func damaged(_ file: String) -> Self {
    Self(.cannotRead, "'\(file)' is a damaged zip file")
  }
  fileprivate static func cannotUnpack(_ file: String) -> Self {
    Self(.cannotRead, "cannot unpack '\(file)'")
  }
  static func cannotUnpack(_ member: String, _ file: String) -> Self {
    Self(.cannotRead, "cannot unpack '\(member)' of '\(file)'")
  }
}
