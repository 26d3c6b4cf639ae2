internal import Diagnostics
internal import Tables

extension Schedule {
  /// Reads an item of `schedule:`, such as `nightly: {at: "06:00"}`.
  static func read(_ node: NodeReader) -> Schedule? {
    if node.node.scalar?.text == "nightly" { return .nightly(Nightly(location: node.location)) }
    guard case .mapping(let entries) = node.node.content, let entry = entries.first else {
      node.wrongType("one of nightly, once, cron")
      return nil
    }
    let kinds = ["nightly", "once", "cron"]
    for other in entries where !kinds.contains(other.key.text) {
      node.reading.report(
        .unknownSchedule(other.key.text), at: other.keyLocation,
        reason: "a schedule is nightly, once or cron",
        hint: suggestion(for: other.key.text, among: kinds))
    }
    let known = entries.filter { kinds.contains($0.key.text) }
    if known.count > 1 {
      node.reading.report(
        .twoSchedules, at: known[1].keyLocation, hint: "begin a new item with '- \(known[1].key.text):'")
    }
    guard let entry = known.first ?? (kinds.contains(entry.key.text) ? entry : nil) else { return nil }
    let value = NodeReader(node: entry.value, name: "'\(entry.key.text)'", reading: node.reading)
    switch entry.key.text {
    case "nightly": return readNightly(value, at: entry.keyLocation)
    case "once": return readOnce(value, at: entry.keyLocation)
    default: return readCron(value, at: entry.keyLocation)
    }
  }

  private static func readNightly(_ node: NodeReader, at place: SourceLocation) -> Schedule? {
    if node.node.isNull { return .nightly(Nightly(location: place)) }
    return node.mapping("schedule 'nightly'", at: place) { keys in
      var nightly = Nightly(location: place)
      nightly.during = keys["during"]?.stages() ?? []
      nightly.at = keys["at"]?.localTime()
      nightly.days = keys["days"]?.weekdays() ?? []
      return .nightly(nightly)
    }
  }

  private static func readOnce(_ node: NodeReader, at place: SourceLocation) -> Schedule? {
    node.mapping("schedule 'once'", at: place) { keys in
      guard let scalar = keys.required("at")?.scalar("a moment like 'main-review.end + 1d'") else {
        return nil
      }
      var moment = MomentReader(scalar: scalar, reading: keys.reading)
      return moment.read(at: place).map(Schedule.once)
    }
  }

  private static func readCron(_ node: NodeReader, at place: SourceLocation) -> Schedule? {
    node.mapping("schedule 'cron'", at: place) { keys in
      let during = keys["during"]?.stages()
      guard let expression = keys.required("expression"),
        let scalar = expression.scalar("five fields of cron")
      else { return nil }
      let reader = CronReader(scalar: scalar, reading: keys.reading)
      return reader.read(during: during ?? [], at: place).map(Schedule.cron)
    }
  }
}

extension NodeReader {
  fileprivate func stages() -> [Located<String>]? {
    let stages = oneOrMoreNames("a stage, or a list of stages")
    reading.stageReferences += stages ?? []
    return stages
  }

  /// Reads `[mon, tue]`; full names and capitals are accepted.
  fileprivate func weekdays() -> [Int]? {
    let names = CalendarNames.english.days.map { $0.lowercased() }
    let short = CalendarNames.english.shortDays.map { $0.lowercased() }
    let words =
      zip(short, 1...7).map { (word: $0, meaning: $1) } + zip(names, 1...7).map { (word: $0, meaning: $1) }
    let days = list("a list of days", allowsEmpty: false) {
      $0.word(among: words, shown: short, isFolded: true)
    }
    return days.map { Array(Set($0)).sorted() }
  }
}

/// Reads `<stage>.start|end [± N d|w] [HH:MM]` and reports errors at the part that is wrong.
private struct MomentReader {
  let scalar: YAMLScalar
  let reading: FileReading
  private let text: [Unicode.Scalar]
  private var at = 0

  init(scalar: YAMLScalar, reading: FileReading) {
    self.scalar = scalar
    self.reading = reading
    text = Array(scalar.text.unicodeScalars)
  }

  mutating func read(at place: SourceLocation) -> Schedule.Once? {
    skipSpaces()
    let stageStart = at
    let stage = take { $0 != "." && $0 != " " && $0 != "+" && $0 != ":" }
    let stagePlace = scalar.location(of: stageStart..<at)
    guard !stage.isEmpty else { return fail("a stage", from: stageStart) }
    guard at < text.count, text[at] == "." else {
      return fail("'.start' or '.end' after the stage", from: at)
    }
    reading.stageReferences.append(Located(stage, at: stagePlace))
    at += 1
    let edgeStart = at
    let word = take { $0.properties.isAlphabetic }
    guard let edge = Schedule.Once.Edge(rawValue: word) else {
      return fail("'start' or 'end'", from: edgeStart)
    }
    skipSpaces()
    var days = 0
    if at < text.count, text[at] == "+" || text[at] == "-" || text[at] == "\u{2212}" {
      guard let offset = takeOffset() else { return nil }
      days = offset
    }
    skipSpaces()
    var time: LocalTime?
    if at < text.count {
      let timeStart = at
      time = LocalTime(take { $0 != " " })
      if time == nil {
        return fail(days == 0 ? "'+', '-' or a time like 06:00" : "a time like 06:00", from: timeStart)
      }
      skipSpaces()
      if at < text.count { return fail("nothing more", from: at) }
    }
    return Schedule.Once(
      stage: Located(stage, at: stagePlace), edge: edge, offsetDays: days, at: time, location: place)
  }

  /// Reads `+ 1d` or `- 2 w`; returns days.
  private mutating func takeOffset() -> Int? {
    let isNegative = text[at] != "+"
    at += 1
    skipSpaces()
    let start = at
    guard let count = Int(take { ("0"..."9").contains($0) }), count <= 10_000 else {
      _ = fail("a number of days or weeks, such as 1d", from: start)
      return nil
    }
    skipSpaces()
    let unitStart = at
    let unit = take { $0.properties.isAlphabetic }
    guard unit == "d" || unit == "w" else {
      _ = fail("'d' or 'w' after the number", from: unitStart)
      return nil
    }
    return count * (unit == "w" ? 7 : 1) * (isNegative ? -1 : 1)
  }

  private mutating func skipSpaces() {
    while at < text.count, text[at] == " " { at += 1 }
  }

  private mutating func take(while isWanted: (Unicode.Scalar) -> Bool) -> String {
    var taken = String.UnicodeScalarView()
    while at < text.count, isWanted(text[at]) {
      taken.append(text[at])
      at += 1
    }
    return String(taken)
  }

  private func fail(_ expected: String, from start: Int) -> Schedule.Once? {
    let rest = String(String.UnicodeScalarView(text[min(start, text.count)...]))
    reading.report(
      .badMoment(expected: expected, found: rest),
      at: scalar.location(of: start..<max(start + 1, text.count)),
      reason: "a moment is <stage>.start or <stage>.end, then + or - and days (d) or weeks (w), then a time",
      hint: "for example 'main-review.end + 1d 06:00'")
    return nil
  }
}

extension Diagnostic.Message {
  static func unknownSchedule(_ name: String) -> Self { Self(.badSchedule, "unknown schedule '\(name)'") }
  static var twoSchedules: Self { Self(.oneOf, "two schedules are in one item") }
  static func badMoment(expected: String, found: String) -> Self {
    Self(.badSchedule, "expected \(expected), found \(found.isEmpty ? "the end" : "'\(found)'")")
  }
}
