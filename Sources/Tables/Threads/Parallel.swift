internal import Diagnostics
internal import Glibc
internal import Synchronization

/// Work on all cores, with results in the order of the work, so that they never depend on timing.
package enum Parallel {
  /// The number of threads. No result may depend on it; tests vary it.
  @TaskLocal package static var width = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))

  /// Divides `rows` rows into one range per thread, each of at least `minimum` rows.
  package static func pieces(rows: Int, atLeast minimum: Int = 32_768) -> [Range<Int>] {
    let width = max(1, min(Parallel.width, rows / minimum))
    return (0..<width).map { rows * $0 / width..<rows * ($0 + 1) / width }
  }

  /// Calls `body` for each element and returns the results in order; for work that cannot fail.
  package static func each<Element: Sendable, Result: Sendable>(
    _ elements: [Element], _ body: @escaping @Sendable (Element) -> Result
  ) -> [Result] {
    if width == 1 || elements.count <= 1 { return elements.map(body) }
    let slots = Mutex([Result?](repeating: nil, count: elements.count))
    loop(elements.count) { index in
      let result = body(elements[index])
      slots.withLock { $0[index] = result }
    }
    return slots.withLock { $0 }.map { $0! }
  }

  /// Calls `body` for each element and returns the results in order. If several fail, the error of the
  /// first one is thrown.
  ///
  /// - Parameter onThreads: false if the work is smaller than the cost of a thread.
  package static func map<Element: Sendable, Result: Sendable>(
    _ elements: [Element], onThreads: Bool = true, _ body: @escaping @Sendable (Element) throws -> Result
  ) throws -> [Result] {
    @Sendable func interruptible(_ element: Element) throws -> Result {
      try Interruption.check()
      return try body(element)
    }
    if elements.count <= 1 || !onThreads || width == 1 { return try elements.map(interruptible) }
    let slots = Mutex([Swift.Result<Result, any Error>?](repeating: nil, count: elements.count))
    loop(elements.count) { index in
      let result = Swift.Result { try interruptible(elements[index]) }
      slots.withLock { $0[index] = result }
    }
    return try slots.withLock { $0 }.map { try $0!.get() }
  }

  private static func loop(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
    let loop = SharedLoop(count, body)
    HelperThreads.help(min(width, count) - 1) { loop.help() }
    loop.run()
  }
}
