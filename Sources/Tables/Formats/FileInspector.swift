/// Looks at a file as a reader would, and says what it sees.
package enum FileInspector {
  /// - Parameter options: what is not to be guessed; its columns do not count.
  /// - Throws: ``Diagnostics`` when the file cannot be read at all.
  package static func inspect(_ input: InputFile, options: ReadingOptions) throws -> Inspection {
    var options = options
    options.columns = []
    options.undeclared = .keep
    options.neededColumns = nil
    options.wantsSourceFile = false
    options.wantsSourceLine = false
    let result = try InputReader.read([input], options: options)
    let report = result.files[0]
    let file = try TextFile(input, encoding: report.encoding)
    var inspection = Inspection(
      file: input.displayName, report: report, isPacked: file.isPacked,
      hasByteOrderMark: file.decoding.markLength > 0, hasSeparatorLine: false, headerRow: nil,
      lineEnds: lineEnds(file.head.span), columns: [], rejects: result.rejects,
      warnings: result.warnings)
    if report.format == .csv {
      options.delimiter = options.delimiter ?? report.delimiter
      let layout = try CSVLayout(file, delimiter: report.delimiter, options: options)
      inspection.hasSeparatorLine = layout.hasSeparatorLine
      inspection.headerRow = layout.headerRow
      inspection.columns = try plainColumns(result.table, layout, file, options)
    } else {
      inspection.columns = zip(result.table.schema.fields, result.table.columns).map { field, column in
        Inspection.InspectedColumn(
          header: "", name: field.name, type: field.type, format: nil, decimal: nil, nulls: [],
          empty: column.validity.nullCount, examples: examples(column), note: nil)
      }
    }
    return inspection
  }

  /// The columns of a plain table, each with the type that all its values have.
  private static func plainColumns(
    _ table: Table, _ layout: CSVLayout, _ file: TextFile, _ options: ReadingOptions
  ) throws -> [Inspection.InspectedColumn] {
    let matching = try HeaderMatching(
      header: layout.header, location: file.location(line: max(1, layout.headerLine)), options: options)
    let sniffer = TypeSniffer(delimiter: layout.delimiter)
    let found = try Parallel.map(matching.plans) { plan -> Inspection.InspectedColumn? in
      guard let column = table.column(named: plan.name), case .text(let text) = column else { return nil }
      let finding = sniffer.finding(text)
      return Inspection.InspectedColumn(
        header: plan.source.map { layout.header[$0] } ?? "", name: plan.name, type: finding.type,
        format: finding.format, decimal: finding.decimal, nulls: finding.nulls,
        empty: text.validity.nullCount, examples: examples(column), note: finding.note)
    }
    return found.compactMap { $0 }
  }

  /// The first three different values, of the first thousand.
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
        case .datetime(let instant): time(instant)
        case .null: ""
        }
      if !shown.isEmpty, !result.contains(shown) { result.append(shown) }
    }
    return result
  }

  /// In UTC: `2021-04-26T13:00:00Z`.
  private static func time(_ instant: Int64) -> String {
    let days = floorDivide(instant, WallTime.day)
    let second = Int((instant - days * WallTime.day) / WallTime.second)
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let date = CivilDate(days: Int(days)).iso
    return "\(date)T\(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60))Z"
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
