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
        let isMemoryOut = unsafe (FaultExit.memory?.pointee ?? 0) & 1 != 0
        let message: StaticString = isMemoryOut ? FaultExit.memoryRanOut : FaultExit.fault
        // SAFETY: the text is part of the program.
        _ = unsafe write(2, message.utf8Start, message.utf8CodeUnitCount)
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

  private static var fault: StaticString {
    """
    error: acta had to stop, because memory ran out or because of a fault of its own
      why:  nothing was published from what was going on; what was published before is as it was
      hint: give it more memory (see  ulimit -v  and the limits of the service); if that is not it, run the command \
    again with SWIFT_BACKTRACE=enable=yes and send us what it prints

    """
  }
}
