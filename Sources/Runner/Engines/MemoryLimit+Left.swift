extension MemoryLimit {
  /// The bytes that this process may still take: what the machine has free, and what its limit leaves. Nil if the
  /// system tells neither.
  static var left: Int? {
    var left = [unused].compactMap(\.self)
    if let limit = ofThisProcess {
      // That of the process is given as what is left.
      left.append(limit.source == .process ? limit.bytes : max(0, limit.bytes - inUse(1)))
    }
    return left.min()
  }
}
