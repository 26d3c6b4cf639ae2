extension Job {
  /// Names in parts of a file that could not be read. A reference to them is not an error of its own.
  package struct Unread: Sendable {
    /// Sections that could not be read at all: any name may be one of theirs.
    package var sections: Set<String> = []
    package var parameters: Set<String> = []
    /// Whether an export, or its name, could not be read.
    package var hasExports = false

    package init() {}
  }

  /// Whether any name may be that of a table.
  var mayHaveAnyTable: Bool { !unread.sections.isDisjoint(with: ["inputs", "tables"]) }
  /// Whether any name may be that of a figure.
  package var mayHaveAnyFigure: Bool { unread.sections.contains("figures") }
  /// Whether any name may be that of a parameter.
  package var mayHaveAnyParameter: Bool { unread.sections.contains("parameters") }
}

extension MappingReader {
  /// Like ``section(_:)``, read by `read`; notes sections that cannot be read, misspelt ones too.
  func section<Part>(_ key: String, _ job: inout Job, _ read: (NodeReader) -> Part?) -> Part? {
    guard let node = section(key) else { return nil }
    let part = read(node)
    if part == nil { job.unread.sections.insert(key) }
    return part
  }
}
