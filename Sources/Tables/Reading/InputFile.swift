/// A file to read: where it is, and what it is called in messages (`Inputs/zoom/a.csv`).
package struct InputFile: Sendable {
  package var path: String
  package var displayName: String
  package init(path: String, displayName: String) {
    self.path = path
    self.displayName = displayName
  }
}
