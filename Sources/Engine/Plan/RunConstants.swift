package import Tables

/// The values of `$names` in a run: the moment, the stage, and the job's parameters.
package struct RunConstants: Sendable, Equatable {
  package var asOf: Instant
  /// The night, in days since 1970.
  package var night: Int32
  package var stage: String?
  /// Parameters by name, including those set on the command line.
  package var parameters: [String: Value]
  package var zone: Zone

  package init(asOf: Instant, night: Int32, stage: String?, parameters: [String: Value], zone: Zone) {
    self.asOf = asOf
    self.night = night
    self.stage = stage
    self.parameters = parameters
    self.zone = zone
  }

  var byName: [String: Scope.Constant] {
    var all = parameters.mapValues { Scope.Constant($0, type: $0.type ?? .text) }
    all["as_of"] = Scope.Constant(.datetime(asOf.microseconds), type: .datetime)
    all["night"] = Scope.Constant(.date(night), type: .date)
    all["stage"] = Scope.Constant(stage.map { .text($0) } ?? .null, type: .text)
    return all
  }

  package static func == (a: RunConstants, b: RunConstants) -> Bool {
    a.asOf == b.asOf && a.night == b.night && a.stage == b.stage && a.parameters == b.parameters
      && a.zone.identifier == b.zone.identifier
  }
}
