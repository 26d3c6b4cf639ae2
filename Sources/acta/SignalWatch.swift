internal import Diagnostics
internal import Glibc

/// Ends a command on a signal: the first SIGINT, SIGTERM or SIGHUP stops it at the next safe place, and at once
/// when it has not come to one in time; a second signal ends it at once.
enum SignalWatch {
  /// Microseconds from a signal to the end of the program, whatever it is doing. The run that was going on is
  /// then cleared up by the next session, as after a kill.
  private static let patience = 800_000

  /// Signals within this time are one request, in milliseconds.
  private static let oneRequest = 100

  /// The time of the last signal.
  ///
  /// SAFETY: only the handlers use it, one at a time.
  nonisolated(unsafe) private static var last = 0

  /// For signal handlers: whether a signal belongs to the one before it.
  static var isSameRequest: Bool { now - (unsafe last) <= oneRequest }

  static func noteRequest() { unsafe last = now }

  /// Milliseconds of a clock that nobody sets.
  private static var now: Int {
    var time = timespec()
    _ = unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
  }

  /// A file that is removed if the program ends in the middle of a step; nil if there is none.
  ///
  /// SAFETY: set before the work on the file begins, and never freed.
  nonisolated(unsafe) private static var incomplete: UnsafeMutablePointer<CChar>?

  /// Outside the workspace no later session clears up.
  static func removeAtEnd(_ path: String) { unsafe incomplete = unsafe strdup(path) }

  /// May be called by a signal handler.
  static func removeIncomplete() {
    // SAFETY: the text is complete before it is set.
    if let path = unsafe incomplete { _ = unsafe unlink(path) }
  }

  /// For signal handlers: writes to stderr, unless nobody reads what was written before, so that it would wait.
  static func say(_ message: StaticString) {
    var output = pollfd(fd: 2, events: Int16(POLLOUT), revents: 0)
    guard unsafe poll(&output, 1, 0) > 0 else { return }
    // SAFETY: the text is part of the program.
    _ = unsafe write(2, message.utf8Start, message.utf8CodeUnitCount)
  }

  /// Begins before the command is known, so that each of them ends in the same way.
  static func begin() {
    // Initialises the atomic now: a signal handler may only store a number.
    _ = Interruption.signal
    var action = sigaction()
    unsafe action.__sigaction_handler.sa_handler = { number in
      if Interruption.signal != nil {
        // The supervisor of a night passes on what its process group may have received as well.
        if !SignalWatch.isSameRequest { _exit(128 + number) }
        return
      }
      SignalWatch.noteRequest()
      Interruption.request(signal: number)
      var timer = itimerval()
      timer.it_value.tv_usec = SignalWatch.patience
      _ = unsafe setitimer(__itimer_which_t(ITIMER_REAL.rawValue), &timer, nil)
    }
    // System calls restart; the work itself checks for the interruption.
    action.sa_flags = SA_RESTART
    for number in [SIGINT, SIGTERM, SIGHUP] { unsafe sigaction(number, &action, nil) }
    unsafe action.__sigaction_handler.sa_handler = { _ in
      let message: StaticString = """
        error: acta was ended by a signal in the middle of a step
          why:  nothing was published from what was going on; the next command clears it up

        """
      SignalWatch.say(message)
      SignalWatch.removeIncomplete()
      _exit(1)
    }
    unsafe sigaction(SIGALRM, &action, nil)
    unblockSignals()
  }

  /// A program that starts this one on a thread of a pool hands its blocked signals down.
  static func unblockSignals() {
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    for number in [SIGINT, SIGTERM, SIGHUP, SIGALRM] { unsafe sigaddset(&signals, number) }
    _ = unsafe pthread_sigmask(SIG_UNBLOCK, &signals, nil)
  }
}
