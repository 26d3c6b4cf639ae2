/// A call of `acta nightly` by whatever starts programs on a server: which program, for which workspace.
package struct NightlyCall: Sendable {
  /// The absolute path of `acta`.
  package var program: String
  package var workspace: Workspace
  /// The name of the process, as the timeline has it.
  package var process: String

  package init(program: String, workspace: Workspace, process: String) {
    self.program = program
    self.workspace = workspace
    self.process = process
  }

  /// Whether a path can be written in a line of text.
  package var isOneLine: Bool {
    !(program + workspace.root).unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F }
  }
}
