internal import Synchronization

/// Whether a signal has asked the program to end. Work checks it where it can stop without leaving
/// anything half done.
///
/// The state is shared by the whole process, like signals.
package enum Interruption {
  /// The signal received, or 0.
  private static let asked = Atomic<Int32>(0)

  /// Asks all work to stop; later signals are ignored.
  package static func request(signal: Int32) {
    _ = asked.compareExchange(expected: 0, desired: signal, ordering: .relaxed)
  }

  /// The signal received, or nil.
  package static var signal: Int32? {
    let number = asked.load(ordering: .relaxed)
    return number == 0 ? nil : number
  }

  /// - Throws: ``Interrupted`` after a request.
  package static func check() throws {
    if let signal { throw Interrupted(signal: signal) }
  }
}

/// The error of work that stopped on request.
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

  package var diagnostic: Diagnostic { Diagnostic(.ended(by: self)) }
}

extension Diagnostic.Message {
  fileprivate static func ended(by interrupted: Interrupted) -> Self {
    Self(.interrupted, "\(interrupted.name) ended the command")
  }
}
