internal import Diagnostics
package import Tables

/// The table of videos that YouTube Studio exports (`Table data.csv`, `Datos de la tabla.csv`).
package struct YouTubeTable: ReportFormat {
  package static let name = InputFormat("youtube-table")

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

  package static func recognises(_ beginning: FileBeginning) -> Bool {
    beginning.candidates.contains { $0.width > 1 && YouTubeWords.isHeader($0.names) }
  }

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
    let (rows, left) = sortOut()
    result.report.leftOut = left
    result.report.rows = left.reduce(0) { $0 + $1.rows }
    if rows.count == YouTubeWords.longest {
      warnings.append(
        Diagnostic(
          .cut(report.file.name), at: report.location(of: headerRecord, in: list), severity: .warning,
          reason: "YouTube cuts off its tables there without notice", hint: "export fewer videos at a time"))
    }
    let columns = try columns(rows)
    var table = ReportTable(columns.map(\.plan))
    for record in rows {
      if list.filledWidth(record) > header.count {
        table.faults.add(
          table.records.count, column: nil, .fields,
          "it has \(list.filledWidth(record)) fields, the header has \(header.count)")
      }
      table.records.append(record)
      for (index, column) in columns.enumerated() {
        let place = column.source.flatMap { list.field(record, $0) }
        table.columns[index].append(place.flatMap { value($0, of: column.plan) })
      }
    }
    table.finish(list, into: &result, options: options)
    if let warning = report.doublyEncoded(list) { warnings.append(warning) }
    result.warnings += warnings
    return result
  }

  /// The rows that are videos, and the number of other rows by kind.
  private mutating func sortOut() -> (rows: [Int], left: [(what: String, rows: Int)]) {
    var rows: [Int] = []
    var totals = 0
    var notes = 0
    for record in (headerRecord + 1)..<max(headerRecord + 1, list.count) where !list.isBlank(record) {
      let first = foldedHeader(list.string(record, 0))
      if YouTubeWords.totals.contains(first) {
        totals += 1
      } else if isNote(record) {
        notes += 1
        noteCut(record)
      } else {
        rows.append(record)
      }
    }
    for record in 0..<headerRecord where isNote(record) { noteCut(record) }
    var left: [(what: String, rows: Int)] = []
    if totals > 0 { left.append(("total row", totals)) }
    if notes > 0 { left.append(("note row", notes)) }
    return (rows, left)
  }

  private func isNote(_ record: Int) -> Bool {
    let texts = list.strings(record).filter { !$0.isEmpty }
    guard texts.count == 1, let text = texts.first.map(foldedHeader) else { return false }
    return YouTubeWords.notes.contains { text.hasPrefix($0) }
  }

  private mutating func noteCut(_ record: Int) {
    let note = list.strings(record).first { !$0.isEmpty } ?? ""
    warnings.append(
      Diagnostic(
        .cut(report.file.name), at: report.location(of: record, in: list), severity: .warning,
        reason: "it says '\(note)'", hint: "export fewer videos at a time"))
  }

  /// The columns of the format and the metrics of the file, with the job's declarations applied.
  private mutating func columns(_ rows: [Int]) throws -> [(plan: ColumnSpec, source: Int?)] {
    var problems = Diagnostics()
    let keys = header.map(foldedHeader)
    let location = report.location(of: headerRecord, in: list)
    var fields = keys.map(YouTubeWords.field)
    var taken = UniqueNames(YouTubeTable.columns.map(\.name) + options.columns.map(\.name))
    var unknown: [Int] = []
    var seen = Set<String>()
    for index in header.indices {
      if let field = fields[index], seen.insert(field.name).inserted { continue }
      fields[index] = nil
      if !keys[index].isEmpty { unknown.append(index) }
    }
    let times = TimeSyntax.loose(dateOrder(rows, fields))
    let numbers = NumberSyntax(decimal: decimal(rows, fields))
    var columns: [(plan: ColumnSpec, source: Int?)] = []
    func plan(_ field: Field) -> ColumnSpec {
      var plan = YouTubeTable.spec(field, options: options, times: times, &problems)
      if options.columns.first(where: { $0.name == field.name })?.decimal == nil { plan.numbers = numbers }
      return plan
    }
    for field in YouTubeTable.columns {
      columns.append((plan(field), fields.firstIndex { $0?.name == field.name }))
    }
    for (index, field) in fields.enumerated() {
      if let field, !columns.contains(where: { $0.plan.name == field.name }) {
        columns.append((plan(field), index))
      }
    }
    for declaration in options.columns {
      if let known = columns.first(where: { $0.plan.name == declaration.name }) {
        if declaration.required && known.source == nil {
          problems.add(HeaderMatching.missing(declaration, header: header, location: location))
        }
        continue
      }
      let source = HeaderMatching.wanted(declaration).lazy.compactMap { keys.firstIndex(of: $0) }.first
      if source == nil {
        var missing = HeaderMatching.missing(declaration, header: header, location: location)
        if declaration.required {
          problems.add(missing)
        } else {
          missing.severity = .warning
          warnings.append(missing)
        }
      }
      unknown.removeAll { $0 == source }
      columns.append((plan(Field(declaration.name, declaration.type ?? .number)), source))
    }
    if options.undeclared == .reject, !unknown.isEmpty {
      problems.add(HeaderMatching.refusal(unknown.map { header[$0] }, at: location))
    }
    if options.undeclared == .keep {
      for index in unknown {
        let name = HeaderMatching.free(YouTubeTable.name(of: header[index]), &taken)
        columns.append((plan(Field(name, .number)), index))
      }
    }
    try problems.throwIfErrors()
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
