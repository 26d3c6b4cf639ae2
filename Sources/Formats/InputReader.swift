internal import Diagnostics
package import Tables

/// Reads the files of one input into one table.
package enum InputReader {
  /// The rows of all files, in order. Columns are matched by name, in order of first appearance.
  ///
  /// Rows that cannot be read as declared become the result's rejects.
  /// - Parameters:
  ///   - recognised: earlier recognitions of some of these files, with the same options.
  ///   - spill: where the rows go instead of into memory.
  /// - Throws: ``Diagnostics`` if reading is impossible: a file is missing, damaged or not text, has no
  ///   header, or lacks a required column, or a declaration is invalid.
  package static func read(
    _ files: [InputFile], options: ReadingOptions, recognised: [FileRecognition] = [],
    spill: SpillPlace? = nil
  ) throws -> ReadingResult {
    try read(files, options: options, recognised: recognised, sizes: .standard, spill: spill)
  }

  /// As above, with chunks of `piece` bytes; files of up to `whole` bytes are read at once.
  package static func read(
    _ files: [InputFile], options: ReadingOptions, piece: Int, whole: Int, spill: SpillPlace? = nil
  ) throws -> ReadingResult {
    try read(
      files, options: options, recognised: [], sizes: FileContent.Sizes(piece: piece, whole: whole),
      spill: spill)
  }

  private static func read(
    _ files: [InputFile], options: ReadingOptions, recognised: [FileRecognition], sizes: FileContent.Sizes,
    spill: SpillPlace?
  ) throws -> ReadingResult {
    let known = Dictionary(recognised.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    var problems = Diagnostics()
    var parts: [FileRows] = []
    let spill = try spill?.shared()
    for file in files {
      let part = problems.collect {
        var part = try read(
          file, options: options, recognised: known[file.displayName], sizes: sizes, spill: spill)
        try TextOverflow.verify("reading '\(file.displayName)'")
        try part.noteNameless(options)
        if part.rowCount == 0, part.rejects.isEmpty, let skipped = part.report.skippedRows {
          part.warnings.append(
            Diagnostic(
              .allSkipped(part.report.file, skipped), severity: .warning,
              reason: "skip_rows is \(options.delimited.skippedRows)"))
        }
        if let corrections = options.corrections { try part.correct(corrections, in: spill) }
        if let spill { try part.store(in: spill, options: options) }
        return part
      }
      if let part { parts.append(part) }
    }
    try apply(options.duplicates, to: &parts, &problems)
    try problems.throwIfErrors()
    if let corrections = options.corrections {
      let known = parts.reduce(into: Set<String>()) { $0.formUnion($1.correctedKeys) }
      for place in parts.indices { try parts[place].findDone(corrections, without: known) }
    }
    let stored = spill == nil ? nil : try FileRows.storedUnion(parts, options: options)
    let table = try stored?.empty ?? FileRows.union(parts, options: options)
    try TextOverflow.verify("reading \(enumeration(files.map(\.displayName)))")
    let rejects = parts.map { Reject.table($0.rejects, file: $0.report.file) }
    var result = ReadingResult(
      table: table, schema: FileRows.schema(parts, of: table),
      rejects: Table.concatenating(rejects, like: Table(empty: ReadingResult.rejectSchema)),
      files: parts.map(\.report), warnings: parts.flatMap(\.warnings))
    result.stored = stored
    for part in parts {
      if options.rejectsWithFields > 0 { result.rejectedRows.add(part) }
      result.outcomes.add(part.outcomes)
    }
    return result
  }

  /// Finds files with the same bytes, which somebody has probably saved twice.
  private static func apply(
    _ policy: DuplicatePolicy, to parts: inout [FileRows], _ problems: inout Diagnostics
  ) throws {
    var first: [String: String] = [:]
    for place in parts.indices where parts[place].report.bytes > 0 {
      let report = parts[place].report
      guard let other = first[report.sha256] else {
        first[report.sha256] = report.file
        continue
      }
      switch policy {
      case .fail:
        problems.add(Diagnostic(.sameFile(report.file, other), reason: "the input says  duplicates: fail"))
      case .once: parts[place].leaveOut("duplicate file")
      case .warn:
        parts[place].warnings.append(
          Diagnostic(
            .sameFile(report.file, other), severity: .warning, reason: "the rows of both are read",
            hint: "to read them once, give the input  duplicates: once"))
      }
    }
  }

  private static func read(
    _ input: InputFile, options: ReadingOptions, recognised: FileRecognition?, sizes: FileContent.Sizes,
    spill: SpillPlace?
  ) throws -> FileRows {
    let file = try OpenedFile(input, options: options, sizes: sizes)
    let found =
      if let recognised, recognised.holds(of: file) { recognised } else {
        try FileRecognition(file, options: options)
      }
    if let first = KeysOfTables.misplaced(options, in: file, as: found.format).first { throw first }
    guard let layout = found.layout else { return try report(file, found, options) }
    let reader = CSVReader(
      try found.table(of: file), layout: layout, options: options, sizes: sizes, spill: spill)
    if let rows = try reader.read() { return rows }
    let again = try OpenedFile(
      input, options: options, encoding: CodePageGuess(try file.text().text()).encoding, sizes: sizes)
    let foundAgain = try FileRecognition(again, options: options)
    return try CSVReader(
      foundAgain.table(of: again), layout: foundAgain.layout!, options: options, sizes: sizes, spill: spill
    ).read()!
  }

  /// The rows of a file that is not a plain table.
  static func report(
    _ file: OpenedFile, _ found: FileRecognition, _ options: ReadingOptions
  ) throws -> FileRows {
    guard var format = ReportFormats.named(found.format) else {
      preconditionFailure("a file is recognised as a plain table or as one of the reports")
    }
    let refusals = KeysOfTables.refusals(
      of: options, by: found.format, file: "'\(file.name)'", isBinary: file.isBinary)
    if let first = refusals.first { throw first }
    // A report whose lines a program has put into a workbook: the sheet is its text.
    if case .binary = file { format = XLSXTable.self }
    // A list that a program gives as JSON: the objects are its rows.
    if format is any ListFormat.Type, let text = try? file.text(), JSONTable.begins(text.head.prefix(4096)) {
      format = JSONTable.self
    }
    var known = options
    known.delimiter = found.delimiter
    do {
      var reader = try format.init(file, options: known)
      var rows = try reader.read()
      // Rejects of a report in a workbook have no place in the file.
      if let text = try? file.text() { try text.locate(&rows.rejects) }
      return rows
    } catch let fault as Diagnostic where options.format == nil && fault.code == .noHeader {
      return try plainTable(file, lookingLike: format.name, fault, options)
    }
  }

  /// The rows of a file that looks like a report and has not what makes it one.
  private static func plainTable(
    _ file: OpenedFile, lookingLike format: InputFormat, _ fault: Diagnostic, _ options: ReadingOptions
  ) throws -> FileRows {
    guard let text = try? file.text(), format != XLSXTable.name else { throw fault }
    var options = options
    options.format = .csv
    let found = try FileRecognition(file, options: options)
    let reader = try CSVReader(
      found.table(of: file), layout: found.layout!, options: options, sizes: .standard)
    guard var rows = try reader.read() else {
      throw fault
    }
    let warning = Diagnostic(
      .onlyLooksLike(file.name, format), at: text.location(), severity: .warning,
      reason: fault.message.description,
      hint: "if it is a plain table, say so in the input:  format: csv")
    rows.warnings.insert(warning, at: 0)
    return rows
  }

  /// Recognises a file by its beginning.
  /// - Throws: a diagnostic if the file cannot be read or has no header.
  package static func recognise(_ file: InputFile, options: ReadingOptions) throws -> FileRecognition {
    let beginning = try OpenedFile(beginningOf: file, options: options)
    do {
      return try FileRecognition(beginning, options: options)
    } catch  where beginning.isBeginning {
      // Its first row may be longer.
      return try FileRecognition(OpenedFile(file, options: options), options: options)
    }
  }
}

extension FileReport {
  /// The number of rows that `skip_rows` left out; nil for none.
  fileprivate var skippedRows: Int? { leftOut.first { $0.what == "skipped row" }?.rows }
}

extension Diagnostic.Message {
  fileprivate static func allSkipped(_ file: String, _ rows: Int) -> Self {
    Self(.suspectText, "all rows of '\(file)' are passed over: \(rows)")
  }
  fileprivate static func onlyLooksLike(_ file: String, _ format: InputFormat) -> Self {
    Self(.suspectText, "'\(file)' looks like \(format.rawValue), and is read as a plain table")
  }
  fileprivate static func sameFile(_ file: String, _ other: String) -> Self {
    Self(.duplicateFile, "'\(file)' has the same content as '\(other)'")
  }
}
