internal import Diagnostics
package import Tables

/// The table of videos that YouTube Studio exports (`Table data.csv`, `Datos de la tabla.csv`).
package struct YouTubeTable: ReportFormat {
  package static let name = InputFormat.youTubeTable
  package static let about = FormatDescription(
    "`Table data.csv` of YouTube Studio, or the archive that has it",
    recognisedBy:
      "`Content` as first header, and `Video title` or `Video publish time`",
    columns: [
      "video": "its identifier"
    ])

  package static let columns = [
    Field("video", .text), Field("title", .text), Field("published_at", .date),
  ]

  package static let freeTexts: Set<String> = ["video", "title"]

  /// The metrics of a table depend on the settings when it was exported.
  package static let otherColumns: ColumnType? = .number

  private let options: ReadingOptions
  private let report: ReportText
  private var list: RecordList
  private let header: [String]
  private let headerRecord: Int
  private var warnings: [Diagnostic] = []
  /// Whether the table lacks videos, as it says or as its length suggests.
  private var isCut = false

  package static func recognises(_ beginning: FileBeginning) -> Bool {
    beginning.candidates.contains { $0.width > 1 && YouTubeWords.isHeader($0.names) }
  }

  package static func isKnown(_ header: String) -> Bool { YouTubeWords.field(header) != nil }

  package init(_ file: OpenedFile, options: ReadingOptions) throws {
    self.options = options
    report = try ReportText(file, options: options)
    let list = try report.records()
    self.list = list
    guard let record = (0..<min(list.count, 30)).first(where: { YouTubeWords.isHeader(list.strings($0)) })
    else {
      throw report.lacking(
        .noVideos(file.name), list,
        hint: "of the three files that YouTube Studio exports, 'Table data.csv' is the one to read")
    }
    headerRecord = record
    header = Array(list.strings(record).prefix(list.filledWidth(record)))
  }

  package mutating func read() throws -> FileRows {
    var result = try report.account(of: YouTubeTable.name)
    let (rows, totalRecords, left) = sortOut()
    result.report.leftOut = left
    result.report.rows = left.reduce(0) { $0 + $1.rows }
    if rows.count == YouTubeWords.longest {
      isCut = true
      warnings.append(
        Diagnostic(
          .cut(report.file.name), at: report.location(of: headerRecord, in: list), severity: .warning,
          reason: "YouTube cuts off its tables there without notice", hint: "export fewer videos at a time"))
    }
    let columns = try columns(rows)
    var table = ReportTable(columns.plans)
    for record in rows {
      if list.filledWidth(record) > header.count {
        table.faults.add(
          table.records.count, column: nil, .fields,
          "it has \(list.filledWidth(record)) fields, the header has \(header.count)")
      }
      table.records.append(record)
      for (index, plan) in columns.plans.enumerated() {
        let place = columns.places[0][index].flatMap { list.field(record, $0) }
        table.columns[index].append(place.flatMap { value($0, of: plan) })
      }
    }
    if !isCut {
      let totals = YouTubeTotals(list: list, rows: rows, file: report.file)
      warnings += totals.differences(from: totalRecords, columns)
    }
    try table.finish(list, into: &result, options: options)
    warnings += report.suspectTexts(list)
    result.warnings += warnings
    return result
  }

  /// The rows that are videos, those that are totals, and the number of rows that are no videos by kind.
  private mutating func sortOut() -> (rows: [Int], totals: [Int], left: [(what: String, rows: Int)]) {
    var rows: [Int] = []
    var totals: [Int] = []
    var notes = 0
    for record in (headerRecord + 1)..<max(headerRecord + 1, list.count) where !list.isBlank(record) {
      let first = foldedHeader(list.string(record, 0))
      if YouTubeWords.totals.contains(first) {
        totals.append(record)
      } else if isNote(record) {
        notes += 1
        noteCut(record)
      } else {
        rows.append(record)
      }
    }
    let above = (0..<headerRecord).filter { !list.isBlank($0) }
    for record in above where isNote(record) { noteCut(record) }
    var left: [(what: String, rows: Int)] = []
    if !above.isEmpty { left.append(("preamble", above.count)) }
    if !totals.isEmpty { left.append(("total row", totals.count)) }
    if notes > 0 { left.append(("note row", notes)) }
    return (rows, totals, left)
  }

  private func isNote(_ record: Int) -> Bool {
    let texts = list.strings(record).filter { !$0.isEmpty }
    guard texts.count == 1, let text = texts.first.map(foldedHeader) else { return false }
    return YouTubeWords.notes.contains { text.hasPrefix($0) }
  }

  private mutating func noteCut(_ record: Int) {
    isCut = true
    let note = list.strings(record).first { !$0.isEmpty } ?? ""
    warnings.append(
      Diagnostic(
        .cut(report.file.name), at: report.location(of: record, in: list), severity: .warning,
        reason: "it says '\(note)'", hint: "export fewer videos at a time"))
  }

  /// The columns of the format and the metrics of the file, with the job's declarations applied.
  private mutating func columns(_ rows: [Int]) throws -> ReportColumns {
    let keys = header.map(foldedHeader)
    var seen = Set<String>()
    let fields = keys.map(YouTubeWords.field).map { field in
      field.flatMap { seen.insert($0.name).inserted ? $0 : nil }
    }
    let own =
      YouTubeTable.columns
      + fields.compactMap { $0 }.filter { field in !YouTubeTable.columns.contains { $0.name == field.name } }
    let times = TimeSyntax.loose(dateOrder(rows, fields))
    let numbers = NumberSyntax(decimal: decimal(rows, fields))
    var columns = ReportColumns(own, headers: [header], options: options) { _, name, _ in
      fields.firstIndex { $0?.name == name }
    }
    var problems = Diagnostics()
    let specs = own.map { field in
      var spec = YouTubeTable.spec(field, options: options, times: times, &problems)
      if options.columns.first(where: { $0.name == field.name })?.decimal == nil { spec.numbers = numbers }
      return spec
    }
    try problems.throwIfErrors()
    try columns.complete(
      specs,
      others: ReportColumns.Others(
        type: .number, times: times, numbers: numbers, declaredNulls: NullMarkers.all, nulls: NullMarkers.all,
        candidates: [header.indices.filter { !keys[$0].isEmpty }], name: YouTubeTable.name(of:)),
      at: report.location(of: headerRecord, in: list))
    warnings += columns.warnings
    return columns
  }

  /// `vues_par_pays` for `Vues par pays (%)`.
  private static func name(of header: String) -> String {
    let words = folded(header).split { !($0.isLetter || $0.isNumber) }
    return words.joined(separator: "_")
  }

  private mutating func dateOrder(_ rows: [Int], _ fields: [Field?]) -> DateOrder {
    var evidence = DateOrderEvidence()
    for (index, field) in fields.enumerated() where field?.type == .date {
      if options.columns.contains(where: { $0.name == field?.name && !$0.formats.isEmpty }) { continue }
      for record in rows {
        if let place = list.field(record, index) { evidence.weigh(list.bytes.span, place) }
      }
    }
    let isEnglish = header.contains { ["content", "videotitle", "views"].contains(foldedHeader($0)) }
    let found = evidence.order(
      isEnglish: isEnglish, column: "published_at", at: report.location(of: headerRecord, in: list))
    if let warning = found.warning { warnings.append(warning) }
    return found.order
  }

  /// The decimal mark. Counts have no decimals, so a mark in a count groups thousands; a mark that is
  /// not followed by three digits begins a fraction. Without evidence, semicolons suggest commas.
  private func decimal(_ rows: [Int], _ fields: [Field?]) -> UInt8 {
    let dot = UInt8(ascii: ".")
    let comma = UInt8(ascii: ",")
    var votes = [dot: 0, comma: 0]
    for (index, field) in fields.enumerated() {
      guard let field, field.type == .integer || field.type == .number else { continue }
      for record in rows {
        guard let place = list.field(record, index) else { continue }
        let text = list.bytes.span.text(list.bytes.span.trimmed(place))
        guard let mark = text.utf8.last(where: { $0 == dot || $0 == comma }) else { continue }
        let other = mark == dot ? comma : dot
        let digits = text.utf8.reversed().prefix { $0 != mark }.count { (48...57).contains($0) }
        if text.utf8.contains(other) || digits != 3 {
          votes[mark]! += 1
        } else if field.type == .integer {
          votes[other]! += 1
        }
      }
    }
    if votes[dot]! != votes[comma]! { return votes[dot]! > votes[comma]! ? dot : comma }
    return report.delimiter == UInt8(ascii: ";") ? comma : dot
  }

  /// The range of a value: durations as seconds, percentages without their sign.
  private mutating func value(_ place: ByteRange, of plan: ColumnSpec) -> ByteRange? {
    let trimmed = list.bytes.span.trimmed(place)
    if trimmed.isEmpty { return nil }
    if plan.type == .text { return place }
    if list.bytes[trimmed.upperBound - 1] == UInt8(ascii: "%") {
      return trimmed.lowerBound..<trimmed.upperBound - 1
    }
    if plan.name.hasSuffix("_seconds") {
      let seconds = YouTubeTable.seconds(list.bytes.span.text(trimmed))
      if let seconds { return list.add(String(seconds).utf8) }
    }
    return place
  }

  /// `0:16:02` or `16:02` in seconds.
  private static func seconds(_ text: String) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count), parts.dropFirst().allSatisfy({ $0.utf8.count == 2 }) else {
      return nil
    }
    var total = 0
    for part in parts {
      guard !part.isEmpty, part.utf8.count <= 6, part.utf8.allSatisfy({ (48...57).contains($0) }),
        let number = Int(part)
      else { return nil }
      total = total * 60 + number
    }
    return total
  }
}

extension Diagnostic.Message {
  fileprivate static func noVideos(_ file: String) -> Self {
    Self(.noHeader, "'\(file)' has no table of videos")
  }
  fileprivate static func cut(_ file: String) -> Self {
    Self(.suspectText, "'\(file)' may lack videos: it stops at 500 rows")
  }
}
