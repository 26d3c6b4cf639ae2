internal import Synchronization

/// Whether somebody has asked the program to end (a signal), so that work can stop between two
/// pieces and leave nothing half done.
///
/// One for the whole process, as signals are; work asks it where stopping is safe.
package enum Interruption {
  /// The signal that asked; 0: none.
  private static let asked = Atomic<Int32>(0)

  /// Asks all work to stop. The first signal counts.
  package static func request(signal: Int32) {
    _ = asked.compareExchange(expected: 0, desired: signal, ordering: .relaxed)
  }

  /// The signal that asked, if any did.
  package static var signal: Int32? {
    let number = asked.load(ordering: .relaxed)
    return number == 0 ? nil : number
  }

  /// - Throws: ``Interrupted`` once somebody has asked.
  package static func check() throws {
    if let signal { throw Interrupted(signal: signal) }
  }

  /// Forgets who asked, for tests.
  package static func reset() { asked.store(0, ordering: .relaxed) }
}

/// Work that stopped because somebody asked it to.
package struct Interrupted: Error, Equatable {
  package var signal: Int32

  package init(signal: Int32) { self.signal = signal }

  /// `SIGTERM`
  package var name: String {
    switch signal {
    case 1: "SIGHUP"
    case 2: "SIGINT"
    case 15: "SIGTERM"
    default: "signal \(signal)"
    }
  }
}
