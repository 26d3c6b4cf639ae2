internal import Diagnostics
internal import Dispatch
internal import Glibc
internal import Synchronization

/// Work spread over the processor's cores, with results in the order of the work, so that nothing
/// depends on which thread was faster.
package enum Parallel {
  /// Threads to use; tests set it, as no result may depend on it.
  @TaskLocal package static var width = usableProcessors

  /// Threads need file handles of their own, and the system's library for them ends the program when
  /// none is left: where there are so few, all work is done on one thread.
  private static var usableProcessors: Int {
    var limit = rlimit()
    let isKnown = unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0
    return isKnown && limit.rlim_cur < 64 ? 1 : max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
  }

  /// How many pieces are worth making of `rows` rows.
  package static func pieces(rows: Int, atLeast minimum: Int = 32_768) -> [Range<Int>] {
    let width = max(1, min(Parallel.width, rows / minimum))
    return (0..<width).map { rows * $0 / width..<rows * ($0 + 1) / width }
  }

  /// `body` of each element, in order, where nothing can fail.
  package static func each<Element: Sendable, Result: Sendable>(
    _ elements: [Element], _ body: @Sendable (Element) -> Result
  ) -> [Result] {
    if width == 1 || elements.count <= 1 { return elements.map(body) }
    let slots = Mutex([Result?](repeating: nil, count: elements.count))
    DispatchQueue.concurrentPerform(iterations: elements.count) { index in
      let result = body(elements[index])
      slots.withLock { $0[index] = result }
    }
    return slots.withLock { $0 }.map { $0! }
  }

  /// `body` of each element, in order. If several fail, the first one's error is thrown.
  ///
  /// - Parameter onThreads: false where the work is less than starting a thread is.
  package static func map<Element: Sendable, Result: Sendable>(
    _ elements: [Element], onThreads: Bool = true, _ body: @Sendable (Element) throws -> Result
  ) throws -> [Result] {
    @Sendable func interruptible(_ element: Element) throws -> Result {
      try Interruption.check()
      return try body(element)
    }
    if elements.count <= 1 || !onThreads || width == 1 { return try elements.map(interruptible) }
    let slots = Mutex([Swift.Result<Result, any Error>?](repeating: nil, count: elements.count))
    DispatchQueue.concurrentPerform(iterations: elements.count) { index in
      let result = Swift.Result { try interruptible(elements[index]) }
      slots.withLock { $0[index] = result }
    }
    return try slots.withLock { $0 }.map { try $0!.get() }
  }

  /// `body` of each element on all cores, each result given to `take` in the order of the elements, as
  /// soon as those before it have been: results need not all be held at once.
  ///
  /// - Parameters:
  ///   - state: what `take` puts the results into; one thread at a time has it.
  ///   - onThreads: as in ``map(_:onThreads:_:)``.
  /// - Throws: the error of the first element, in order, that has one.
  package static func reduce<Element: Sendable, Result: Sendable, State: Sendable>(
    _ elements: [Element], into state: State, onThreads: Bool = true,
    _ body: @Sendable (Element) throws -> Result,
    take: @Sendable (inout State, Int, Result) throws -> Void
  ) throws -> State {
    var state = state
    if elements.count <= 1 || !onThreads || width == 1 {
      for (place, element) in elements.enumerated() {
        try Interruption.check()
        try take(&state, place, try body(element))
      }
      return state
    }
    let queue = Mutex(InOrder<Result>(count: elements.count))
    let shared = Mutex(state)
    DispatchQueue.concurrentPerform(iterations: elements.count) { index in
      if queue.withLock({ $0.failure != nil }) { return }
      let result = Swift.Result {
        try Interruption.check()
        return try body(elements[index])
      }
      var next = queue.withLock { $0.arrived(result, at: index) }
      while let (place, result) = next {
        let outcome = Swift.Result { try shared.withLock { try take(&$0, place, try result.get()) } }
        next = queue.withLock { $0.taken(outcome) }
      }
    }
    if let failure = queue.withLock({ $0.failure }) { throw failure }
    return shared.withLock { $0 }
  }
}

/// Results that arrive in any order and leave in theirs, one at a time.
private struct InOrder<Result: Sendable>: Sendable {
  private var waiting: [Swift.Result<Result, any Error>?]
  private var next = 0
  private var isTaking = false
  private(set) var failure: (any Error)?

  init(count: Int) { waiting = Array(repeating: nil, count: count) }

  /// - Returns: the result that the caller is to take now; nil where another thread takes, or the one
  ///   whose turn it is has not come.
  mutating func arrived(
    _ result: Swift.Result<Result, any Error>, at place: Int
  ) -> (Int, Swift.Result<Result, any Error>)? {
    waiting[place] = result
    return isTaking ? nil : turn()
  }

  /// - Returns: the next result that the caller is to take.
  mutating func taken(_ outcome: Swift.Result<Void, any Error>) -> (Int, Swift.Result<Result, any Error>)? {
    isTaking = false
    if case .failure(let error) = outcome {
      failure = error
      return nil
    }
    return turn()
  }

  private mutating func turn() -> (Int, Swift.Result<Result, any Error>)? {
    guard failure == nil, next < waiting.count, let result = waiting[next] else { return nil }
    waiting[next] = nil
    next += 1
    isTaking = true
    return (next - 1, result)
  }
}
