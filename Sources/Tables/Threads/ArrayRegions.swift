extension Array where Element: BitwiseCopyable & Sendable {
  /// An array of regions, one after the other, that threads fill side by side.
  ///
  /// - Parameters:
  ///   - counts: how many elements each region has.
  ///   - fill: appends exactly that many to the region of the given number.
  package init(regions counts: [Int], _ fill: @Sendable (Int, inout OutputSpan<Element>) -> Void) {
    let total = counts.reduce(0, +)
    self.init()
    reserveCapacity(total)
    append(addingCapacity: total) { output in
      // SAFETY: the regions do not overlap and lie within the `total` elements that there is room for;
      // each is filled by one thread, all before this closure ends.
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

/// Memory that one thread has for itself while it fills it.
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
