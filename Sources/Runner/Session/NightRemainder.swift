internal import Diagnostics
internal import Glibc
internal import Ledger

/// The rest of a night whose process died in the middle of a run; another process makes it.
package struct NightRemainder: Sendable {
  /// The number of the ledger's last record before the night.
  package let after: Int64
  /// The signal that ended the process.
  package let signal: Int32
  /// Whether memory ran out in the run, which is tried again by stages.
  package let isTriedAgain: Bool

  package init(after: Int64, signal: Int32, isTriedAgain: Bool = false) {
    self.after = after
    self.signal = signal
    self.isTriedAgain = isTriedAgain
  }

  /// Whether Acta had to stop by itself; otherwise another process, or the system, killed it.
  private var isFault: Bool { signal != SIGKILL }

  private var name: String {
    let names = [
      SIGABRT: "SIGABRT", SIGILL: "SIGILL", SIGTRAP: "SIGTRAP", SIGBUS: "SIGBUS", SIGSEGV: "SIGSEGV",
      SIGFPE: "SIGFPE", SIGKILL: "SIGKILL",
    ]
    return names[signal] ?? "signal \(signal)"
  }

  /// The reason that is recorded for the run.
  var reason: String {
    if isTriedAgain { return "memory ran out in the middle of it; it began again by stages" }
    return isFault
      ? "acta had to stop in the middle of it (\(name)): a fault of acta, or no memory was left"
      : "its process was killed in the middle of it (\(name))"
  }

  /// The error of the run in which the process died.
  func diagnostic(of run: Run) -> Diagnostic {
    let what = "job '\(run.job)' of \(run.night)"
    if !isFault {
      return Diagnostic(
        .init(.fault, "\(what) was killed in the middle of its run (\(name))"),
        reason: "the system kills a program when memory runs out; or somebody did. The other jobs go on",
        hint: "look for 'out of memory' in  journalctl -k; give it more memory, then run it again")
    }
    return Diagnostic(
      .init(.fault, "acta had to stop in the middle of \(what) (\(name))"),
      reason: "this is a fault of acta, if it is not that memory ran out. The other jobs go on",
      hint:
        "run  SWIFT_BACKTRACE=enable=yes acta run \(run.job) --as-of \(run.night)  and send us what it prints, "
        + "the job's file and 'acta --version'")
  }

  /// The error of a night whose process died while nothing was recorded as going on.
  var withoutRun: Diagnostic {
    Diagnostic(
      .init(.fault, "acta had to stop (\(name))"), reason: "no run was going on, so the night cannot go on",
      hint: "run  SWIFT_BACKTRACE=enable=yes acta nightly  and send us what it prints")
  }
}
