internal import Tables

/// The parts of a Teams report.
///
///     1. Summary                     facts, a name and a value each
///     2. Participants                a header and a row per person
///     3. In-Meeting Activities       a header and a row per connection: this one is read, if it is there
///
/// Headers in a language that is not known are found by their place: each part has one below its number.
struct TeamsSections {
  private struct Part {
    var number: Int?
    var header: Int?
    var rows: [Int] = []
  }

  private var parts: [Part] = []
  private var facts: [Int] = []
  private var titles = 0

  init(_ list: RecordList) {
    var part = Part()
    for record in 0..<list.count {
      let width = list.filledWidth(record)
      if width == 0 { continue }
      if width == 1, let number = TeamsSections.number(list.string(record, 0)) {
        if part.header != nil || !part.rows.isEmpty { parts.append(part) }
        part = Part(number: number)
        titles += 1
        continue
      }
      if width == 1, part.header == nil {
        titles += 1
        continue
      }
      if TeamsSections.isHeader(list, record) || part.header == nil && (part.number ?? 0) >= 2 && width >= 4 {
        if part.header != nil { parts.append(part) }
        part = Part(number: part.header == nil ? part.number : nil, header: record)
        continue
      }
      if part.header == nil, width <= 2 {
        facts.append(record)
      } else {
        part.rows.append(record)
      }
    }
    if part.header != nil || !part.rows.isEmpty { parts.append(part) }
  }

  private static let names = TeamsAttendance.words.hashes(of: "name")

  private static func isHeader(_ list: RecordList, _ record: Int) -> Bool {
    // Most records begin with somebody's name, and not with a word for it.
    guard let first = list.field(record, 0),
      foldedHeaderHash(list.bytes.span, first).map(names.contains) ?? true
    else { return false }
    let texts = list.strings(record)
    return TeamsAttendance.isHeader(texts, texts.map(foldedHeader))
  }

  func layout(_ list: inout RecordList, isDeclared: Bool) -> ListLayout? {
    var layout = ListLayout()
    layout.leaveOut("preamble", rows: facts.count + titles)
    for fact in facts {
      let key = foldedHeader(list.string(fact, 0))
      guard let value = list.field(fact, 1), !list.isEmpty(value) else { continue }
      if TeamsWords.session.contains(key) { layout.facts["session"] = value }
      if TeamsWords.identifier.contains(key) { layout.facts["meeting_id"] = value }
      if TeamsWords.people.contains(key), let number = ReportTotal.number(list.string(fact, 1)) {
        layout.totals.append(ReportTotal(label: list.string(fact, 0), value: number, record: fact))
      }
    }
    // Connections are in part 3; part 4 and others are about something else.
    let lists = parts.filter { $0.header != nil }
    guard let chosen = lists.first(where: { $0.number == 3 }) ?? lists.first, let header = chosen.header
    else {
      return actions(&list, parts.flatMap(\.rows), header: nil, &layout)
    }
    for part in parts where part.header != header {
      layout.leaveOut(part.number == 2 ? "participant row" : "row of another list", rows: part.rows.count)
      layout.leaveOut("header of another list", rows: part.header == nil ? 0 : 1)
    }
    if list.strings(header).map(foldedHeader).contains(where: TeamsWords.action.contains) {
      return actions(&list, chosen.rows, header: header, &layout)
    }
    var section = ListSection(list, header)
    section.rows = chosen.rows.map { ListSection.Row(record: $0) }
    layout.sections = [section]
    return layout
  }

  /// The connections of the oldest generation: each arrival, with the person's next departure.
  private func actions(
    _ list: inout RecordList, _ records: [Int], header: Int?, _ layout: inout ListLayout
  ) -> ListLayout? {
    guard let first = header ?? records.first, TeamsActions.areActions(list, records) else { return nil }
    var section = ListSection(list, first)
    if header == nil { section.header = ["Full Name", "User Action", "Timestamp"] }
    section.rows = TeamsActions.connections(list, records, leftOut: &layout)
    layout.sections = [section]
    return layout
  }

  /// `3` of `3. In-Meeting Activities`.
  static func number(_ title: String) -> Int? {
    let digits = title.prefix { $0.isNumber }
    guard digits.count == 1, title.dropFirst().first == "." else { return nil }
    return Int(digits)
  }
}
