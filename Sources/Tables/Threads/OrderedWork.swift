internal import Dispatch
internal import Synchronization

/// Chunks that are made on all cores, then noted and then taken, both in order and one at a time, while
/// later ones are made.
///
///     owner      make 0 │ note 0 │ take 0 │ take 1 │ take 2          │ make 6 │ …
///     helper     make 1 │ note 1 │ make 2 │ note 2 │ make 3 │ note 3 │ make 4 │ …
///
/// The owner is the thread whose file the chunks go to. It takes them as soon as it can, and makes or
/// notes others when there is nothing to take. It would finish without helpers too, and waits only while
/// a helper is busy with the chunk that it needs. The output depends on the chunks alone.
final class OrderedWork<Made: Sendable>: Sendable {
  typealias Outcome = Result<Made, any Error>

  /// The next action of a thread.
  private enum Turn {
    case make(Int)
    case note(Outcome)
    case take(Outcome)
    case wait
    case leave
  }

  private struct Progress {
    /// The number of chunks begun or finished.
    var begun = 0
    var noted = 0
    var taken = 0
    /// Chunks that are made and not yet noted, by index.
    var made: [Int: Outcome] = [:]
    /// Chunks that are noted and not yet taken, by index.
    var ready: [Int: Outcome] = [:]
    var isNoting = false
    /// The number of helpers that wait because the window is full.
    var waiting = 0
    /// Whether the owner waits for the next chunk.
    var isAwaited = false
    var isOver = false
  }

  private let count: Int
  /// The maximum number of chunks at a time, which bounds memory while taking is slow.
  private let window: Int
  private let make: @Sendable (Int) throws -> Made
  private let note: @Sendable (Made) -> Void
  private let progress = Mutex(Progress())
  private let vacancy = DispatchSemaphore(value: 0)
  private let arrival = DispatchSemaphore(value: 0)

  init(
    count: Int, window: Int, make: @escaping @Sendable (Int) throws -> Made,
    note: @escaping @Sendable (Made) -> Void
  ) {
    precondition(window > 0)
    (self.count, self.window, self.make, self.note) = (count, window, make, note)
  }

  /// Makes and notes chunks until none are left; for threads other than the owner's.
  func help() {
    while true {
      switch progress.withLock({ helpersTurn(&$0) }) {
      case .make(let piece): put(piece, Result { try make(piece) })
      case .note(let outcome): pass(outcome)
      case .wait: vacancy.wait()
      case .take, .leave: return
      }
    }
  }

  /// Takes all chunks. Throws the error of `take`, or of the first chunk that failed. Nothing is taken
  /// after that, and chunks in progress are discarded.
  func takeAll(_ take: (Made) throws -> Void) throws {
    defer { advance { $0.isOver = true } }
    for _ in 0..<count {
      try take(next().get())
      advance { $0.taken += 1 }
    }
  }

  private func next() -> Outcome {
    while true {
      switch progress.withLock({ ownersTurn(&$0) }) {
      case .make(let piece): put(piece, Result { try make(piece) })
      case .note(let outcome): pass(outcome)
      case .take(let outcome): return outcome
      case .wait, .leave: arrival.wait()
      }
    }
  }

  // MARK: Turns

  private func ownersTurn(_ progress: inout Progress) -> Turn {
    if let outcome = progress.ready.removeValue(forKey: progress.taken) { return .take(outcome) }
    if let turn = workersTurn(&progress) { return turn }
    progress.isAwaited = true
    return .wait
  }

  private func helpersTurn(_ progress: inout Progress) -> Turn {
    if progress.isOver { return .leave }
    if let turn = workersTurn(&progress) { return turn }
    // The thread that makes the last chunk also notes it.
    if progress.begun == count { return .leave }
    progress.waiting += 1
    return .wait
  }

  private func workersTurn(_ progress: inout Progress) -> Turn? {
    if !progress.isNoting, let outcome = progress.made.removeValue(forKey: progress.noted) {
      progress.isNoting = true
      return .note(outcome)
    }
    guard progress.begun < count, progress.begun - progress.taken < window else { return nil }
    progress.begun += 1
    return .make(progress.begun - 1)
  }

  // MARK: Between turns

  private func put(_ piece: Int, _ outcome: Outcome) {
    progress.withLock { $0.made[piece] = outcome }
  }

  private func pass(_ outcome: Outcome) {
    if case .success(let made) = outcome { note(made) }
    let isAwaited = progress.withLock { progress in
      progress.ready[progress.noted] = outcome
      progress.noted += 1
      progress.isNoting = false
      defer { progress.isAwaited = false }
      return progress.isAwaited
    }
    if isAwaited { arrival.signal() }
  }

  /// Makes a change that may unblock waiting helpers.
  private func advance(_ change: (inout Progress) -> Void) {
    let waiting = progress.withLock { progress in
      change(&progress)
      defer { progress.waiting = 0 }
      return progress.waiting
    }
    for _ in 0..<waiting { vacancy.signal() }
  }
}
