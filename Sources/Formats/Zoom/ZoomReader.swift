internal import Diagnostics
internal import Tables

/// Reads Zoom's reports of meetings and webinars, in all their layouts so far.
struct ZoomReader {
  let kind: ZoomReport
  let options: ReadingOptions
  private let report: ReportText
  private var list: RecordList
  private let sections: [ZoomSection]
  private let facts: [Int]
  private let totals: [ReportTotal]
  private let unplaced: [Int]
  private let strangers: [(record: Int, people: Int)]
  private let notes: [(what: String, rows: Int)]
  private var warnings: [Diagnostic] = []

  /// - Throws: a diagnostic if the file has no list of people.
  init(_ file: OpenedFile, kind: ZoomReport, options: ReadingOptions) throws {
    self.kind = kind
    self.options = options
    report = try ReportText(file, options: options)
    list = try report.records()
    let found = ZoomSections(list, hasRoles: kind == .webinar)
    sections = found.sections
    facts = found.facts
    totals = found.totals
    unplaced = found.unplaced
    strangers = found.strangers
    notes = found.notes
    if sections.isEmpty {
      throw report.lacking(
        .noPeople(file.name), list,
        hint: "if it is not a \(kind.format.name.rawValue) report, declare its  format:")
    }
  }

  mutating func read() throws -> FileRows {
    var result = try report.account(of: kind.format.name)
    let times = TimeSyntax.loose(dateOrder())
    var columns = ReportColumns(
      kind.format.columns, headers: sections.map(\.header.names), options: options
    ) { [sections] list, column, _ in
      ZoomField.ofColumns[column].flatMap { sections[list].header.places[$0] }
    }
    try columns.complete(
      kind.format.specs(options: options, times: times),
      computed: ["role", "attended", "original_name", "session", "meeting_id", "webinar_id", "name"],
      others: ReportColumns.Others(
        times: times, nulls: [Array("--".utf8)], candidates: sections.map(\.header.others)),
      at: report.location(of: sections[0].headerRecord, in: list))
    var table = ReportTable(columns.plans)
    for (index, section) in sections.enumerated() {
      place(section, columns.places[index], into: &table)
    }
    warnings += columns.warnings
    if kind == .webinar { compareTotals() } else { compareParticipants() }
    try table.finish(list, into: &result, options: options)
    warnings += report.suspectTexts(list)
    warnings += sections.compactMap { section in
      report.rest(list, section.rows, width: section.header.names.count { !$0.isEmpty })
    }
    result.report.leftOut += notes
    result.report.rows += notes.reduce(0) { $0 + $1.rows }
    if let first = unplaced.first {
      result.report.leftOut.append(("row of another list", unplaced.count))
      result.report.rows += unplaced.count
      warnings.append(
        Diagnostic(
          .unplaced(unplaced.count), at: report.location(of: first, in: list), severity: .warning,
          reason: "the first is \(HeaderMatching.list(list.strings(first)))\(title(above: first))",
          hint: "if they are people, give their header the words of the report's other tables",
          quoting: .reason))
    }
    for (record, people) in strangers where people > 0 {
      warnings.append(
        Diagnostic(
          .noRole(people), at: report.location(of: record, in: list), severity: .warning,
          reason: "no known section is called '\(list.string(record, 0))'", quoting: .reason))
    }
    for record in facts {
      guard let reason = list.fault(record) else { continue }
      warnings.append(
        Diagnostic(
          .brokenFact, at: report.location(of: record, in: list), severity: .warning,
          reason: reason, hint: "declare its  encoding:  if the file is not UTF-8"))
    }
    if !list.unwrapped.isEmpty {
      warnings.append(
        Diagnostic(
          .wrapped(list.unwrapped.count), at: report.location(of: list.unwrapped[0], in: list),
          severity: .warning, reason: "a program that saved the file took each row for a single cell"))
    }
    result.warnings += warnings
    return result
  }

  /// The title of the unknown section that a record is in.
  private func title(above record: Int) -> String {
    guard let section = strangers.last(where: { $0.record < record }) else { return "" }
    return ", below '\(list.string(section.record, 0))'"
  }

