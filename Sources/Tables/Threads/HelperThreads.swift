internal import CLinux
internal import Dispatch
internal import Glibc
internal import Synchronization

/// Threads that help with parallel work, started when there is work for them and kept.
///
/// Those who ask for help must be able to finish alone: when the system has no thread left (`ulimit -u`, too
/// little memory for a stack), nobody comes. Dispatch's queues would wait for a thread without end.
enum HelperThreads {
  private struct Progress {
    var waiting: [@Sendable () -> Void] = []
    var idle = 0
    var started = 0
  }

  private static let progress = Mutex(Progress())
  private static let arrival = DispatchSemaphore(value: 0)
  /// Virtual memory; room for the deepest expression.
  private static let stackSize = 4 << 20

  /// Has up to `count` threads do this work at the same time, now or when they have finished other work.
  static func help(_ count: Int, with work: @escaping @Sendable () -> Void) {
    guard count > 0 else { return }
    let missing = progress.withLock { progress in
      for _ in 0..<count { progress.waiting.append(work) }
      let missing = max(0, min(progress.waiting.count - progress.idle, count - progress.started))
      progress.started += missing
      return missing
    }
    var failed = 0
    for _ in 0..<missing where !startThread() { failed += 1 }
    if failed > 0 {
      progress.withLock { progress in
        progress.started -= failed
        if progress.started == 0 { progress.waiting = [] }
      }
    }
    for _ in 0..<count { arrival.signal() }
  }

  private static func startThread() -> Bool {
    var attributes = pthread_attr_t()
    guard unsafe pthread_attr_init(&attributes) == 0 else { return false }
    defer { unsafe pthread_attr_destroy(&attributes) }
    guard unsafe pthread_attr_setstacksize(&attributes, stackSize) == 0,
      unsafe pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED)) == 0
    else { return false }
    var thread = pthread_t()
    return unsafe pthread_create(
      &thread, &attributes,
      { _ in
        HelperThreads.leaveSignalsToOthers()
        FaultStack.give()
        while true { HelperThreads.takeTurn() }
      }, nil) == 0
  }

  private static func takeTurn() {
    progress.withLock { $0.idle += 1 }
    arrival.wait()
    let work = progress.withLock { progress in
      progress.idle -= 1
      return progress.waiting.isEmpty ? nil : progress.waiting.removeFirst()
    }
    work?()
  }

  /// Signals from outside are for the first thread.
  private static func leaveSignalsToOthers() {
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    for number in [SIGINT, SIGTERM, SIGHUP, SIGALRM] { unsafe sigaddset(&signals, number) }
    _ = unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
  }
}
