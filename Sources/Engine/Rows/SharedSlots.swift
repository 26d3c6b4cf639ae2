/// Uninitialised memory that several threads fill at once, each writing slots of its own.
///
/// Threads fill their parts of an array directly, so no copy joins the parts afterwards. A slot is read
/// only after it has been written, by the same thread or in a later step. The memory must not be used
/// after the call that lends it.
// SAFETY: no two threads access the same slot unless a `Parallel` call ends in between, which orders the
// accesses. Each access is bounds-checked.
@safe struct SharedSlots<Element: BitwiseCopyable & Sendable>: @unchecked Sendable {
  private let memory: UnsafeMutableBufferPointer<Element>

  fileprivate init(_ memory: UnsafeMutableBufferPointer<Element>) {
    unsafe self.memory = memory
  }

  @inline(__always)
  subscript(index: Int) -> Element {
    get { unsafe slot(index).pointee }
    nonmutating set { unsafe slot(index).initialize(to: newValue) }
  }

  @inline(__always)
  private func slot(_ index: Int) -> UnsafeMutablePointer<Element> {
    precondition(unsafe index >= 0 && index < memory.count)
    // SAFETY: memory with a slot has an address.
    return unsafe memory.baseAddress.unsafelyUnwrapped + index
  }
}

extension Array where Element: BitwiseCopyable & Sendable {
  /// An array of `count` elements; `fill` must write all of them.
  static func shared(count: Int, _ fill: (SharedSlots<Element>) throws -> Void) throws -> [Element] {
    var result: [Element] = []
    try result.lendCapacity(count) { slots in
      try fill(slots)
      return count
    }
    return result
  }

  /// Lends scratch memory for `count` elements.
  static func lend<R>(count: Int, _ body: (SharedSlots<Element>) throws -> R) throws -> R {
    var result: R?
    var scratch: [Element] = []
    try scratch.lendCapacity(count) { slots in
      result = try body(slots)
      return 0
    }
    return result!
  }

  private mutating func lendCapacity(_ count: Int, _ body: (SharedSlots<Element>) throws -> Int) throws {
    reserveCapacity(count)
    try append(addingCapacity: count) { output in
      // SAFETY: the memory belongs to the array during the call, and its elements are plain bits.
      try unsafe output.withUnsafeMutableBufferPointer { buffer, filled in
        filled = unsafe try body(SharedSlots(buffer))
      }
    }
  }
}
