internal import Tables

/// How rows are dealt by the hashes of their keys. No result may depend on it; tests set it.
struct RowDealing {
  /// Rows of a block, few enough that their words stay in a core's cache.
  var blockSize = 32_768
  var partitions = 1
  /// Another seed gives other hashes, for keys that look alike.
  var seed: UInt64 = 0x9E37_79B9_7F4A_7C15
  /// Which bits of the hashes are used: few of them make keys look alike.
  var mask = UInt64.max

  /// As many partitions as keep the keys of one of them, were all different, in a core's cache.
  init(rowCount: Int) {
    while partitions < 1024 && partitions * 16_384 < rowCount { partitions *= 2 }
  }

  /// By the upper half of a hash, as the lower one chooses the slot in a partition's table.
  @inline(__always)
  func partition(of hash: UInt64) -> Int { Int(((hash >> 32) &* UInt64(partitions)) >> 32) }

  func reseeded() -> RowDealing {
    var other = self
    other.seed = mixed(seed, 1)
    return other
  }
}

/// Rows as words of hash and number, dealt to partitions by their hashes, each block of rows in the
/// places of its own.
///
///     rows of block 0      | rows of block 1      | …
///     p0 p0 p1 p2 p2 p2    | p0 p1 p1 p1 p2 p2    |     a word: 32 bits of the hash | the row
///
/// A partition's words are in the order of the rows. Once a ``KeyTable`` has replaced the hashes by the
/// first rows that have them, each block is put back into the order of the rows and compared with these.
struct DealtRows: Sendable {
  let columns: [Column]
  let rowCount: Int
  let partitions: Int
  private let blockSize: Int
  private let words: SharedPlaces<UInt64>
  /// Where the words of each block's partitions begin; at the end the count.
  private let starts: [Int32]

  init(
    _ columns: [Column], rowCount: Int, _ dealing: RowDealing, in words: SharedPlaces<UInt64>
  ) throws {
    self.columns = columns
    self.rowCount = rowCount
    partitions = dealing.partitions
    blockSize = dealing.blockSize
    self.words = words
    let starts = try Parallel.map(DealtRows.pieces(rowCount, dealing.blockSize)) { piece in
      var hashes: [UInt64] = []
      var starts: [Int32] = []
      for block in DealtRows.blocks(of: piece, dealing.blockSize) {
        hashes.removeAll(keepingCapacity: true)
        hashes.append(addingCapacity: block.count) { output in
          for _ in block { output.append(dealing.seed) }
        }
        for column in columns { column.mixHashes(of: block, into: &hashes) }
        DealtRows.deal(hashes, from: block.lowerBound, dealing, words, &starts)
      }
      return starts
    }
    self.starts = starts.flatMap(\.self) + [Int32(rowCount)]
  }

  private static func deal(
    _ hashes: [UInt64], from first: Int, _ dealing: RowDealing, _ words: SharedPlaces<UInt64>,
    _ starts: inout [Int32]
  ) {
    var next = [Int](repeating: 0, count: dealing.partitions)
    for hash in hashes { next[dealing.partition(of: hash & dealing.mask)] &+= 1 }
    var place = first
    for index in next.indices {
      let count = next[index]
      next[index] = place
      starts.append(Int32(place))
      place += count
    }
    for (offset, hash) in hashes.enumerated() {
      let hash = hash & dealing.mask
      let partition = dealing.partition(of: hash)
      words[next[partition]] = hash << 32 | UInt64(first &+ offset)
      next[partition] &+= 1
    }
  }

  /// Whole blocks for each thread.
  private static func pieces(_ rowCount: Int, _ blockSize: Int) -> [Range<Int>] {
    let blocks = (rowCount + blockSize - 1) / blockSize
    return Parallel.pieces(rows: blocks, atLeast: 1).map {
      $0.lowerBound * blockSize..<min($0.upperBound * blockSize, rowCount)
    }
  }

  private static func blocks(of piece: Range<Int>, _ blockSize: Int) -> [Range<Int>] {
    stride(from: piece.lowerBound, to: piece.upperBound, by: blockSize).map {
      $0..<min($0 + blockSize, piece.upperBound)
    }
  }

  var pieces: [Range<Int>] { DealtRows.pieces(rowCount, blockSize) }

  /// Where the words of a partition are, block after block.
  private func segments(of partition: Int) -> some Sequence<Range<Int>> {
    stride(from: partition, to: starts.count - 1, by: partitions).lazy.map {
      Int(starts[$0])..<Int(starts[$0 + 1])
    }
  }

  /// Finds each row's first row with the same hash, and those of other rows, which are dealt alike.
  func match(_ others: DealtRows?) throws {
    // More pieces than threads, as many rows may have the same key.
    let count = min(partitions, Parallel.width * 4)
    let pieces = (0..<count).map { partitions * $0 / count..<partitions * ($0 + 1) / count }
    _ = try Parallel.map(pieces) { piece in
      var table = KeyTable()
      for partition in piece {
        table.clear()
        for segment in segments(of: partition) { table.number(words, segment) }
        guard let others else { continue }
        for segment in others.segments(of: partition) { table.find(others.words, segment) }
      }
    }
  }

  /// Hands over each row of a piece, in order, with the row that was found for it, or -1.
  @inline(__always)
  func eachRow(of piece: Range<Int>, _ body: (Int, Int) -> Void) {
    var found = [Int32](repeating: 0, count: min(piece.count, blockSize))
    for block in DealtRows.blocks(of: piece, blockSize) {
      for place in block {
        let word = words[place]
        found[Int(word & 0xFFFF_FFFF) &- block.lowerBound] = Int32(truncatingIfNeeded: word >> 32)
      }
      for row in block { body(row, Int(found[row &- block.lowerBound])) }
    }
  }
}
