internal import Tables

/// Rows radix-partitioned by the hashes of their keys, for hash grouping and hash joins.
///
/// Each block of rows is partitioned within its own range of slots, so that threads share nothing:
///
///     rows of block 0      | rows of block 1      | …
///     p0 p0 p1 p2 p2 p2    | p0 p1 p1 p1 p2 p2    |     an entry: 32 bits of the hash | the row
///
/// The entries of a partition are in row order. ``match(probe:)`` replaces each hash by the candidate:
/// the first row with the same hash. ``eachCandidate(of:_:)`` then visits the rows in order again, so
/// that the keys themselves can be compared.
struct HashPartitions: Sendable {
  let columns: [Column]
  let rowCount: Int
  let partitions: Int
  private let blockSize: Int
  private let entries: SharedSlots<UInt64>
  /// The first slot of each partition of each block, followed by the row count.
  private let starts: [Int32]

  init(
    _ columns: [Column], rowCount: Int, _ scheme: PartitionScheme, in entries: SharedSlots<UInt64>
  ) throws {
    self.columns = columns
    self.rowCount = rowCount
    partitions = scheme.partitions
    blockSize = scheme.blockSize
    self.entries = entries
    let starts = try Parallel.map(HashPartitions.chunks(rowCount, scheme.blockSize)) { chunk in
      var hashes: [UInt64] = []
      var starts: [Int32] = []
      for block in HashPartitions.blocks(of: chunk, scheme.blockSize) {
        hashes.removeAll(keepingCapacity: true)
        hashes.append(addingCapacity: block.count) { output in
          for _ in block { output.append(scheme.seed) }
        }
        for column in columns { column.mixHashes(of: block, into: &hashes) }
        HashPartitions.partition(hashes, from: block.lowerBound, scheme, entries, &starts)
      }
      return starts
    }
    self.starts = starts.flatMap(\.self) + [Int32(rowCount)]
  }

  /// Partitions one block: counts the rows of each partition, then scatters the entries.
  private static func partition(
    _ hashes: [UInt64], from first: Int, _ scheme: PartitionScheme, _ entries: SharedSlots<UInt64>,
    _ starts: inout [Int32]
  ) {
    var next = [Int](repeating: 0, count: scheme.partitions)
    for hash in hashes { next[scheme.partition(of: hash & scheme.mask)] &+= 1 }
    var slot = first
    for index in next.indices {
      let count = next[index]
      next[index] = slot
      starts.append(Int32(slot))
      slot += count
    }
    for (offset, hash) in hashes.enumerated() {
      let hash = hash & scheme.mask
      let partition = scheme.partition(of: hash)
      entries[next[partition]] = hash << 32 | UInt64(first &+ offset)
      next[partition] &+= 1
    }
  }

  /// One range of whole blocks per thread.
  private static func chunks(_ rowCount: Int, _ blockSize: Int) -> [Range<Int>] {
    let blocks = (rowCount + blockSize - 1) / blockSize
    return Parallel.pieces(rows: blocks, atLeast: 1).map {
      $0.lowerBound * blockSize..<min($0.upperBound * blockSize, rowCount)
    }
  }

  private static func blocks(of chunk: Range<Int>, _ blockSize: Int) -> [Range<Int>] {
    stride(from: chunk.lowerBound, to: chunk.upperBound, by: blockSize).map {
      $0..<min($0 + blockSize, chunk.upperBound)
    }
  }

  var chunks: [Range<Int>] { HashPartitions.chunks(rowCount, blockSize) }

  /// The slots of a partition, block after block.
  private func segments(of partition: Int) -> some Sequence<Range<Int>> {
    stride(from: partition, to: starts.count - 1, by: partitions).lazy.map {
      Int(starts[$0])..<Int(starts[$0 + 1])
    }
  }

  /// Builds the hash table of each partition and finds every row's candidate in it.
  ///
  /// - Parameter probe: the rows of the other side of a join, partitioned by the same scheme; their
  ///   candidates are rows of this side.
  func match(probe: HashPartitions?) throws {
    // More chunks than threads: a frequent key makes its partition large.
    let count = min(partitions, Parallel.width * 4)
    let chunks = (0..<count).map { partitions * $0 / count..<partitions * ($0 + 1) / count }
    _ = try Parallel.map(chunks) { chunk in
      var table = KeyTable()
      for partition in chunk {
        table.clear()
        for segment in segments(of: partition) { table.build(entries, segment) }
        guard let probe else { continue }
        for segment in probe.segments(of: partition) { table.probe(probe.entries, segment) }
      }
    }
  }

  /// Calls `body` with each row of a chunk, in order, and its candidate, or -1.
  @inline(__always)
  func eachCandidate(of chunk: Range<Int>, _ body: (Int, Int) -> Void) {
    var candidates = [Int32](repeating: 0, count: min(chunk.count, blockSize))
    for block in HashPartitions.blocks(of: chunk, blockSize) {
      for slot in block {
        let entry = entries[slot]
        candidates[Int(entry & 0xFFFF_FFFF) &- block.lowerBound] = Int32(truncatingIfNeeded: entry >> 32)
      }
      for row in block { body(row, Int(candidates[row &- block.lowerBound])) }
    }
  }
}
