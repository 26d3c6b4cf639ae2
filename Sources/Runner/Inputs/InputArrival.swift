package import Diagnostics
package import JobSpec
internal import Ledger

/// An input that did not come as it should, and what the run does about it.
package struct InputArrival: Sendable {
  package var input: String
  package var fault: Arrival.Fault
  package var policy: Arrival.Policy
  /// `input 'forms' is missing: Inputs/forms.csv`
  package var words: String
  package var location: SourceLocation

  package var diagnostic: Diagnostic {
    Diagnostic(
      .init(.arrival, words), at: location, severity: policy == .fail ? .error : .warning,
      reason: "'arrival' says: \(fault.rawValue): \(policy.rawValue)")
  }

  /// As the run keeps it.
  var record: RunArrival {
    RunArrival(input: input, fault: fault.rawValue, policy: policy.rawValue, finding: words)
  }
}

/// An input asks for the run not to be made.
struct SkippedByArrival: Error {
  var reason: String
}

/// There is nothing of an input: no file, or nothing that its job published.
struct MissingInput: Error {
  var diagnostic: Diagnostic
}
