internal import Tables

/// Rows dealt to buckets by the prefixes of their first key, so that each bucket is sorted on its own
/// in a core's cache and comes before the next one.
struct RowPrefixes {
  private static let bucketSize = 8192
  private let key: RowOrder.Key
  private let skipping: Int

  init(_ key: RowOrder.Key, skipping: Int) {
    self.key = key
    self.skipping = skipping
  }

  /// Fills `entries` bucket after bucket, each in the order of the rows, and gives the buckets.
  func deal(rowCount: Int, into entries: SharedPlaces<SortEntry>) throws -> [Range<Int>] {
    let splitters = splitters(rowCount: rowCount)
    let pieces = Parallel.pieces(rows: rowCount)
    return try [UInt16].lend(count: rowCount) { bucketOf in
      let counts = try Parallel.map(pieces) { piece in
        var counts = [Int](repeating: 0, count: splitters.count + 1)
        each(piece) { row, prefix in
          let bucket = RowPrefixes.bucket(of: prefix, splitters)
          bucketOf[row] = UInt16(truncatingIfNeeded: bucket)
          counts[bucket] += 1
        }
        return counts
      }
      var buckets: [Range<Int>] = []
      var places = counts
      var next = 0
      for bucket in 0...splitters.count {
        let start = next
        for piece in pieces.indices {
          places[piece][bucket] = next
          next += counts[piece][bucket]
        }
        if next > start { buckets.append(start..<next) }
      }
      _ = try Parallel.map(Array(zip(pieces, places))) { piece, places in
        var places = places
        each(piece) { row, prefix in
          let bucket = Int(bucketOf[row])
          entries[places[bucket]] = SortEntry(prefix: prefix, row: Int32(row))
          places[bucket] += 1
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

  /// Prefixes of some rows that cut them into about equal buckets: one less than a power of two, in
  /// ascending order.
  private func splitters(rowCount: Int) -> [UInt64] {
    var buckets = 1
    while buckets < 1024 && buckets * RowPrefixes.bucketSize < rowCount { buckets *= 2 }
    if buckets == 1 { return [] }
    var sample: [UInt64] = []
    each((0..<buckets * 16).lazy.map { $0 * rowCount / (buckets * 16) }) { sample.append($1) }
    sample.sort()
    return (1..<buckets).map { sample[$0 * 16] }
  }

  /// How many splitters are not greater.
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
