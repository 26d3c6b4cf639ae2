extension Job {
  /// Names that a file gives in parts that could not be read. What refers to them is not a mistake of
  /// its own.
  package struct Unread: Sendable {
    /// Sections of which nothing could be read: any name may be one of theirs.
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
  /// As ``section(_:)``, read by `read`; notes sections of which nothing can be read, misspelt ones too.
  func section<Part>(_ key: String, _ job: inout Job, _ read: (NodeReader) -> Part?) -> Part? {
    guard let node = section(key) else { return nil }
    let part = read(node)
    if part == nil { job.unread.sections.insert(key) }
    return part
  }
}
