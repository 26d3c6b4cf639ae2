/// A call of `acta nightly` by a scheduler: the program and the workspace.
package struct NightlyCall: Sendable {
  /// The absolute path of `acta`.
  package var program: String
  package var workspace: Workspace
  /// The name of the process in the timeline.
  package var process: String

  package init(program: String, workspace: Workspace, process: String) {
    self.program = program
    self.workspace = workspace
    self.process = process
  }

  /// Whether a path can be written in one line of text.
  package var isOneLine: Bool {
    !(program + workspace.root).unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F }
  }
}
