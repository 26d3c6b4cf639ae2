internal import Tables

/// The files of a run. Names are compared without case and accents, as some system compares them on which
/// people unpack the files; and a name is a file or a folder, never both.
struct FileNames {
  private var files: Set<String> = []
  private var folders: Set<String> = []
  /// By name: the next number to try.
  private var numbers: [String: Int] = [:]

  /// Adds a file whose name a job gives; `acta check` has compared these with each other.
  mutating func add(_ file: String) {
    files.insert(folded(file))
    var folder = Substring(file)
    while let slash = folder.lastIndex(of: "/") {
      folder = folder[..<slash]
      folders.insert(folded(String(folder)))
    }
  }

  /// Adds a file: under this name, or as `name (2).xlsx` if the name is taken.
  mutating func unique(_ file: String) -> String {
    let parts = file.split(separator: "/", omittingEmptySubsequences: false)
    var path = ""
    for folder in parts.dropLast() {
      var candidate = path + folder
      while files.contains(folded(candidate)) {
        candidate = path + numbered(folder, ending: "", of: path + folder)
      }
      path = candidate + "/"
    }
    let name = parts[parts.count - 1]
    let stem = name.prefix { $0 != "." }
    var candidate = path + name
    while files.contains(folded(candidate)) || folders.contains(folded(candidate)) {
      candidate = path + numbered(stem, ending: name[stem.endIndex...], of: path + name)
    }
    add(candidate)
    return candidate
  }

  /// The next name to try: `name (2).xlsx`.
  private mutating func numbered(_ stem: Substring, ending: Substring, of path: String) -> String {
    let number = numbers[folded(path), default: 2]
    numbers[folded(path)] = number + 1
    return "\(stem) (\(number))\(ending)"
  }
}