  /// Compares the people of the attendees' tables with the numbers above them.
  private mutating func compareTotals() {
    if totals.isEmpty { return }
    var (registered, came) = (Set<String>(), Set<String>())
    for section in sections where section.role == .attendee {
      for record in section.rows {
        let places = [section.header.places[.email], section.header.places[.name]].compactMap { $0 }
        guard let who = places.lazy.map({ [list] in list.string(record, $0) }).first(where: { !$0.isEmpty })
        else { continue }
        registered.insert(who.lowercased())
        if wasThere(record, section.header, section.role) { came.insert(who.lowercased()) }
      }
    }
    for total in totals {
      let key = foldedHeader(total.label)
      let found =
        ZoomWords.registered.contains(key) ? registered : ZoomWords.viewers.contains(key) ? came : nil
      guard let found else { continue }
      let difference = total.difference(
        from: found.count, "different people", in: report.file.name,
        at: report.location(of: total.record, in: list))
      if let difference { warnings.append(difference) }
    }
  }

  /// Compares the number of participants above a meeting's list, which some layouts count by connections and some by
  /// people.
  private mutating func compareParticipants() {
    let stated = totals.filter { ZoomWords.participants.contains(foldedHeader($0.label)) }
    guard stated.count == 1, let total = stated.first, sections.count == 1, let section = sections.first,
      section.header.places[.joined] != nil
    else { return }
    let people = [ZoomField.name, .email].compactMap { section.header.places[$0] }.map { place in
      Set(section.rows.map { list.string($0, place) }.filter { !$0.isEmpty }).count
    }
    if people.contains(total.value) { return }
    let difference = total.difference(
      from: section.rows.count, "rows", in: report.file.name,
      at: report.location(of: total.record, in: list))
    if let difference { warnings.append(difference) }
  }

  /// The source of a column's values, for all rows of a section.
  private enum Cell {
    case field(Int)
    case name, originalName, role, wasThere
    case fixed(ByteRange?)
  }

  private func cell(_ column: String, _ place: Int?, in section: ZoomSection) -> Cell {
    let nameField = section.header.places[.name]
    switch column {
    case "name" where place == nameField: return .name
    case _ where place != nil: return .field(place!)
    case "original_name": return .originalName
    case "session": return .fixed(section.topic)
    case "meeting_id", "webinar_id": return .fixed(section.identifier)
    case "role": return .role
    case "attended": return .wasThere
    default: return .fixed(nil)
    }
  }

  /// Adds a section's rows to the table.
  private mutating func place(_ section: ZoomSection, _ places: [Int?], into table: inout ReportTable) {
    let header = section.header
    let width = (header.keys.lastIndex { !$0.isEmpty } ?? -1) + 1
    let role = section.role.map { list.add($0.rawValue.utf8) }
    let yes = list.add("true".utf8)
    let no = list.add("false".utf8)
    let cells = zip(table.columns, places).map { cell($0.plan.name, $1, in: section) }
    for record in section.rows {
      checkWidth(record, width, row: table.records.count, &table.faults)
      table.records.append(record)
      let names = names(record, header)
      for (index, cell) in cells.enumerated() {
        let place: ByteRange? =
          switch cell {
          case .field(let field): list.field(record, field)
          case .name: names.name
          case .originalName: names.original
          case .role: role
          case .wasThere: wasThere(record, header, section.role) ? yes : no
          case .fixed(let place): place
          }
        table.columns[index].append(place.flatMap { list.isEmpty($0) ? nil : $0 })
      }
    }
  }

  /// The name of a person: unchanged, separated from the original name in a meeting's report, or
  /// composed.
  private mutating func names(_ record: Int, _ header: ZoomHeader) -> (name: ByteRange?, original: ByteRange?)
  {
    guard let field = header.places[.name] else { return (wholeName(record, header), nil) }
    guard let place = list.field(record, field) else { return (nil, nil) }
    if kind == .webinar {
      return list.isEmpty(place) ? (wholeName(record, header), nil) : (place, nil)
    }
    return splitName(place, header.hasOriginalNames)
  }

  private func checkWidth(_ record: Int, _ width: Int, row: Int, _ faults: inout RowFaults) {
    let count = list.fieldCount(record)
    let filled = list.filledWidth(record)
    if filled > width || (count < width && options.ragged == .reject) {
      faults.add(row, column: nil, .fields, "it has \(max(count, filled)) fields, the header has \(width)")
    }
  }

