internal import ArgumentParser
internal import CLinux
internal import Glibc
internal import Runner

/// Runs `acta nightly` in a child process, so that the end of a run's process is not the end of the night.
///
///     parent   waits, passes signals on, and starts another child when one has died in the middle of a run
///     child    is the night; the second one goes on behind the run in which the first one died
///
/// The child is a copy of a process that has done nothing yet, which takes less than a millisecond.
enum NightSupervisor {
  /// The words of the memory that parent and children share.
  private enum Word: Int, CaseIterable {
    /// The number of the ledger's last record before the night.
    case recordsBefore
    case isNightBegun, isRunGoingOn
    /// The signal that the last child died of.
    case signal
    /// How many children died of a fault of Acta's own, or for lack of memory.
    case faults
    /// Whether the child chooses between memory and stages, and whether memory ran out in it.
    case isAuto, isMemoryOut
    /// Whether children run all jobs by stages, since memory ran out in one; and whether the last run is tried again.
    case byStages, isTriedAgain
  }

  /// Nil where there is no supervisor.
  ///
  /// SAFETY: set once, before there are threads; the memory is never unmapped.
  nonisolated(unsafe) private static var words: UnsafeMutablePointer<Int64>?
  /// SAFETY: these are set before there are threads, and then only by the parent's signal handler.
  nonisolated(unsafe) private static var child: pid_t = 0
  nonisolated(unsafe) private static var asked: Int32 = 0

  /// The process that users know: the parent, or this one if it has none.
  private(set) nonisolated(unsafe) static var process: pid_t = getpid()

  // MARK: The parent

  /// - Returns: the exit code of the night; nil in the child, and where the system has no process left: the
  ///   caller then is the night.
  static func exitCode() -> Int32? {
    let size = Word.allCases.count * MemoryLayout<Int64>.stride
    // SAFETY: anonymous memory is zero, and stays mapped for good.
    let memory = unsafe mmap(nil, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)
    guard let memory = unsafe memory, unsafe memory != MAP_FAILED else { return nil }
    unsafe words = memory.bindMemory(to: Int64.self, capacity: Word.allCases.count)
    // Now, not when the child first asks.
    let parent = unsafe process
    passSignalsOn()
    while true {
      set(.isRunGoingOn, 0)
      // A signal waits until the child, or this process, knows what to do with it.
      blockSignals()
      let forked = acta_fork()
      if forked <= 0 {
        SignalWatch.begin()
        if forked == 0 {
          acta_end_with_parent(SIGKILL)
          // It may have ended before that call.
          if getppid() != parent { _exit(128 + SIGKILL) }
        }
        return nil
      }
      unsafe child = forked
      SignalWatch.unblockSignals()
      // The signal may have come before there was a child.
      if unsafe asked != 0 { unsafe kill(forked, asked) }
      let status = ended(forked)
      let code = status & 0x7f == 0 ? (status >> 8) & 0xff : 128 + status & 0x7f
      guard let signal = deadly(status) else { return code }
      set(.signal, Int64(signal))
      let isTriedAgain = triesAgainByStages && word(.isMemoryOut) == 1 && word(.isRunGoingOn) == 1
      set(.isTriedAgain, isTriedAgain ? 1 : 0)
      set(.isMemoryOut, 0)
      if isTriedAgain {
        set(.byStages, 1)
      } else if signal != SIGKILL {
        set(.faults, word(.faults) + 1)
      }
      guard word(.isRunGoingOn) == 1, unsafe asked == 0 else {
        // The child would have told the dead-man's switch.
        let night = try? NightlyCommand.parse(Array(CommandLine.arguments.dropFirst(2)))
        night?.runOptions.ping(.fault, [])
        return code
      }
    }
  }

  private static func ended(_ process: pid_t) -> Int32 {
    var status: Int32 = 0
    while unsafe waitpid(process, &status, 0) < 0 && errno == EINTR {}
    return status
  }

  /// The signal that a child died of; nil if it ended as it should.
  private static func deadly(_ status: Int32) -> Int32? {
    if status & 0x7f != 0 { return status & 0x7f }
    // Its handler of faults has left the signal.
    guard status >> 8 & 0xff == FaultExit.code, word(.signal) != 0, word(.isRunGoingOn) == 1 else {
      return nil
    }
    return Int32(word(.signal))
  }

  private static func passSignalsOn() {
    var action = sigaction()
    unsafe action.__sigaction_handler.sa_sigaction = { number, info, _ in
      let isFirst = unsafe NightSupervisor.asked == 0
      if !isFirst, SignalWatch.isSameRequest { return }
      unsafe NightSupervisor.asked = number
      SignalWatch.noteRequest()
      // The terminal sends its signals to the child as well.
      guard let info = unsafe info, unsafe info.pointee.si_code <= 0 || !isFirst else { return }
      let child = unsafe NightSupervisor.child
      if child > 0 { kill(child, isFirst ? number : SIGKILL) }
      if !isFirst { _exit(128 + number) }
    }
    action.sa_flags = SA_SIGINFO
    for number in [SIGINT, SIGTERM, SIGHUP] { _ = unsafe sigaction(number, &action, nil) }
  }

  private static func blockSignals() {
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    for number in [SIGINT, SIGTERM, SIGHUP] { unsafe sigaddset(&signals, number) }
    _ = unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
  }

  // MARK: The child

  /// Whether this process is a copy of the one that users know.
  ///
  /// Its first thread must not do the work: Swift's locks know a thread by a number that each thread asks for once,
  /// and that of a copied thread is its original's. If another thread waits for such a lock, both wait without end.
  static var isChild: Bool { unsafe process != getpid() }

  /// The part of this night that another child has made; nil for the first.
  static var remainder: NightRemainder? {
    guard word(.isNightBegun) == 1 else { return nil }
    return NightRemainder(
      after: word(.recordsBefore), signal: Int32(word(.signal)), isTriedAgain: word(.isTriedAgain) == 1)
  }

  /// Whether a child of this night has died of a fault.
  static var hadFault: Bool { word(.faults) > 0 }

  /// - Parameter after: the number of the ledger's last record.
  static func nightBegins(after number: Int64) {
    if word(.isNightBegun) == 1 { return }
    set(.recordsBefore, number)
    set(.isNightBegun, 1)
  }

  static func tell(_ event: RunEvent) {
    switch event {
    case .began: set(.isRunGoingOn, 1)
    case .ended: set(.isRunGoingOn, 0)
    default: break
    }
  }

  /// Whether the child runs all jobs by stages, because memory has run out in another.
  static var runsByStages: Bool { word(.byStages) == 1 }

  /// Whether a run in which memory runs out begins again by stages.
  static var triesAgainByStages: Bool { word(.isAuto) == 1 && word(.byStages) == 0 }

  /// The child chooses between memory and stages by estimates.
  static func choosesByEstimates() { set(.isAuto, 1) }

  /// May be called by a signal handler.
  static func leaveMemoryOut() { set(.isMemoryOut, 1) }

  /// May be called by a signal handler.
  static func leave(signal: Int32) { set(.signal, Int64(signal)) }

  // SAFETY: the words are in the memory that `words` points to.

  private static func word(_ word: Word) -> Int64 { unsafe words?[word.rawValue] ?? 0 }

  private static func set(_ word: Word, _ value: Int64) { unsafe words?[word.rawValue] = value }
}
