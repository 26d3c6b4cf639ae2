internal import Tables

/// The parts of a Teams report.
///
///     1. Summary                     facts, a name and a value each
///     2. Participants                a header and a row per person
///     3. In-Meeting Activities       a header and a row per connection: this one is read, if it has rows
///
/// Of reports that somebody has put one after the other, each has these parts.
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
        if part.header != nil || !part.rows.isEmpty { parts.append(part) }
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
    let lists = parts.filter { $0.header != nil }
    let filled = lists.filter { !$0.rows.isEmpty }
    // Connections are in part 3; part 4 and others are about something else.
    let found =
      filled.first { $0.number == 3 } ?? filled.first ?? lists.first { $0.number == 3 } ?? lists.first
    guard let chosen = found, let header = chosen.header else {
      take(facts, of: list, into: &layout)
      return actions(&list, parts.flatMap(\.rows), header: nil, &layout)
    }
    let others = filled.filter { $0.number != nil && $0.number == chosen.number && $0.header != header }
    let read = [header] + others.compactMap(\.header)
    for part in parts where !read.contains(part.header ?? -1) {
      layout.leaveOut(part.number == 2 ? "participant row" : "row of another list", rows: part.rows.count)
      layout.leaveOut("header of another list", rows: part.header == nil ? 0 : 1)
    }
    if others.isEmpty { take(facts, of: list, into: &layout) }
    if list.strings(header).map(foldedHeader).contains(where: TeamsWords.action.contains) {
      return actions(&list, chosen.rows, header: header, &layout)
    }
    var above = -1
    for part in [chosen] + others {
      var own = ListLayout()
      let end = part.header!
      take(facts.filter { $0 > above && $0 < end }, of: list, into: &own)
      above = end
      var section = ListSection(list, end)
      section.rows = part.rows.map { ListSection.Row(record: $0, values: others.isEmpty ? [:] : own.facts) }
      layout.sections.append(section)
    }
    layout.absent = chosen.number == 3 ? absent(list, layout.sections) : []
    return layout
  }

  /// Takes the facts about a meeting.
  private func take(_ facts: [Int], of list: RecordList, into layout: inout ListLayout) {
    for fact in facts {
      let key = foldedHeader(list.string(fact, 0))
      guard let value = list.field(fact, 1), !list.isEmpty(value) else { continue }
      if TeamsWords.session.contains(key) { layout.facts["session"] = value }
      if TeamsWords.identifier.contains(key) { layout.facts["meeting_id"] = value }
      if TeamsWords.people.contains(key), let number = ReportTotal.number(list.string(fact, 1)) {
        layout.totals.append(ReportTotal(label: list.string(fact, 0), value: number, record: fact))
      }
    }
  }

  /// The rows of part 2 whose people have no connection.
  private func absent(_ list: RecordList, _ sections: [ListSection]) -> [Int] {
    let came = Set(sections.flatMap(\.rows).map { foldedHeader(list.string($0.record, 0)) })
    return parts.filter { $0.number == 2 && $0.header != nil }.flatMap(\.rows).filter { record in
      !came.contains(foldedHeader(list.string(record, 0)))
    }
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
