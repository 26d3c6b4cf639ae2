internal import Tables

/// How rows are partitioned by the hashes of their keys. No result depends on it; tests vary it.
struct PartitionScheme {
  /// Rows per block; small enough that a block's entries stay in a core's cache.
  var blockSize = 32_768
  var partitions = 1
  /// The seed of the hashes. Another seed separates keys that collide under this one.
  var seed: UInt64 = 0x9E37_79B9_7F4A_7C15
  /// The bits of the hashes in use. Tests mask most of them to provoke collisions.
  var mask = UInt64.max

  /// Chooses enough partitions that a hash table of one fits a core's cache, even if all keys differ.
  init(rowCount: Int) {
    while partitions < 1024 && partitions * 16_384 < rowCount { partitions *= 2 }
  }

  /// The partition of a hash. It depends on the upper half; the lower half chooses the slot in the
  /// partition's table.
  @inline(__always)
  func partition(of hash: UInt64) -> Int { part(of: hash, among: partitions) }

  func reseeded() -> PartitionScheme {
    var other = self
    other.seed = mixed(seed, 1)
    return other
  }
}
