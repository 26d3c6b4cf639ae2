internal import ArgumentParser
internal import Formats
internal import Foundation
internal import Runner
internal import Tables

/// `acta inspect FILE`
struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Show what Acta finds in a file: format, encoding, delimiter, columns, types and rejects.",
    discussion: "Ends with an `inputs:` snippet for a job that reads the file in the same way.")

  @OptionGroup var options: FileOptions
  @Argument(help: "A file; with several, the differences between them are shown.") var files: [String]

  func run() throws {
    let reading = try options.reading()
    let inputs = try files.map { try options.file($0) }
    let inspections = try inputs.map { input in
      try options.showing(.invalid) { try FileInspector.inspect(input, options: reading) }
    }
    options.console.show(inspections.flatMap(\.warnings))
    if inspections.count == 1 {
      options.json
        ? options.console.result(json(inspections[0])) : options.console.result(lines: lines(inspections[0]))
      return
    }
    let all = InspectedFiles(inspections)
    let (differences, snippet) = (all.differences, all.snippet(name: name))
    if options.json {
      options.console.result(
        .object([
          ("files", .array(inspections.map(json))), ("differences", .array(differences.map { .string($0) })),
          ("inputs", .optional(snippet)),
        ]))
      return
    }
    let end = differences.isEmpty ? ["no differences"] : ["differences"] + differences.map { "  \($0)" }
    let entry = snippet.map { [""] + $0.lines } ?? []
    options.console.result(lines: inspections.flatMap { facts($0) + [""] } + end + entry)
  }

  private func lines(_ inspection: Inspection) -> [String] {
    facts(inspection) + [""] + inspection.snippet(name: name).lines
  }

  private func words(of proposal: Proposal) -> String {
    switch proposal.type {
    case .boolean: "truth words; type: boolean reads them" + (proposal.values.isEmpty ? "" : " with values:")
    case .text: "words in several spellings; values: makes them one"
    default: ""
    }
  }

  private func facts(_ inspection: Inspection) -> [String] {
    let report = inspection.report
    var lines = [inspection.file]
    func fact(_ name: String, _ value: String) { lines.append("  \(name.padded(to: 12))\(value)") }
    fact("format", report.format.rawValue + (inspection.packing.map { ", compressed (\($0))" } ?? ""))
    if let encoding = report.encoding {
      fact("encoding", encoding.rawValue + (inspection.hasByteOrderMark ? " with byte order mark" : ""))
    }
    if let byte = report.delimiter {
      fact("delimiter", delimiter(byte) + (inspection.hasSeparatorLine ? " (given by a sep= line)" : ""))
    }
    if let dialect = report.dialect, report.delimiter == nil, !dialect.isOneColumn {
      fact(
        "delimiter",
        dialect.delimiters.map { "'\(String(decoding: $0, as: UTF8.self))'" }.joined(separator: " or "))
    }
    if let dialect = report.dialect {
      if dialect.unwrapsFormulas { fact("quotes", "as formulas (=\"…\")") }
      if dialect.escapesQuotesOnly { fact("quotes", "with a backslash before those in texts") }
      if dialect.isWrapped { fact("quotes", "around whole rows") }
      if dialect.allowsBlanksAroundQuotes { fact("quotes", "behind blanks") }
    }
    if let sheet = report.sheet { fact("sheet", sheet) }
    if let row = inspection.headerRow { fact("header row", row == 0 ? "none" : "\(row)") }
    if let lineEnds = inspection.lineEnds { fact("line ends", lineEnds.rawValue) }
    fact("rows", "\(report.rows)\(report.rejected > 0 ? ", of which \(report.rejected) rejected" : "")")
    for left in report.leftOut { fact("left out", "\(left.what): \(left.rows)") }
    lines.append("  columns")
    let width = min(40, inspection.columns.map(\.name.count).max() ?? 0)
    for column in inspection.columns {
      var notes: [String] = []
      if let format = column.format { notes.append("as \(format)") }
      if let decimal = column.decimal { notes.append("decimal \(Character(UnicodeScalar(decimal)))") }
      if !column.nulls.isEmpty { notes.append("nulls \(column.nulls.joined(separator: " "))") }
      if column.empty > 0 { notes.append("\(column.empty) empty") }
      if let note = column.note { notes.append(note) }
      if let majority = column.majority { notes.append(majority) }
      if let proposal = column.proposal, column.note == nil { notes.append(words(of: proposal)) }
      let examples = column.examples.map { InspectCommand.short($0) }.joined(separator: " · ")
      let about = notes.isEmpty ? "" : "(\(notes.joined(separator: ", ")))  "
      lines.append(
        "    \(column.name.padded(to: width))  \(column.type.rawValue.padded(to: 8))  \(about)\(examples)")
    }
    return lines + rejects(inspection.rejects)
  }

  private func rejects(_ rejects: Table) -> [String] {
    let causes = RejectLines(rejects).causes
    return causes.isEmpty ? [] : ["  rejects"] + causes.map { "    \($0.words)" }
  }

  /// The name of the input in the snippet, made from the file's name.
  private var name: String {
    let base = (files[0] as NSString).lastPathComponent.split(separator: ".").first.map(String.init) ?? "file"
    let words = folded(base).unicodeScalars.split {
      !($0.isASCII && ($0.properties.isAlphabetic || $0.properties.numericType != nil))
    }
    let name = words.map { String(String.UnicodeScalarView($0)) }.joined(separator: "_")
    return name.first?.isLetter == true ? name : "file_\(name)"
  }

  private func delimiter(_ byte: UInt8) -> String {
    switch byte {
    case UInt8(ascii: ","): "comma"
    case UInt8(ascii: ";"): "semicolon"
    case 9: "tab"
    case UInt8(ascii: "|"): "bar"
    default: String(Character(UnicodeScalar(byte)))
    }
  }

  private static func short(_ text: String) -> String {
    let line = text.replacing("\n", with: " ")
    return line.count > 30 ? "\(line.prefix(29))…" : line
  }

  private func json(_ inspection: Inspection) -> JSONValue {
    let report = inspection.report
    return .object([
      ("file", .string(inspection.file)), ("format", .string(report.format.rawValue)),
      ("encoding", .optional(report.encoding?.rawValue)),
      ("byte_order_mark", .boolean(inspection.hasByteOrderMark)),
      ("delimiter", .optional(report.delimiter.map { String(Character(UnicodeScalar($0))) })),
      ("sheet", .optional(report.sheet)),
      ("header_row", inspection.headerRow.map { .integer(Int64($0)) } ?? .null),
      ("line_ends", .optional(inspection.lineEnds?.rawValue)), ("bytes", .integer(Int64(report.bytes))),
      ("sha256", .string(report.sha256)), ("rows", .integer(Int64(report.rows))),
      ("rejected", .integer(Int64(report.rejected))),
      (
        "left_out",
        .array(
          report.leftOut.map {
            .object([("what", .string($0.what)), ("rows", .integer(Int64($0.rows)))])
          })
      ),
      ("columns", .array(inspection.columns.map(json))),
      ("rejects", .array((0..<inspection.rejects.rowCount).map { reject(inspection.rejects, $0) })),
      ("inputs", .string(inspection.snippet(name: name))),
    ])
  }

  private func json(_ column: Inspection.InspectedColumn) -> JSONValue {
    .object([
      ("name", .string(column.name)), ("header", .string(column.header)),
      ("type", .string(column.type.rawValue)),
      ("format", .optional(column.format)),
      ("decimal", .optional(column.decimal.map { String(Character(UnicodeScalar($0))) })),
      ("nulls", .array(column.nulls.map { .string($0) })), ("empty", .integer(Int64(column.empty))),
      ("examples", .array(column.examples.map { .string($0) })), ("note", .optional(column.note)),
      ("majority", .optional(column.majority)),
    ])
  }

  private func reject(_ rejects: Table, _ row: Int) -> JSONValue {
    .object(
      zip(rejects.schema.names, rejects.columns).filter { $0.0 != "file" }.map {
        ($0.0, $0.1.value(at: row).json)
      })
  }
}
