extension Workspace {
  /// What jobs read; never written to.
  package var inputsFolder: String { path(of: "Inputs") }
  /// What runs publish.
  package var exportsFolder: String { path(of: "Exports") }
  package var jobsFolder: String { path(of: "Jobs") }
  /// Acta's own state: the lock, and what failed runs leave.
  package var stateFolder: String { path(of: ".acta") }
  /// The timeline as the last nightly read it.
  package var lastTimelineFile: String { stateFolder + "/timeline.yaml" }
}
