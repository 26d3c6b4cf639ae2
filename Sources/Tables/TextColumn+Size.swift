internal import Diagnostics

extension TextColumn {
  /// - Throws: a diagnostic that names the file if so many bytes are too many for one column.
  package static func allow(bytes: Int, of file: String) throws {
    if bytes <= mostBytes { return }
    throw Diagnostic(
      .tooMuchText(file), reason: "one column holds up to 4 GiB",
      hint: "split the file, or leave the column out")
  }
}

extension Diagnostic.Message {
  fileprivate static func tooMuchText(_ file: String) -> Self {
    Self(.tooLarge, "a column of '\(file)' has more text than fits into memory")
  }
}
