internal import Diagnostics
internal import Dispatch

/// Work whose results one thread takes, while memory stays small: for what is written to a file, or
/// appended to what is there.
extension Parallel {
  /// `make` of each element on all cores, beside the taking of what was made before.
  ///
  /// If several elements fail, the first one's error is thrown; those before it have been taken.
  ///
  /// - Parameters:
  ///   - onThreads: as in ``map(_:onThreads:_:)``.
  ///   - pending: how many results are held at most for each thread.
  ///   - note: called of each result in order, one at a time, on any thread.
  ///   - take: called of each result in order, after `note`, on this thread.
  package static func inOrder<Element: Sendable, Made: Sendable>(
    _ elements: [Element], onThreads: Bool = true, pending: Int = 4,
    _ make: @escaping @Sendable (Element) throws -> Made,
    note: @escaping @Sendable (Made) -> Void = { _ in }, take: (Made) throws -> Void
  ) throws {
    let width = onThreads ? max(1, min(Parallel.width, elements.count)) : 1
    let work = OrderedWork(
      count: elements.count, window: width * pending,
      make: { piece in
        try Interruption.check()
        return try make(elements[piece])
      }, note: note)
    for _ in 1..<width { DispatchQueue.global().async { work.help() } }
    try work.takeAll(take)
  }
}
