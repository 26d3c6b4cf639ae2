internal import Diagnostics
internal import Glibc

/// Lets a command end cleanly when somebody asks it to: the first SIGINT, SIGTERM or SIGHUP stops it at
/// the next safe place, a second one at once.
enum SignalWatch {
  static func begin() {
    // Made now: a handler may do no more than store a number.
    _ = Interruption.signal
    var action = sigaction()
    unsafe action.__sigaction_handler.sa_handler = { number in
      if Interruption.signal != nil { _exit(128 + number) }
      Interruption.request(signal: number)
    }
    // What was waiting for the system goes on waiting: the work asks for itself.
    action.sa_flags = SA_RESTART
    for number in [SIGINT, SIGTERM, SIGHUP] { unsafe sigaction(number, &action, nil) }
  }
}
