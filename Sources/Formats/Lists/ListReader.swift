internal import Diagnostics
internal import Tables

/// Reads the rows of a ``ListFormat``.
struct ListReader: Sendable {
  let report: ReportText
  private var list: RecordList
  private let layout: ListLayout
  private let options: ReadingOptions
  private var warnings: [Diagnostic] = []

  init(report: ReportText, list: RecordList, layout: ListLayout, options: ReadingOptions) {
    self.report = report
    self.list = list
    self.layout = layout
    self.options = options
  }

  mutating func read<Format: ListFormat>(_: Format.Type) throws -> FileRows {
    var result = try report.account(of: Format.name)
    result.report.leftOut = layout.leftOut
    result.report.rows = layout.leftOut.reduce(0) { $0 + $1.rows }
    let keys = layout.sections.map { $0.header.map(foldedHeader) }
    var columns = ReportColumns(Format.columns, headers: layout.sections.map(\.header), options: options) {
      [sections = layout.sections] list, column, taken in
      if let place = sections[list].places[column], !taken.contains(place) { return place }
      return keys[list].indices.first {
        !taken.contains($0) && Format.words.column(keys[list][$0]) == column
      }
    }
    let times = TimeSyntax.loose(dateOrder(columns, Format.self))
    try columns.complete(
      Format.specs(options: options, times: times), others: ReportColumns.Others(times: times), at: location)
    warnings += columns.warnings
    if let warning = unplaced(columns, Format.self) { warnings.append(warning) }
    var table = ReportTable(columns.plans)
    for (index, section) in layout.sections.enumerated() {
      place(section, columns.places[index], columns.plans, into: &table, Format.self)
    }
    compareTotals()
    if let first = layout.absent.first {
      warnings.append(
        Diagnostic(
          .absent(layout.absent.count), at: report.location(of: first, in: list), severity: .warning,
          reason: "the list of connections does not have them: they did not come, or it is cut"))
    }
    try table.finish(list, into: &result, options: options)
    warnings += report.suspectTexts(list)
    warnings += layout.sections.compactMap { section in
      report.rest(list, section.rows.map(\.record), width: section.header.count)
    }
    result.warnings = warnings
    return result
  }

  private var location: SourceLocation {
    layout.sections.first.map { report.location(of: $0.headerRecord, in: list) } ?? report.file.location()
  }

  private mutating func place<Format: ListFormat>(
    _ section: ListSection, _ places: [Int?], _ plans: [ColumnSpec], into table: inout ReportTable,
    _: Format.Type
  ) {
    let day = options.day ?? ListReader.day(in: report.file.name)
    let nextDay = day.flatMap(ListValue.next)
    let starts = plans.firstIndex { $0.name == "joined_at" }.flatMap { places[$0] }
    let fields = plans.map { Field($0.name, $0.type) }
    let keys = section.header.map(foldedHeader)
    let parts = ["first_name", "last_name"].compactMap { part in
      keys.firstIndex { Format.words.column($0) == part }
    }
    for row in section.rows {
      let width = list.filledWidth(row.record)
      let most = section.width ?? section.header.count
      if width > max(most, 1) {
        table.faults.add(
          table.records.count, column: nil, .fields, "it has \(width) fields, the header has \(most)")
      }
      table.records.append(row.record)
    }
    for (index, plan) in plans.enumerated() {
      let source = places[index]
      let fact = source == nil ? layout.facts[plan.name] : nil
      // Most columns are texts that stay as they are.
      let mayChange = Format.mayChange(fields[index])
      var minutes: [Int: ByteRange] = [:]
      for row in section.rows {
        var place = row.values.isEmpty ? nil : row.values[plan.name]
        if place == nil, let source { place = list.field(row.record, source) }
        if let found = place, list.isEmpty(found) { place = nil }
        if place == nil { place = fact }
        if place == nil, source == nil, plan.name == "name" { place = wholeName(row.record, parts) }
        if let found = place, mayChange || list.begins(found, with: UInt8(ascii: "=")) {
          // Who leaves at 0:20 and has joined at 23:30 has left on the next day.
          let isBehindMidnight =
            nextDay != nil && plan.name == "left_at"
            && starts.map { ListValue.isBackwards(list.string(row.record, $0), text(found)) } == true
          place = changed(
            found, of: fields[index], day: isBehindMidnight ? nextDay : day, &minutes, Format.self)
        }
        table.columns[index].append(place)
      }
    }
  }

  private func text(_ place: ByteRange) -> String { list.bytes.span.text(list.bytes.span.trimmed(place)) }

