internal import Tables

extension Inspection {
  /// The keys of an input that say how the text is divided into rows and fields, with their values in YAML.
  package var shape: [(key: String, yaml: String)] {
    var keys: [(key: String, yaml: String)] = []
    func add(_ key: String, _ bytes: [UInt8]?) {
      if let bytes { keys.append((key, Inspection.quoted(String(decoding: bytes, as: UTF8.self)))) }
    }
    if let delimiter = report.delimiter {
      add("delimiter", [delimiter])
    } else if let delimiters = report.dialect?.delimiters, !isOneColumn {
      let texts = delimiters.map { Inspection.quoted(String(decoding: $0, as: UTF8.self)) }
      keys.append(("delimiter", texts.count == 1 ? texts[0] : "[\(texts.joined(separator: ", "))]"))
    }
    add("quote", options.quote?.opening)
    // With several delimiters a job says all about its quotes itself.
    let guessed =
      report.delimiter == nil ? report.dialect.flatMap { $0.escapesQuotesOnly ? $0.escape : nil } : nil
    add("escape", options.escape ?? guessed)
    add("comment", options.comment)
    if let sheet = report.sheet { keys.append(("sheet", Inspection.yaml(sheet))) }
    if !options.headerRows.isEmpty {
      keys.append(("header_row", "[\(options.headerRows.map(String.init).joined(separator: ", "))]"))
    } else if let headerRow, report.format == .csv || report.sheet != nil {
      keys.append(("header_row", "\(headerRow)"))
    }
    // Without declared columns, the rows decide.
    if needsPadding, !goesOnBehindHeader { keys.append(("ragged", "pad")) }
    if options.skippedRows > 0 { keys.append(("skip_rows", "\(options.skippedRows)")) }
    if !options.fillDown.isEmpty {
      keys.append(("fill_down", "[\(options.fillDown.map(Inspection.yaml).joined(separator: ", "))]"))
    }
    if let until = options.until { keys.append(("until", Inspection.quoted(until.text))) }
    return keys
  }

  private var isOneColumn: Bool { report.dialect?.isOneColumn ?? false }
}
