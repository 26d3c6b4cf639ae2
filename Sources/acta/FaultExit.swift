internal import CLinux
internal import Glibc
internal import Tables

/// Ends the program with a sentence and exit code 70 where Swift's runtime would end it by a signal: when memory
/// runs out, and at a fault of Acta's own.
///
/// The run that was going on is cleared up by the next session, as after a kill. A night goes on with its other jobs
/// (``NightSupervisor``).
enum FaultExit {
  static let code: Int32 = 70

  private static let signals = [SIGABRT, SIGILL, SIGTRAP, SIGBUS, SIGSEGV, SIGFPE]

  /// Its first bit is set once the runtime has said that memory ran out.
  ///
  /// SAFETY: set before there are threads, and never freed.
  private nonisolated(unsafe) static var memory: UnsafeMutablePointer<Int32>?

  /// The program's path and its arguments, to begin again when memory runs out; nil if nothing does.
  ///
  /// SAFETY: set before the run, and never freed.
  private nonisolated(unsafe) static var again:
    (path: UnsafeMutablePointer<CChar>, arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>)?

  /// Has this command begin again with `--engine stages` if memory runs out in it.
  static func beginAgainByStages() {
    let words = CommandLine.arguments + ["--engine", "stages"]
    // SAFETY: there is room for all words and the null behind them.
    let list = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: words.count + 1)
    for (index, word) in words.enumerated() { unsafe list[index] = strdup(word) }
    unsafe list[words.count] = nil
    guard let path = unsafe strdup("/proc/self/exe") else { return }
    unsafe again = (path, list)
  }

  /// Installs the handlers, unless `SWIFT_BACKTRACE` asks for the runtime's own report.
  static func install() {
    // SAFETY: `getenv` reads the environment before there are threads.
    if unsafe getenv("SWIFT_BACKTRACE") != nil { return }
    unsafe memory = acta_leave_out_traces()
    FaultStack.give()
    for number in signals {
      var action = sigaction()
      // A handler may do little more than write bytes that are there already.
      unsafe action.__sigaction_handler.sa_handler = { number in
        NightSupervisor.leave(signal: number)
        SignalWatch.removeIncomplete()
        let isMemoryOut = unsafe (FaultExit.memory?.pointee ?? 0) & 1 != 0
        if isMemoryOut { NightSupervisor.leaveMemoryOut() }
        let again = unsafe FaultExit.again
        let goesOn = unsafe isMemoryOut && (again != nil || NightSupervisor.triesAgainByStages)
        let message: StaticString =
          goesOn ? FaultExit.beginsAgain : isMemoryOut ? FaultExit.memoryRanOut : FaultExit.fault
        SignalWatch.say(message)
        if isMemoryOut, let again = unsafe again {
          // The new program begins with the signals that this thread does not take now.
          var none = sigset_t()
          unsafe sigemptyset(&none)
          unsafe pthread_sigmask(SIG_SETMASK, &none, nil)
          unsafe execv(again.path, again.arguments)
        }
        _exit(FaultExit.code)
      }
      action.sa_flags = SA_ONSTACK
      _ = unsafe sigaction(number, &action, nil)
    }
  }

  private static var memoryRanOut: StaticString {
    """
    error: acta had to stop, because memory ran out
      why:  nothing was published from what was going on; what was published before is as it was
      hint: give it more memory (see  ulimit -v  and the limits of the service)

    """
  }

  private static var beginsAgain: StaticString {
    """
    warning: memory ran out in the middle of a run, which begins again by stages
      why:  its rows need more memory than was estimated; by stages they lie on the disk
      hint: --engine stages, or a smaller  memory:  in acta.yaml, spares the first try

    """
  }

  private static var fault: StaticString {
    """
    error: acta had to stop, because memory ran out or because of a fault of its own
      why:  nothing was published from what was going on; what was published before is as it was
      hint: give it more memory (see  ulimit -v  and the limits of the service); if that is not it, run the command \
    again with SWIFT_BACKTRACE=enable=yes and send us what it prints

    """
  }
}
