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
    guard var survey = try reader.survey() else { return nil }
    try survey.rows.noteNameless(options)
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
        empty: survey.nullCount, examples: survey.examples, note: finding.note, proposal: finding.proposal)
    }
    let isWider = layout.addedColumns > 0
    inspection.needsPadding = options.ragged == .pad || layout.hasNarrowRows || isWider
    inspection.goesOnBehindHeader =
      isWider && survey.columns.contains { $0.plan.source ?? 0 >= layout.width - layout.addedColumns }
    for (index, column) in survey.columns.enumerated() {
      let known = inspection.columns[index]
      guard known.type == .text, known.proposal == nil, known.note == nil,
        let majority = MajorityType(column.survey)
      else { continue }
      inspection.columns[index].majority = try exceptions(to: majority, in: column, file, layout, options)
    }
    return inspection
  }

  /// The values of a column that have not the type of most: nil if these are too many, or other columns have the same
  /// header.
  private static func exceptions(
    to majority: MajorityType, in column: (plan: ColumnSpec, survey: ColumnSurvey), _ file: TextFile,
    _ layout: CSVLayout, _ options: ReadingOptions
  ) throws -> String? {
    guard let source = column.plan.source, !layout.header[source].isEmpty else { return nil }
    var declared = InputColumn(column.plan.name, majority.type)
    declared.headers = [layout.header[source]]
    declared.formats = majority.format.map { [$0] } ?? []
    declared.decimal = majority.decimal
    declared.nulls = column.survey.markerTexts
    var options = options
    options.columns = [declared]
    options.neededColumns = []
    guard let rows = try CSVReader(file, layout: layout, options: options, sizes: .standard).read() else {
      return nil
    }
    let others = rows.rejects.filter { $0.column == declared.name }.map { reject in
      reject.reason.ranges(of: "' is ").last.map { String(reject.reason[..<$0.lowerBound].dropFirst()) } ?? ""
    }
    return exceptions(others, to: majority, of: column.survey.valueCount)
  }

  /// Inspects a report, whose format determines the types.
  private static func report(
    _ opened: OpenedFile, _ found: FileRecognition, _ options: ReadingOptions
  ) throws -> Inspection {
    var rows = try InputReader.report(opened, found, options)
    try rows.noteNameless(options)
    let table = try FileRows.union([rows], options: options)
    let text = try? opened.text()
    var inspection = Inspection(
      file: rows.report.file, report: rows.report, packing: text?.packing,
      hasByteOrderMark: (text?.decoding.markLength ?? 0) > 0, hasSeparatorLine: false, headerRow: nil,
      lineEnds: text.map { lineEnds($0.head.span) }, columns: [],
      rejects: Reject.table(rows.rejects, file: rows.report.file), warnings: rows.warnings)
    // The columns of a sheet stand under headers of their own; those of a report are the format's.
    let isSheet = rows.report.sheet != nil
    if isSheet {
      inspection.options = options.delimited
      inspection.headerRow = rows.headerRow
    }
    let nameless = Set(rows.specs.lazy.filter(\.isNameless).map(\.name))
    inspection.columns = zip(table.schema.fields, table.columns).map { field, column in
      Inspection.InspectedColumn(
        header: isSheet && !nameless.contains(field.name) ? field.name : "", name: field.name,
        type: field.type, format: nil, decimal: nil,
        nulls: [],
        empty: column.validity.nullCount, examples: examples(column), note: nil)
    }
    if isSheet { propose(table.columns, in: &inspection) }
    return inspection
  }

  /// Adds what reads the text cells of a sheet as more than texts. Numbers that are texts in the workbook stay texts:
  /// somebody has made them so.
  private static func propose(_ columns: [Column], in inspection: inout Inspection) {
    let surveys = columns.map { column -> ColumnSurvey in
      if case .text(let text) = column { ColumnSurvey(text) } else { ColumnSurvey() }
    }
    let findings = TypeSniffer(delimiter: UInt8(ascii: ",")).findings(surveys)
    for (index, finding) in findings.enumerated() where inspection.columns[index].type == .text {
      switch finding.type {
      case .date, .datetime, .boolean:
        inspection.columns[index].proposal = Proposal(
          finding.type, format: finding.format.map(Inspection.quoted))
        inspection.columns[index].nulls = finding.nulls
        if finding.type != .boolean {
          let format = finding.format.map { ", format: \($0)" } ?? ""
          inspection.columns[index].note = "dates; type: \(finding.type.rawValue)\(format)  reads them"
        }
      case .text where finding.proposal != nil:
        inspection.columns[index].proposal = finding.proposal
        inspection.columns[index].note = finding.note
      case .text:
        guard finding.note == nil, let majority = MajorityType(surveys[index]),
          majority.type != .integer, majority.type != .number, case .text(let texts) = columns[index]
        else { continue }
        inspection.columns[index].majority = exceptions(to: majority, in: texts)
      default: break
      }
    }
  }

  /// The values of a column of texts that have not the type of most; nil if these are too many.
  private static func exceptions(to majority: MajorityType, in column: TextColumn) -> String? {
    var plan = InputColumn("", majority.type)
    plan.formats = majority.format.map { [$0] } ?? []
    guard let spec = try? ColumnSpec(plan, options: ReadingOptions(zone: .utc)) else { return nil }
    let rows = (0..<column.count).filter { column.validity[$0] }
    let fields = ColumnReader.Fields(
      starts: rows.map { UInt32(column.range(at: $0).lowerBound) },
      ends: rows.map { UInt32(column.range(at: $0).upperBound) }, mayBeQuoted: false)
    var faults = RowFaults()
    _ = ColumnReader(plan: spec).column(column.bytes.span, fields, faults: &faults)
    let others = faults.byRow.keys.sorted().map { column.string(at: rows[$0]) }
    return exceptions(others, to: majority, of: rows.count)
  }

  private static func exceptions(_ others: [String], to majority: MajorityType, of total: Int) -> String? {
    if others.isEmpty || others.count * 3 > total { return nil }
    var shown: [String] = []
    for text in others where !shown.contains(text) { shown.append(text) }
    let words = shown.prefix(5).map { "'\($0.split(whereSeparator: \.isNewline).joined(separator: " "))'" }
    let more = shown.count > 5 ? " and \(shown.count - 5) others" : ""
    return "\(majority.words), but \(others.count) of \(total): \(words.joined(separator: ", "))\(more)"
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
