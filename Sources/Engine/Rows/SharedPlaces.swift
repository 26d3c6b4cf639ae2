internal import Tables

/// Memory that several threads write at once, each in places of its own, and read only after all have
/// written: the pieces of an array without a copy to join them.
///
/// It must not be kept beyond the call that lends it.
struct SharedPlaces<Element: BitwiseCopyable & Sendable>: Sendable {
  /// Not a pointer, as those are not for other threads.
  private let address: UInt
  private let count: Int

  fileprivate init(_ buffer: UnsafeMutableBufferPointer<Element>) {
    address = UInt(bitPattern: buffer.baseAddress)
    count = buffer.count
  }

  @inline(__always)
  subscript(place: Int) -> Element {
    get { unsafe pointer(place).pointee }
    nonmutating set { unsafe pointer(place).initialize(to: newValue) }
  }

  @inline(__always)
  private func pointer(_ place: Int) -> UnsafeMutablePointer<Element> {
    precondition(place >= 0 && place < count)
    // SAFETY: the place is inside, and where there is one the address is that of the lent memory.
    return unsafe UnsafeMutablePointer<Element>(bitPattern: address).unsafelyUnwrapped + place
  }
}

extension Array where Element: BitwiseCopyable & Sendable {
  /// `count` elements, all of which `fill` must write.
  static func shared(count: Int, _ fill: (SharedPlaces<Element>) throws -> Void) throws -> [Element] {
    var result: [Element] = []
    try result.lendRoom(count) { places in
      try fill(places)
      return count
    }
    return result
  }

  /// Lends room for `count` elements that are not needed afterwards.
  static func lend<R>(count: Int, _ body: (SharedPlaces<Element>) throws -> R) throws -> R {
    var result: R?
    var room: [Element] = []
    try room.lendRoom(count) { places in
      result = try body(places)
      return 0
    }
    return result!
  }

  private mutating func lendRoom(_ count: Int, _ body: (SharedPlaces<Element>) throws -> Int) throws {
    reserveCapacity(count)
    try append(addingCapacity: count) { output in
      // SAFETY: the room is the array's own for the time of the call, and its elements are plain bits.
      try unsafe output.withUnsafeMutableBufferPointer { buffer, filled in
        filled = unsafe try body(SharedPlaces(buffer))
      }
    }
  }
}
