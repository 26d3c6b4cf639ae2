package import Ledger

extension Workspace {
  package var jobsFolder: String { path(of: "Jobs") }
  /// What jobs read; never written to.
  package var inputsFolder: String { path(of: "Inputs") }
  /// What runs publish.
  package var exportsFolder: String { path(of: "Exports") }
  package var state: StateFolder { StateFolder(path(of: StateFolder.name)) }
}
