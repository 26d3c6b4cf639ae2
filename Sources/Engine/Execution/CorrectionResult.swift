package import Diagnostics
package import Tables

/// The outcomes of the corrections of one table.
package struct CorrectionResult: Sendable {
  package enum State: String, Sendable {
    /// The value is now what the correction makes of it.
    case applied
    /// The source has the right value by now.
    case done
    /// The value is neither what the correction changes nor what it makes of it.
    case stale
    /// Its `until` has passed.
    case expired
  }

  /// The corrections of the input that this step has judged, by row.
  package internal(set) var states: [(row: Int, state: State)] = []
  /// As ``StaleCorrections/schema`` says.
  package internal(set) var stale: Table
  package let input: String
  package let location: SourceLocation

  /// - Parameter stale: as ``StaleCorrections/schema`` says.
  package init(states: [(row: Int, state: State)] = [], stale: Table, input: String, location: SourceLocation)
  {
    (self.states, self.stale, self.input, self.location) = (states, stale, input, location)
  }

  package func count(_ state: State) -> Int { states.count { $0.state == state } }

  /// `applied: 3`, `stale: 1`, for the row balance.
  package var notes: [String] {
    [.applied, .done, .stale, .expired].compactMap { (state: State) in
      count(state) == 0 ? nil : "\(state.rawValue): \(count(state))"
    }
  }

  mutating func append(_ next: CorrectionResult) {
    states += next.states
    stale = Table.concatenating([stale, next.stale], like: stale)
  }
}