  /// Attendance, if the table has no column for it: people with a joining time, and those who
  /// telephoned.
  private func wasThere(_ record: Int, _ header: ZoomHeader, _ role: ZoomRole?) -> Bool {
    if role == .phone { return true }
    guard let place = header.places[.joined].flatMap({ list.field(record, $0) }) else { return false }
    let value = list.bytes.span.trimmed(place)
    return !value.isEmpty && !NullMarkers.all.contains { list.bytes.span.equals(value, $0) }
  }

  /// First and last name, if the table has no full name.
  private mutating func wholeName(_ record: Int, _ header: ZoomHeader) -> ByteRange? {
    let parts = [ZoomField.firstName, .lastName].compactMap { field -> [UInt8]? in
      guard let place = header.places[field].flatMap({ list.field(record, $0) }) else { return nil }
      let value = list.bytes.span.trimmed(place)
      return value.isEmpty ? nil : list.bytes.span.array(value)
    }
    return parts.isEmpty ? nil : list.add(parts.joined(separator: [0x20]))
  }

  /// `iPhone (Ana Soto)` is a name with the original one; a following `(Host)` is neither.
  private func splitName(_ place: ByteRange, _ hasOriginal: Bool) -> (name: ByteRange?, original: ByteRange?)
  {
    let bytes = list.bytes.span
    guard var split = parenthesis(bytes.trimmed(place)) else { return (place, nil) }
    var name = place
    if ZoomWords.hostMarks.contains(foldedHeader(bytes.text(split.inside))) {
      name = split.before
      guard let next = parenthesis(name) else { return (name, nil) }
      split = next
    }
    return hasOriginal && !split.before.isEmpty && !split.inside.isEmpty
      ? (split.before, split.inside) : (name, nil)
  }

  /// The text before the final parenthesis, and the text in it.
  private func parenthesis(_ range: ByteRange) -> (before: ByteRange, inside: ByteRange)? {
    let bytes = list.bytes.span
    guard let last = range.last, bytes[last] == UInt8(ascii: ")") else { return nil }
    var depth = 0
    for index in range.reversed() {
      if bytes[index] == UInt8(ascii: ")") { depth += 1 }
      if bytes[index] == UInt8(ascii: "(") {
        depth -= 1
        if depth == 0 {
          return (bytes.trimmed(range.lowerBound..<index), bytes.trimmed(index + 1..<last))
        }
      }
    }
    return nil
  }

  /// Decides whether days or months come first in this file's dates.
  private mutating func dateOrder() -> DateOrder {
    let found = dateEvidence().order(
      isEnglish: sections.contains { $0.header.isEnglish }, column: "joined_at",
      at: report.location(of: sections[0].headerRecord, in: list))
    if let warning = found.warning { warnings.append(warning) }
    return found.order
  }

  private func dateEvidence() -> DateOrderEvidence {
    var evidence = DateOrderEvidence()
    let declared = Set(options.columns.filter { !$0.formats.isEmpty }.map(\.name))
    let columns: [(ZoomField, String)] = [
      (.joined, "joined_at"), (.left, "left_at"), (.registered, "registered_at"),
    ]
    for section in sections {
      for (field, name) in columns where !declared.contains(name) {
        guard let place = section.header.places[field] else { continue }
        for record in section.rows {
          if let value = list.field(record, place) { evidence.weigh(list.bytes.span, value) }
        }
      }
    }
    // The facts above the tables may be evidence, too.
    if evidence.hasDates {
      for record in facts {
        for field in 0..<list.fieldCount(record) {
          if let value = list.field(record, field) { evidence.weigh(list.bytes.span, value) }
        }
      }
    }
    return evidence
  }
}

extension Diagnostic.Message {
  fileprivate static func noPeople(_ file: String) -> Self {
    Self(.noHeader, "'\(file)' has no list of participants")
  }
  fileprivate static let brokenFact = Self(
    .suspectText, "the topic or number of the meeting is not valid text; \u{FFFD} stands for its bytes")
  fileprivate static func unplaced(_ count: Int) -> Self {
    Self(
      .missingColumn,
      "\(counted(count, "row")) below no header that is known \(count == 1 ? "is" : "are") left out")
  }
  fileprivate static func noRole(_ count: Int) -> Self {
    Self(
      .suspectText, "\(counted(count, "row")) of an unknown section \(count == 1 ? "has" : "have") no role")
  }
  fileprivate static func wrapped(_ count: Int) -> Self {
    Self(.suspectText, "\(count) \(count == 1 ? "row was" : "rows were") read from a single quoted field")
  }
}
