/// A file to read: its path, and its name in messages (`Inputs/zoom/a.csv`).
package struct InputFile: Sendable {
  package var path: String
  package var displayName: String
  /// The folders of which one must hold the file that is opened, as ``OpenedPath`` names them; empty if links may lead
  /// anywhere. A link can be changed after it was looked at.
  package var roots: [String] = []

  package init(path: String, displayName: String) {
    self.path = path
    self.displayName = displayName
  }
}
