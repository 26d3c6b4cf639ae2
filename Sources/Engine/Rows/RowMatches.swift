internal import Tables

/// A hash join: for each probe row, the first build row with the same key.
///
/// The columns of both sides have the same types. A key with a null matches nothing, as in SQL.
struct RowMatches {
  /// The keys of the build rows.
  let index: RowIndex
  /// The build row of each probe row, or -1.
  let found: [Int32]

  /// - Parameters:
  ///   - left: the key columns of the probe rows.
  ///   - right: the key columns of the build rows.
  init(
    of left: [Column], rowCount: Int, among right: [Column], rowCount rightCount: Int,
    scheme: PartitionScheme? = nil
  ) throws {
    let scheme = scheme ?? PartitionScheme(rowCount: rightCount)
    (index, found) = try [UInt64].lend(count: rightCount) { buildSlots in
      let build = try HashPartitions(right, rowCount: rightCount, scheme, in: buildSlots)
      return try [UInt64].lend(count: rowCount) { probeSlots in
        let probe = try HashPartitions(left, rowCount: rowCount, scheme, in: probeSlots)
        try build.match(probe: probe)
        let index = try RowIndex(build, scheme, buildSlots)
        return (index, try RowMatches.found(probe, right, index.collisions, scheme))
      }
    }
  }

  private static func found(
    _ probe: HashPartitions, _ right: [Column], _ collisions: [Int32], _ scheme: PartitionScheme
  ) throws -> [Int32] {
    let left = probe.columns
    let validity = left.reduce(Validity(allValid: probe.rowCount)) { $0.intersection($1.validity) }
    return try [Int32].shared(count: probe.rowCount) { found in
      let unequal = try Parallel.map(probe.chunks) { chunk in
        var unequal: [Int32] = []
        unsafe withKeyViews(left) { views in
          unsafe withKeyViews(right) { others in
            probe.eachCandidate(of: chunk) { row, first in
              let isCandidate = first >= 0 && validity[row]
              let isEqual = unsafe isCandidate && views.equal(row, others, first)
              found[row] = isEqual ? Int32(first) : -1
              if isCandidate && !isEqual { unequal.append(Int32(row)) }
            }
          }
        }
        return unequal
      }.flatMap(\.self)
      if unequal.isEmpty || collisions.isEmpty { return }
      // A probe row that differs from its candidate may equal a build row that collides with it.
      let inner = try RowMatches(
        of: left.map { $0.gather(unequal) }, rowCount: unequal.count,
        among: right.map { $0.gather(collisions) }, rowCount: collisions.count, scheme: scheme.reseeded())
      for (row, match) in zip(unequal, inner.found) where match >= 0 {
        found[Int(row)] = collisions[Int(match)]
      }
    }
  }
}
