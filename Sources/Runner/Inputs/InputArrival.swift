package import Diagnostics
package import JobSpec
internal import Ledger

/// An input that did not arrive as expected, and the policy that the run follows.
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

  var record: RunArrival {
    RunArrival(input: input, fault: fault.rawValue, policy: policy.rawValue, finding: words)
  }
}

/// Thrown if the arrival of an input asks to skip the run.
struct SkippedByArrival: Error {
  var reason: String
}

/// An input that does not exist: it has no file, or its job has not published.
struct MissingInput: Error {
  var diagnostic: Diagnostic
}
