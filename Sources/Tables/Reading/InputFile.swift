/// A file to read: its path, and its name in messages (`Inputs/zoom/a.csv`).
package struct InputFile: Sendable {
  package var path: String
  package var displayName: String
  package init(path: String, displayName: String) {
    self.path = path
    self.displayName = displayName
  }
}
