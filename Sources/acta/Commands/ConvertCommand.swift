internal import ArgumentParser
internal import Diagnostics
internal import Formats
internal import Foundation
internal import Runner
internal import Tables
internal import Workbooks

/// `acta convert FILE OUT`
struct ConvertCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert",
    abstract: "Convert a file, without a job, to CSV or to a workbook with typed cells.",
    discussion: """
      Types are the ones that `acta inspect` shows; identifiers with leading zeros, long digits and phone \
      numbers stay text. Rows that cannot be read are reported on stderr, and the exit code is 1.
      """)

  @OptionGroup var options: FileOptions

  @Flag(name: .long, help: "Keep every column as text, exactly as the file has it.")
  var text = false

  @Argument(help: "The file to read.") var file: String
  @Argument(help: "The file to write: .csv, .csv.gz or .xlsx.") var output: String

  private enum Kind { case csv, packedCSV, workbook }

  private var kind: Kind? {
    let name = output.lowercased()
    if name.hasSuffix(".xlsx") { return .workbook }
    if name.hasSuffix(".csv.gz") { return .packedCSV }
    return name.hasSuffix(".csv") ? .csv : nil
  }

  func validate() throws {
    if kind == nil { throw ValidationError("'\(output)' must end in .csv, .csv.gz or .xlsx.") }
  }

  func run() throws {
    let reading = try options.reading()
    let input = try options.file(file)
    // Rows that cannot be read would be lost with the file that they are in.
    if let source = FileStamp(path: file), source == FileStamp(path: output) {
      throw options.console.failure(
        [Diagnostic(.ontoItself(output), hint: "write to another file")], .usage)
    }
    try ResultFile.verify(output, options.console)
    let result = try options.showing(.invalid) { try read(input, reading) }
    options.console.show(result.warnings)
    let isPlain = result.files.allSatisfy { $0.format == .csv || $0.format.rawValue == "xlsx" }
    for left in result.files.flatMap(\.leftOut) {
      options.console.show([
        Diagnostic(
          .leftOut(counted(left.rows, "row"), left.what), severity: .warning,
          hint: left.what == "preamble" && isPlain && reading.headerRow == nil
            ? "'--header-row' says where the header is" : nil)
      ])
    }
    let notices = try options.showing(.inputOutput) { try write(result.table, reading.zone) }
    options.console.show(notices)
    let rejected = rejects(result.rejects)
    if options.json {
      options.console.result(json(result, notices, rejected))
    } else {
      let rows = result.table.rowCount
      let columns = counted(result.table.columns.count, "column")
      options.console.summary("\(output): \(counted(rows, "row")), \(columns)")
    }
    if !rejected.isEmpty {
      options.console.show(messages(result.rejects))
      throw ExitCode.runFailed
    }
  }

  private func read(_ input: InputFile, _ reading: ReadingOptions) throws -> ReadingResult {
    var reading = reading
    // The table that `acta inspect` shows: found without the columns that are declared below.
    let found = try InputReader.recognise(input, options: reading)
    // Reports and workbooks say the types of their columns themselves: only those of a plain table are to be found.
    if !text, found.format == .csv {
      let inspection = try FileInspector.inspect(input, options: reading)
      reading.columns = inspection.declarations
      showColumnsKeptAsText(inspection.columns)
      showMarkersReadAsEmpty(inspection.columns)
    }
    return try InputReader.read([input], options: reading, recognised: [found])
  }

  private func showColumnsKeptAsText(_ columns: [Inspection.InspectedColumn]) {
    let kept = columns.compactMap { column in
      column.type == .text ? column.note.map { "'\(column.name)' (\($0))" } : nil
    }
    if kept.isEmpty { return }
    options.console.show([
      Diagnostic(
        .keptAsText(kept), severity: .warning, reason: "a number or date would not keep what is written",
        hint: "in a job, the column's  type:  settles it")
    ])
  }

  private func showMarkersReadAsEmpty(_ columns: [Inspection.InspectedColumn]) {
    let read = columns.filter { $0.type != .text && !$0.nulls.isEmpty }.map { column in
      "\(column.nulls.map { "'\($0)'" }.joined(separator: ", ")) in '\(column.name)'"
    }
    if read.isEmpty { return }
    options.console.show([
      Diagnostic(
        .readAsEmpty(read), severity: .warning, reason: "all other values there have one type",
        hint: "'--text' keeps them; in a job, the column's  nulls:  names them")
    ])
  }

  private func write(_ table: Table, _ zone: Zone) throws -> [Diagnostic] {
    let folder = output.parentFolder
    let name = (output as NSString).lastPathComponent
    var notices: [Diagnostic] = []
    try ResultFile.write(output) { partial in
      if kind == .workbook {
        let title = (file as NSString).lastPathComponent
        var document = WorkbookDocument(title: title, subject: "", created: 0, zone: zone, language: "en")
        let sheet = String((name as NSString).deletingPathExtension)
        document.sheets = [
          .table(
            TableSheetDocument(
              name: sheet, table: table, columns: table.schema.names.map { .init(label: $0) }))
        ]
        let report = try WorkbookWriter.write(
          document, to: partial, temporaryDirectory: folder.isEmpty ? "." : folder)
        notices = report.notices.map { Diagnostic(.notice(output, $0.words), severity: .warning) }
      } else {
        try CSVWriter.write(
          table, headers: table.schema.names, to: partial, dialect: .machines, zone: zone,
          compressed: kind == .packedCSV)
      }
    }
    return notices
  }

  /// A message for each cause.
  private func messages(_ rejects: Table) -> [Diagnostic] {
    RejectLines(rejects).causes.map { cause in
      Diagnostic(
        .rejected(cause.lines.count == 1 ? cause.reason : cause.words),
        at: SourceLocation(file: file, line: Int(cause.lines[0])), severity: .error)
    }
  }

  private func rejects(_ rejects: Table) -> [Diagnostic] {
    (0..<rejects.rowCount).compactMap { row in
      guard case .integer(let line) = rejects.columns[1].value(at: row),
        case .text(let reason) = rejects.columns[3].value(at: row)
      else { return nil }
      return Diagnostic(
        .rejected(reason), at: SourceLocation(file: file, line: Int(line)), severity: .error)
    }
  }

  private func json(
    _ result: ReadingResult, _ notices: [Diagnostic], _ rejected: [Diagnostic]
  ) -> JSONValue {
    .object([
      ("file", .string(file)), ("output", .string(output)), ("rows", .integer(Int64(result.table.rowCount))),
      ("rejected", .integer(Int64(result.rejects.rowCount))),
      (
        "columns",
        .array(
          result.table.schema.fields.map {
            .object([("name", .string($0.name)), ("type", .string($0.type.rawValue))])
          })
      ),
      ("notices", .array(notices.map { .string("\($0.message)") })),
      ("errors", .array(rejected.map(\.json))),
    ])
  }
}

extension Diagnostic.Message {
  fileprivate static func notice(_ file: String, _ words: String) -> Self {
    Self(.exportNotice, "\(file): \(words)")
  }
  fileprivate static func ontoItself(_ file: String) -> Self {
    Self(.cannotWrite, "'\(file)' is the file that is read, and is left as it is")
  }
  fileprivate static func leftOut(_ rows: String, _ what: String) -> Self {
    Self(.suspectText, "left out: \(rows) (\(what))")
  }
  fileprivate static func keptAsText(_ columns: [String]) -> Self {
    let subject =
      columns.count == 1 ? "column \(columns[0]) stays text" : "columns stay text: \(enumeration(columns))"
    return Self(.suspectText, subject)
  }
  fileprivate static func readAsEmpty(_ markers: [String]) -> Self {
    Self(.suspectText, "read as empty: \(enumeration(markers))")
  }
  fileprivate static func rejected(_ reason: String) -> Self { Self(.rejectedRow, reason) }
}
