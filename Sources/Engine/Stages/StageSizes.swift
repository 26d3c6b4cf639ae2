package import Diagnostics
package import Tables

/// How many rows are in memory at a time. No result depends on it; tests vary it.
package struct StageSizes: Sendable {
  /// The rows that are written and read together.
  package var block: BlockSize
  /// The bytes of rows that are worked on together.
  package var partition: Int
  /// Tests fix the number of partitions; nil makes as many as are needed.
  package var partitions: Int?
  /// The most bytes of rows that a step can get at once, if it needs them all.
  package var most: Int

  package init(block: BlockSize, partition: Int, partitions: Int? = nil, most: Int) {
    self.block = block
    self.partition = partition
    self.partitions = partitions
    self.most = most
  }

  /// - Parameter memory: the bytes that a run may use. Besides the rows of a partition there are the rows that
  ///   are made of them, the tables for finding them, chunks of files on their way, and memory that was freed and
  ///   is not used again yet: three million people's rows, measured, took about twice this size.
  package init(memory: Int) {
    partition = min(max(memory / 12, 4 << 20), 1 << 30)
    most = min(max(memory / 4, 8 << 20), 3 << 30)
    block = BlockSize(bytes: min(max(partition / 48, 256 << 10), 4 << 20))
  }

  /// - Parameters:
  ///   - bytes: the size of rows that are needed at once.
  ///   - need: what needs them.
  ///   - most: the bytes that are allowed; nil: those of one step.
  /// - Throws: a diagnostic with both numbers if the rows are too many.
  package func verifyFit(
    _ bytes: Int, _ need: String, _ location: SourceLocation? = nil, most: Int? = nil
  ) throws {
    let most = most ?? self.most
    guard bytes <= most else {
      throw Diagnostic(
        .init(.tooLarge, "\(need) needs more rows in memory at once than fit"), at: location,
        reason: "they have \(bytes) bytes, and \(most) are allowed",
        hint: "use a machine with more memory")
    }
  }

  /// The number of partitions for rows of this size.
  func count(for bytes: Int) -> Int {
    partitions ?? min(256, max(2, bytes / max(1, partition) + 1))
  }
}
