internal import Diagnostics

/// Parallel work whose results one thread consumes in order, with bounded memory: for example to write
/// them to a file.
extension Parallel {
  /// Calls `make` for each element on all cores, while earlier results are consumed.
  ///
  /// If several elements fail, the error of the first one is thrown; the results before it have been
  /// consumed.
  ///
  /// - Parameters:
  ///   - onThreads: as in ``map(_:onThreads:_:)``.
  ///   - pending: the maximum number of results held per thread.
  ///   - note: called with each result in order, one at a time, on any thread.
  ///   - take: called with each result in order, after `note`, on this thread.
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
    HelperThreads.help(width - 1) { work.help() }
    try work.takeAll(take)
  }
}
