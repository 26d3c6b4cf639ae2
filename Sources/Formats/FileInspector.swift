internal import Diagnostics
package import Tables

/// Inspects a file as a reader would read it.
package enum FileInspector {
  /// - Parameter options: known options; declared columns are ignored.
  /// - Throws: ``Diagnostics`` if the file cannot be read.
  package static func inspect(_ input: InputFile, options: ReadingOptions) throws -> Inspection {
    var options = options
    options.columns = []
    options.undeclared = .keep
    options.neededColumns = nil
    options.wantsSourceFile = false
    options.wantsSourceLine = false
    var problems = Diagnostics()
    let inspection = problems.collect { try look(at: input, options) }
    try problems.throwIfErrors()
    return inspection!
  }

  private static func look(at input: InputFile, _ options: ReadingOptions) throws -> Inspection {
    let file = try OpenedFile(input, options: options)
    let found = try FileRecognition(file, options: options)
    guard let layout = found.layout else { return try report(file, found, options) }
    if let table = try table(found.table(of: file), layout, options) { return table }
    let again = try OpenedFile(
      input, options: options, encoding: CodePageGuess(try file.text().text()).encoding)
    let foundAgain = try FileRecognition(again, options: options)
    return try table(foundAgain.table(of: again), foundAgain.layout!, options)!
  }

  /// Inspects a plain table: infers the type of each column from all its values.
  private static func table(
    _ file: TextFile, _ layout: CSVLayout, _ options: ReadingOptions
  ) throws -> Inspection? {
    let reader = CSVReader(file, layout: layout, options: options, sizes: .standard)
    guard let survey = try reader.survey() else { return nil }
    let sniffer = TypeSniffer(delimiter: survey.rows.report.delimiter ?? layout.delimiter)
    var inspection = Inspection(file, survey.rows, lineEnds: lineEnds(file.head.span))
    inspection.hasSeparatorLine = layout.hasSeparatorLine
    inspection.headerRow = layout.headerRow
    inspection.options = options.delimited
    let findings = sniffer.findings(survey.columns.map(\.survey))
    inspection.columns = zip(survey.columns, findings).map { column, finding in
      let (plan, survey) = column
      return Inspection.InspectedColumn(
        header: plan.source.map { layout.header[$0] } ?? "", name: plan.name, type: finding.type,
        format: finding.format, decimal: finding.decimal, nulls: finding.nulls,
        empty: survey.nullCount, examples: survey.examples, note: finding.note)
    }
    return inspection
  }

  /// Inspects a report, whose format determines the types.
  private static func report(
    _ opened: OpenedFile, _ found: FileRecognition, _ options: ReadingOptions
  ) throws -> Inspection {
    let rows = try InputReader.report(opened, found, options)
    let table = try FileRows.union([rows], options: options)
    let text = try? opened.text()
    var inspection = Inspection(
      file: rows.report.file, report: rows.report, packing: text?.packing,
      hasByteOrderMark: (text?.decoding.markLength ?? 0) > 0, hasSeparatorLine: false, headerRow: nil,
      lineEnds: text.map { lineEnds($0.head.span) }, columns: [],
      rejects: Reject.table(rows.rejects, file: rows.report.file), warnings: rows.warnings)
    // The columns of a workbook stand under headers of their own; those of a report are the format's.
    let hasHeaders = rows.report.sheet != nil
    inspection.columns = zip(table.schema.fields, table.columns).map { field, column in
      Inspection.InspectedColumn(
        header: hasHeaders ? field.name : "", name: field.name, type: field.type, format: nil, decimal: nil,
        nulls: [],
        empty: column.validity.nullCount, examples: examples(column), note: nil)
    }
    return inspection
  }

  /// The first three distinct values of the first thousand.
  private static func examples(_ column: Column) -> [String] {
    var result: [String] = []
    for row in 0..<min(column.count, 1000) where column.validity[row] && result.count < 3 {
      let shown: String =
        switch column.value(at: row) {
        case .text(let text): text
        case .integer(let value): "\(value)"
        case .number(let value): "\(value)"
        case .boolean(let value): "\(value)"
        case .date(let days): CivilDate(days: Int(days)).iso
        case .datetime(let instant): DateFormatting.text(instant, in: .utc)
        case .null: ""
        }
      if !shown.isEmpty, !result.contains(shown) { result.append(shown) }
    }
    return result
  }

  private static func lineEnds(_ head: Span<UInt8>) -> Inspection.LineEnds {
    var feeds = 0
    var both = 0
    var returns = 0
    for index in 0..<head.count {
      if head[index] == 0x0A {
        if index > 0 && head[index - 1] == 0x0D { both += 1 } else { feeds += 1 }
      } else if head[index] == 0x0D, index + 1 < head.count, head[index + 1] != 0x0A {
        returns += 1
      }
    }
    switch (feeds > 0, both > 0, returns > 0) {
    case (_, false, false): return .lineFeed
    case (false, true, false): return .carriageReturnLineFeed
    case (false, false, true): return .carriageReturn
    default: return .mixed
    }
  }
}

extension Inspection {
  fileprivate init(_ file: TextFile, _ rows: FileRows, lineEnds: LineEnds) {
    self.init(
      file: file.name, report: rows.report, packing: file.packing,
      hasByteOrderMark: file.decoding.markLength > 0, hasSeparatorLine: false, headerRow: nil,
      lineEnds: lineEnds, columns: [], rejects: Reject.table(rows.rejects, file: rows.report.file),
      warnings: rows.warnings)
  }
}
