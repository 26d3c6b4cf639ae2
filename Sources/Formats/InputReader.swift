internal import Diagnostics
package import Tables

/// Reads the files of one input into one table.
package enum InputReader {
  /// The rows of all files, one after the other; columns by name, in order of first appearance.
  ///
  /// What makes single rows unreadable is in the result's rejects.
  /// - Parameter recognised: what was found before of some of these files, with the same options.
  /// - Throws: ``Diagnostics`` for what stops the reading: a file that is missing, damaged or no text,
  ///   no header, a missing required column, a declaration that cannot be followed.
  package static func read(
    _ files: [InputFile], options: ReadingOptions, recognised: [FileRecognition] = []
  ) throws -> ReadingResult {
    try read(files, options: options, recognised: recognised, sizes: .standard)
  }

  /// As above; `piece` bytes are one piece of work, and files of up to `whole` bytes are read at once.
  package static func read(_ files: [InputFile], options: ReadingOptions, piece: Int, whole: Int) throws
    -> ReadingResult
  {
    try read(files, options: options, recognised: [], sizes: TextFile.Sizes(piece: piece, whole: whole))
  }

  private static func read(
    _ files: [InputFile], options: ReadingOptions, recognised: [FileRecognition], sizes: TextFile.Sizes
  ) throws -> ReadingResult {
    let known = Dictionary(recognised.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    var problems = Diagnostics()
    var parts: [FileRows] = []
    for file in files {
      let part = problems.collect {
        try read(file, options: options, recognised: known[file.displayName], sizes: sizes)
      }
      if let part { parts.append(part) }
    }
    try problems.throwIfErrors()
    let table = try FileRows.union(parts, options: options)
    let rejects = parts.map { Reject.table($0.rejects, file: $0.report.file) }
    return ReadingResult(
      table: table, schema: FileRows.schema(parts, of: table),
      rejects: Table(
        ReadingResult.rejectSchema,
        ReadingResult.rejectSchema.fields.indices.map { column in
          Column.concatenating(
            rejects.map { $0.columns[column] }, type: ReadingResult.rejectSchema.fields[column].type)
        }, rowCount: rejects.reduce(0) { $0 + $1.rowCount }),
      files: parts.map(\.report), warnings: parts.flatMap(\.warnings))
  }

  private static func read(
    _ input: InputFile, options: ReadingOptions, recognised: FileRecognition?, sizes: TextFile.Sizes
  ) throws -> FileRows {
    let file = try TextFile(input, encoding: options.encoding, sizes: sizes)
    if let rows = try rows(of: file, options: options, recognised: recognised, sizes: sizes) { return rows }
    let again = try TextFile(input, encoding: .windows1252, sizes: sizes)
    return try rows(of: again, options: options, recognised: nil, sizes: sizes)!
  }

  /// - Returns: nil when the file turns out not to have the encoding that its beginning promised.
  static func rows(
    of file: TextFile, options: ReadingOptions, recognised: FileRecognition?,
    sizes: TextFile.Sizes = .standard
  ) throws -> FileRows? {
    let found =
      if let recognised, recognised.holds(of: file) { recognised } else {
        try FileRecognition(file, options: options)
      }
    switch found.format {
    case .csv:
      return try CSVReader(file, layout: found.layout!, options: options, sizes: sizes).read()
    case .zoomMeeting, .zoomWebinar:
      var reader = try ZoomReader(
        file, format: found.format, delimiter: found.delimiter, options: options)
      return try reader.read()
    case .youtubeTable:
      var reader = try YouTubeReader(file, delimiter: found.delimiter, options: options)
      return try reader.read()
    }
  }

  /// What the file's beginning shows.
  /// - Throws: when the file cannot be read at all, or has no header.
  package static func recognise(_ file: InputFile, options: ReadingOptions) throws -> FileRecognition {
    try FileRecognition(TextFile(beginningOf: file, encoding: options.encoding), options: options)
  }

  /// The columns that CSV files have by their headers, in the types that they are declared with. Nil
  /// where the headers alone do not tell: for other formats, and for files that cannot be read as
  /// declared, which is told when they are read.
  package static func headerSchema(of files: [FileRecognition], options: ReadingOptions) -> Schema? {
    var schema = Schema()
    for file in files {
      guard let layout = file.layout,
        let matching = try? HeaderMatching(
          header: layout.header, location: SourceLocation(file: file.name, line: max(1, layout.headerLine)),
          options: options)
      else { return nil }
      for plan in matching.plans { schema.set(Field(plan.name, plan.type)) }
    }
    return schema
  }

  /// What is known of an input's columns before any file is read.
  package static func schema(for options: ReadingOptions) -> Schema {
    let format = options.format ?? .csv
    var schema = Schema(KnownColumns.fields(of: format))
    for column in options.columns {
      let type = schema.field(named: column.name)?.type ?? (format == .youtubeTable ? .number : .text)
      schema.set(Field(column.name, column.type ?? type))
    }
    if format == .youtubeTable {
      // Which metrics a table has depends on what was on the screen.
      schema.undeclared = .number
    } else if options.undeclared == .keep {
      schema.undeclared = .text
    }
    return schema
  }
}
