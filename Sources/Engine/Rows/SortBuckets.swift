internal import Tables

/// A sample sort's first pass: partitions rows into buckets by the prefix of their first key. Every key
/// of a bucket sorts before those of the next, and a bucket is sorted alone in a core's cache.
struct SortBuckets {
  private static let bucketSize = 8192
  private let key: RowOrder.Key
  private let skipping: Int

  init(_ key: RowOrder.Key, skipping: Int) {
    self.key = key
    self.skipping = skipping
  }

  /// Writes the rows to `entries`, bucket after bucket, each in row order. Returns the buckets' ranges.
  func partition(rowCount: Int, into entries: SharedSlots<SortEntry>) throws -> [Range<Int>] {
    let splitters = splitters(rowCount: rowCount)
    let chunks = Parallel.pieces(rows: rowCount)
    return try [UInt16].lend(count: rowCount) { bucketOf in
      let counts = try Parallel.map(chunks) { chunk in
        var counts = [Int](repeating: 0, count: splitters.count + 1)
        each(chunk) { row, prefix in
          let bucket = SortBuckets.bucket(of: prefix, splitters)
          bucketOf[row] = UInt16(truncatingIfNeeded: bucket)
          counts[bucket] += 1
        }
        return counts
      }
      var buckets: [Range<Int>] = []
      var slots = counts
      var next = 0
      for bucket in 0...splitters.count {
        let start = next
        for chunk in chunks.indices {
          slots[chunk][bucket] = next
          next += counts[chunk][bucket]
        }
        if next > start { buckets.append(start..<next) }
      }
      _ = try Parallel.map(Array(zip(chunks, slots))) { chunk, slots in
        var slots = slots
        each(chunk) { row, prefix in
          let bucket = Int(bucketOf[row])
          entries[slots[bucket]] = SortEntry(prefix: prefix, row: Int32(row))
          slots[bucket] += 1
        }
      }
      return buckets
    }
  }

  @inline(__always)
  private func each(_ rows: some Sequence<Int>, _ body: (Int, UInt64) -> Void) {
    unsafe withKeyViews([key.column]) { views in
      let view = unsafe views[0]
      for row in rows {
        body(row, unsafe view.prefix(row, isDescending: key.isDescending, skipping: skipping))
      }
    }
  }

  /// Prefixes, in ascending order, that separate buckets of about equal size. They come from a sample
  /// of the rows; their count is a power of two less one.
  private func splitters(rowCount: Int) -> [UInt64] {
    var buckets = 1
    while buckets < 1024 && buckets * SortBuckets.bucketSize < rowCount { buckets *= 2 }
    if buckets == 1 { return [] }
    var sample: [UInt64] = []
    each((0..<buckets * 16).lazy.map { $0 * rowCount / (buckets * 16) }) { sample.append($1) }
    sample.sort()
    return (1..<buckets).map { sample[$0 * 16] }
  }

  /// The number of splitters that are not greater than the prefix, by a binary search without branches.
  @inline(__always)
  private static func bucket(of prefix: UInt64, _ splitters: [UInt64]) -> Int {
    var bucket = 0
    var step = (splitters.count + 1) / 2
    while step > 0 {
      bucket += splitters[bucket + step - 1] <= prefix ? step : 0
      step /= 2
    }
    return bucket
  }
}