  /// Where the text is that is read for a value; nil for none.
  ///
  /// - Parameter minutes: of durations that have been read, by their seconds.
  private mutating func changed<Format: ListFormat>(
    _ place: ByteRange, of column: Field, day: String?, _ minutes: inout [Int: ByteRange], _: Format.Type
  ) -> ByteRange? {
    let value = list.bytes.span.trimmed(place)
    if !list.begins(place, with: UInt8(ascii: "=")),
      Format.isPlain(list.bytes.span, value, of: column, day: day)
    {
      return place
    }
    let seconds =
      ListValue.isMinutes(column)
      ? DurationSyntax.wholeSeconds(list.bytes.span, value, pair: .minutesAndSeconds) : nil
    if let seconds, let known = minutes[seconds] { return known }
    guard let other = Format.value(list.bytes.span.text(value), of: column, day: day) else { return place }
    let found = other.isEmpty ? nil : list.add(other.utf8)
    if let seconds { minutes[seconds] = found }
    return found
  }

  private mutating func wholeName(_ record: Int, _ parts: [Int]) -> ByteRange? {
    let texts = parts.map { list.string(record, $0) }.filter { !$0.isEmpty }
    return texts.isEmpty ? nil : list.add(texts.joined(separator: " ").utf8)
  }

  /// Decides whether days or months come first in the file's dates.
  private mutating func dateOrder<Format: ListFormat>(_ columns: ReportColumns, _: Format.Type) -> DateOrder {
    var evidence = DateOrderEvidence()
    var named: String?
    let declared = Set(options.columns.filter { !$0.formats.isEmpty }.map(\.name))
    for (column, field) in columns.own.enumerated() where field.type == .datetime || field.type == .date {
      let name = field.name
      if declared.contains(name) { continue }
      for (index, section) in layout.sections.enumerated() {
        for row in section.rows {
          let place = row.values[name] ?? columns.places[index][column].flatMap { list.field(row.record, $0) }
          if let place { evidence.weigh(list.bytes.span, place) }
        }
      }
      if evidence.hasDates && named == nil { named = name }
    }
    let known = layout.sections.flatMap(\.header).map(foldedHeader).filter { Format.words.column($0) != nil }
    let isEnglish = known.count { Format.words.isEnglish($0) } * 2 > known.count
    let found = evidence.order(isEnglish: isEnglish, column: named ?? "", at: location)
    if let warning = found.warning { warnings.append(warning) }
    return found.order
  }

  /// The warning about headers without a meaning in a report that lacks what it is for; nil if it has all.
  private func unplaced<Format: ListFormat>(_ columns: ReportColumns, _: Format.Type) -> Diagnostic? {
    let lacking = Format.essential.filter { name in
      guard let column = columns.own.firstIndex(where: { $0.name == name }) else { return false }
      return columns.lacks(column)
        && !layout.sections.contains { $0.rows.contains { $0.values[name] != nil } }
    }
    let others = columns.unclaimed
    if lacking.isEmpty || others.isEmpty { return nil }
    return Diagnostic(
      .unplaced(report.file.name, lacking), at: location, severity: .warning,
      reason: "columns without a known header: \(HeaderMatching.list(others))",
      hint: "if one of them is it, say so under  columns:  such as  \(lacking[0]): {header: \(others[0])}")
  }

  private mutating func compareTotals() {
    for total in layout.totals {
      let sections = total.sections.map { $0.map { layout.sections[$0] } } ?? layout.sections
      let rows = sections.flatMap(\.rows)
      let found =
        switch total.counts {
        case .names: Set(rows.map { foldedHeader(list.string($0.record, 0)) }).count
        case .rows: rows.count
        case .records: Set(rows.map(\.record)).count
        }
      let difference = total.difference(
        from: found, total.counts.rawValue, in: report.file.name,
        at: report.location(of: total.record, in: list))
      if let difference { warnings.append(difference) }
    }
  }

  /// The date in a file's name, such as `2021-04-26` or `20210426`.
  private static func day(in name: String) -> String? {
    let file = name.split(separator: "/").last.map(String.init) ?? name
    guard let found = file.firstMatch(of: /(?:^|\D)(20\d\d)[-_. ]?([01]\d)[-_. ]?([0-3]\d)(?:\D|$)/) else {
      return nil
    }
    return "\(found.1)-\(found.2)-\(found.3)"
  }
}

extension Diagnostic.Message {
  fileprivate static func absent(_ count: Int) -> Self {
    Self(
      .suspectText,
      "\(counted(count, "row")) of the list of participants \(count == 1 ? "has" : "have") no connection, and \(count == 1 ? "is" : "are") left out"
    )
  }
  fileprivate static func unplaced(_ file: String, _ columns: [String]) -> Self {
    Self(.missingColumn, "'\(file)' has no header for \(columns.map { "'\($0)'" }.joined(separator: ", "))")
  }
}
