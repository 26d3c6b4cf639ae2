extension String {
  /// The folder that a path is in, as `NSString.deletingLastPathComponent` gives it: `a` for `a/b` and `a/b/`, `/`
  /// for `/a`, and nothing for `a`. Foundation's own traps for names of one letter (Swift 6.3).
  package var parentFolder: String {
    var path = self[...]
    func isFolder(_ path: Substring) -> Bool { path.count > 1 && path.utf8.last == UInt8(ascii: "/") }
    while isFolder(path) { path.removeLast() }
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "" }
    path = path[...slash]
    while isFolder(path) { path.removeLast() }
    return String(path)
  }
}
