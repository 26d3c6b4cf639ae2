package import Diagnostics
package import Tables

/// The keys of an input that say how a table stands in its file. A report has its own ways, so they have no meaning there.
package enum KeysOfTables {
  /// The errors about the keys that a format does not obey.
  ///
  /// - Parameters:
  ///   - file: as it is called in the hint.
  ///   - isBinary: whether the file is a workbook.
  ///   - places: where the keys are in the job.
  package static func refusals(
    of options: ReadingOptions, by format: InputFormat, file: String, isBinary: Bool = false,
    at places: (String) -> SourceLocation? = { _ in nil }
  ) -> [Diagnostic] {
    if format == .csv { return [] }
    var refusals = options.delimited.dialectKeys.map { key in
      Diagnostic(
        .onlyForTables(key, format), at: places(key), reason: "it is for plain tables of text",
        hint: "if \(file) is one, say so in the input:  format: csv")
    }
    if format == XLSXTable.name { return refusals }
    let isTable = "if \(file) is one, say so in the input:  format: \(isBinary ? "xlsx" : "csv")"
    let rowKeys = options.delimited.rowKeys
    refusals += rowKeys.map { key in
      Diagnostic(
        .onlyForTables(key, format), at: places(key), reason: "it is for plain tables of text and for sheets",
        hint: isTable)
    }
    if options.headerRow != nil, !rowKeys.contains("header_row") {
      refusals.append(
        Diagnostic(
          .onlyForTables("header_row", format), at: places("header_row"),
          reason: "it is for plain tables of text and for sheets, and reports are searched for their header",
          hint: "leave  header_row:  out, or, if \(file) is a plain table, say so in the input:  format: csv"
        ))
    }
    return refusals
  }

  /// The errors about the keys that say where the rows are in files of another kind than this one.
  static func misplaced(_ options: ReadingOptions, in file: OpenedFile, as format: InputFormat)
    -> [Diagnostic]
  {
    var found: [(key: String, what: String)] = []
    if !file.isBinary {
      if options.sheet != nil { found.append(("sheet", "a workbook")) }
      if options.range != nil { found.append(("range", "a workbook")) }
    }
    let beginning = (try? file.text())?.head.prefix(4096)
    if options.path != nil, format != JSONTable.name, format != JSONLines.name,
      beginning.map({ JSONTable.begins($0) }) != true
    {
      found.append(("path", "JSON"))
    }
    if options.day != nil, format == .csv { found.append(("date", "a list of attendance")) }
    return found.map { key, what in
      Diagnostic(
        .misplaced(file.name, key), reason: "the file is not \(what)",
        hint: "leave  \(key):  out, or give files of this kind an input of their own")
    }
  }
}

extension Diagnostic.Message {
  fileprivate static func onlyForTables(_ key: String, _ format: InputFormat) -> Self {
    Self(.keyNotAllowed, "'\(key)' has no meaning for the format \(format.rawValue)")
  }
  fileprivate static func misplaced(_ file: String, _ key: String) -> Self {
    Self(.keyNotAllowed, "'\(key)' has no meaning for '\(file)'")
  }
}
