internal import Diagnostics
internal import Glibc

/// Ends a command cleanly on a signal: the first SIGINT, SIGTERM or SIGHUP stops it at
/// the next safe place, a second one at once.
enum SignalWatch {
  static func begin() {
    // Initialises the atomic now: a signal handler may only store a number.
    _ = Interruption.signal
    var action = sigaction()
    unsafe action.__sigaction_handler.sa_handler = { number in
      if Interruption.signal != nil { _exit(128 + number) }
      Interruption.request(signal: number)
    }
    // System calls restart; the work itself checks for the interruption.
    action.sa_flags = SA_RESTART
    for number in [SIGINT, SIGTERM, SIGHUP] { unsafe sigaction(number, &action, nil) }
  }
}
