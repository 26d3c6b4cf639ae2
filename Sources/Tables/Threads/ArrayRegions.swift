extension Array where Element: BitwiseCopyable & Sendable {
  /// An array of consecutive regions that threads fill in parallel.
  ///
  /// - Parameters:
  ///   - counts: the number of elements of each region.
  ///   - fill: appends exactly that many elements to the region with this index.
  package init(regions counts: [Int], _ fill: @escaping @Sendable (Int, inout OutputSpan<Element>) -> Void) {
    let total = counts.reduce(0, +)
    self.init()
    reserveCapacity(total)
    append(addingCapacity: total) { output in
      // SAFETY: the regions do not overlap and are inside the capacity for `total` elements. Each is
      // filled by one thread, and all are filled before this closure ends.
      unsafe output.withUnsafeMutableBufferPointer { buffer, filled in
        var regions: [(number: Int, memory: Region<Element>)] = []
        var start = 0
        for (number, count) in counts.enumerated() where count > 0 {
          regions.append((number, unsafe Region(buffer[start..<start + count])))
          start += count
        }
        _ = Parallel.each(regions) { number, region in
          region.fill { fill(number, &$0) }
        }
        filled = total
      }
    }
  }
}

/// Memory that only one thread uses, until it is filled.
// SAFETY: each region is handed to one thread, and no other memory access overlaps it.
@safe private struct Region<Element: BitwiseCopyable>: @unchecked Sendable {
  private let memory: UnsafeMutableBufferPointer<Element>

  init(_ memory: Slice<UnsafeMutableBufferPointer<Element>>) {
    unsafe self.memory = UnsafeMutableBufferPointer(rebasing: memory)
  }

  func fill(_ body: (inout OutputSpan<Element>) -> Void) {
    var output = unsafe OutputSpan(buffer: memory, initializedCount: 0)
    body(&output)
    let filled = unsafe output.finalize(for: memory)
    precondition(unsafe filled == memory.count, "a region is filled")
  }
}
