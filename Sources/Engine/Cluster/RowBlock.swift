internal import Tables

/// Some rows on their way from one task to another, as bytes that only this program reads.
struct RowBlock {
  /// The stage that made it.
  let stream: Int
  /// The part of that stage, or the place among its parts.
  let home: Int
  /// The number among the blocks that go from there to one part.
  let number: Int
  let rowCount: Int
  let checksum: UInt64
  /// Whether the block has the path of a file with the rows, instead of them.
  let isPath: Bool
  let bytes: [UInt8]

  private static let headerBytes = 48

  init(_ table: Table, stream: Int, home: Int, number: Int) {
    self.init(
      table.encoded, rowCount: table.rowCount, isPath: false, stream: stream, home: home, number: number)
  }

  /// - Parameter path: of a file with blocks of the same stream, behind their sizes.
  init(path: String, stream: Int, home: Int) {
    self.init(Array(path.utf8), rowCount: 0, isPath: true, stream: stream, home: home, number: 0)
  }

  private init(_ content: [UInt8], rowCount: Int, isPath: Bool, stream: Int, home: Int, number: Int) {
    self.stream = stream
    self.home = home
    self.number = number
    self.rowCount = rowCount
    self.isPath = isPath
    let words = [stream, home, number, rowCount, isPath ? 1 : 0].map { Int64($0) }
    checksum = RowBlock.checksum(content, words)
    var writer = ByteWriter()
    writer.append(checksum)
    writer.append(all: words)
    writer.append(all: content)
    bytes = writer.bytes
  }

  /// - Throws: a diagnostic if the bytes are not those of a block.
  init(_ bytes: [UInt8]) throws {
    var reader = ByteReader(bytes)
    checksum = try reader.number(UInt64.self)
    let words = try reader.values(5, of: Int64.self)
    (stream, home, number, rowCount) = (Int(words[0]), Int(words[1]), Int(words[2]), Int(words[3]))
    isPath = words[4] == 1
    self.bytes = bytes
    guard checksum == RowBlock.checksum(bytes, from: RowBlock.headerBytes, words) else {
      throw ByteReader.cutOff
    }
  }

  func table() throws -> Table {
    let table = try Table(encoded: bytes, from: RowBlock.headerBytes)
    guard table.rowCount == rowCount else { throw ByteReader.cutOff }
    return table
  }

  var path: String { String(decoding: bytes[RowBlock.headerBytes...], as: UTF8.self) }

  private static func checksum(_ content: [UInt8], from start: Int = 0, _ words: [Int64]) -> UInt64 {
    let hash = words.reduce(0) { mixed($0, UInt64(bitPattern: $1)) }
    return content.checksum(from: start, hash)
  }
}

/// A number of rows and blocks, with the sum of their checksums: what is sent and what is received must be equal.
struct RowSum: Codable, Equatable {
  private(set) var rows = 0
  private(set) var blocks = 0
  private(set) var bytes = 0
  private var sum: UInt64 = 0

  mutating func add(_ block: RowBlock) {
    rows += block.rowCount
    blocks += 1
    bytes += block.bytes.count
    sum &+= block.checksum
  }

  mutating func add(_ other: RowSum) {
    rows += other.rows
    blocks += other.blocks
    bytes += other.bytes
    sum &+= other.sum
  }
}
