internal import JobSpec
package import Ledger

extension Workspace {
  package var jobsFolder: String { path(of: "Jobs") }
  /// The folder that jobs read; Acta never writes to it.
  package var inputsFolder: String { path(of: "Inputs") }
  /// The folder of what staff sent back; only `acta corrections` writes to it.
  package var correctionsFolder: String { path(of: CorrectionFile.folder) }
  /// The folder that runs publish to.
  package var exportsFolder: String { path(of: "Exports") }
  package var state: StateFolder { StateFolder(path(of: StateFolder.name)) }
}
