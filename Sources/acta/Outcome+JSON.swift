internal import Diagnostics
internal import Runner
internal import Tables

extension JobRunner.Outcome {
  /// Its manifest, and the errors of a run that failed.
  func json(in zone: Zone) -> JSONValue {
    let errors = diagnostics.filter { $0.severity == .error }
    guard case .object(let members) = manifest.json(in: zone), !errors.isEmpty else {
      return manifest.json(in: zone)
    }
    return .object(members + [("errors", .array(errors.map(\.json)))])
  }
}
