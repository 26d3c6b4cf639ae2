internal import Dispatch
internal import Synchronization

/// A loop whose turns several threads take, each the next one. The thread that owns it would finish alone, and
/// waits only for turns that others have begun.
final class SharedLoop: Sendable {
  private struct Progress {
    var begun = 0
    var ended = 0
    var isAwaited = false
    /// Nil when the loop is over, so that a helper that comes late keeps nothing alive.
    var body: (@Sendable (Int) -> Void)?
  }

  private let count: Int
  private let progress: Mutex<Progress>
  private let arrival = DispatchSemaphore(value: 0)

  init(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
    self.count = count
    progress = Mutex(Progress(body: body))
  }

  /// Takes turns until all have begun.
  func help() {
    while takeTurn() {}
  }

  /// Takes turns until all have begun, and waits for the end of all.
  func run() {
    help()
    let isOver = progress.withLock { progress in
      progress.isAwaited = progress.ended < count
      return !progress.isAwaited
    }
    if !isOver { arrival.wait() }
    progress.withLock { $0.body = nil }
  }

  private func takeTurn() -> Bool {
    let turn = progress.withLock { progress -> (index: Int, body: @Sendable (Int) -> Void)? in
      guard progress.begun < count, let body = progress.body else { return nil }
      progress.begun += 1
      return (progress.begun - 1, body)
    }
    guard let turn else { return false }
    turn.body(turn.index)
    let isLast = progress.withLock { progress in
      progress.ended += 1
      return progress.isAwaited && progress.ended == count
    }
    if isLast { arrival.signal() }
    return true
  }
}
