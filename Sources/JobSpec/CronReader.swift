internal import Diagnostics
internal import Tables

/// Reads the five fields of a cron expression and reports errors at the field that is wrong.
///
/// A field is `*`, or a list of numbers, names and ranges, each with an optional step: `*/4`, `9-17/2`,
/// `mon-fri`, `1,15`. `5/15` is every 15th value from 5. Sunday is 0 or 7.
struct CronReader {
  let scalar: YAMLScalar
  let reading: FileReading

  private struct Field {
    var what: String
    var range: ClosedRange<Int>
    /// The names of the values, starting with the lower bound.
    var names: [String] = []
  }

  /// Sunday first.
  private static let weekdays: [String] = {
    let names = CalendarNames.english.shortDays.map { $0.lowercased() }
    return Array(names.suffix(1) + names.dropLast())
  }()

  private static let fields = [
    Field(what: "minute", range: 0...59),
    Field(what: "hour", range: 0...23),
    Field(what: "day of month", range: 1...31),
    Field(
      what: "month", range: 1...12,
      names: CalendarNames.english.shortMonths.map { $0.lowercased() }),
    Field(what: "day of week", range: 0...7, names: weekdays),
  ]

  private struct Word {
    var text: String
    /// Offset in the expression, in scalars.
    var start: Int
    var end: Int { start + text.unicodeScalars.count }
  }

  func read(during: [Located<String>], at place: SourceLocation) -> Schedule.Cron? {
    let words = split(Word(text: scalar.text, start: 0)) { $0 == " " || $0 == "\t" }.filter {
      !$0.text.isEmpty
    }
    guard words.count == CronReader.fields.count else {
      reading.report(
        .cronFieldCount(words.count), at: scalar.textLocation,
        reason: "the fields are minute, hour, day of month, month and day of week")
      return nil
    }
    let sets = zip(words, CronReader.fields).map { word, field in self.values(of: word, field) }
    guard let minutes = sets[0], let hours = sets[1], let days = sets[2], let months = sets[3],
      let weekdays = sets[4]
    else { return nil }
    let restrictsDays = words[2].text != "*"
    let restrictsWeekdays = words[4].text != "*"
    let longest = months.map { CivilDate.daysInMonth($0, of: 2000) }.max() ?? 31
    if restrictsDays, !restrictsWeekdays, let first = days.min(), first > longest {
      reading.report(
        .cronNever(day: first), at: location(words[2]),
        reason: "the longest of its months has \(longest) days")
      return nil
    }
    return Schedule.Cron(
      minutes: minutes, hours: hours, daysOfMonth: days, months: months,
      weekdays: Set(weekdays.map { $0 == 0 ? 7 : $0 }), restrictsDaysOfMonth: restrictsDays,
      restrictsWeekdays: restrictsWeekdays, expression: Located(scalar.text, at: scalar.textLocation),
      during: during, location: place)
  }

  private func values(of word: Word, _ field: Field) -> Set<Int>? {
    var values: Set<Int> = []
    for part in split(word, at: { $0 == "," }) {
      guard let some = self.values(ofPart: part, field) else { return nil }
      values.formUnion(some)
    }
    return values
  }

  private func values(ofPart part: Word, _ field: Field) -> [Int]? {
    let halves = split(part) { $0 == "/" }
    var step = 1
    if halves.count > 1 {
      guard halves.count == 2, let number = Int(halves[1].text), number >= 1 else {
        let step = halves.count == 2 ? halves[1] : part
        reading.report(
          .badCronStep(step.text), at: location(step), reason: "a step is a number from 1, as in */15")
        return nil
      }
      step = number
    }
    let range = halves[0]
    if range.text == "*" {
      return Array(stride(from: field.range.lowerBound, through: last(field), by: step))
    }
    let ends = split(range) { $0 == "-" }
    guard ends.count <= 2, let low = value(ends[0], field) else { return nil }
    var high = halves.count == 2 ? last(field) : low
    if ends.count == 2 {
      guard let end = value(ends[1], field) else { return nil }
      // Sunday can end a range: fri-sun.
      high = field.range.upperBound == 7 && end == 0 && low > 0 ? 7 : end
    }
    guard low <= high else { return fail(range, field, "a range begins with the lower value") }
    return Array(stride(from: low, through: high, by: step))
  }

  /// The last value of `*`, which includes Sunday once.
  private func last(_ field: Field) -> Int { field.range.upperBound == 7 ? 6 : field.range.upperBound }

  private func value(_ word: Word, _ field: Field) -> Int? {
    if let name = field.names.firstIndex(of: word.text.lowercased()) { return name + field.range.lowerBound }
    if word.text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(word.text),
      field.range.contains(number)
    {
      return number
    }
    let names = field.names.isEmpty ? "" : ", or \(field.names[0]) to \(field.names[field.names.count - 1])"
    return fail(word, field, "its values are \(field.range.lowerBound) to \(field.range.upperBound)\(names)")
  }

  private func fail<Result>(_ word: Word, _ field: Field, _ reason: String) -> Result? {
    reading.report(.badCronField(word.text, field.what), at: location(word), reason: reason)
    return nil
  }

  private func location(_ word: Word) -> SourceLocation {
    scalar.location(of: word.start..<max(word.end, word.start + 1))
  }

  private func split(_ word: Word, at isSeparator: (Unicode.Scalar) -> Bool) -> [Word] {
    var words: [Word] = []
    var current = Word(text: "", start: word.start)
    for (index, scalar) in word.text.unicodeScalars.enumerated() {
      if isSeparator(scalar) {
        words.append(current)
        current = Word(text: "", start: word.start + index + 1)
      } else {
        current.text.unicodeScalars.append(scalar)
      }
    }
    return words + [current]
  }
}

extension Diagnostic.Message {
  static func cronFieldCount(_ count: Int) -> Self {
    Self(.badCron, "a cron expression has five fields, but this has \(count)")
  }
  static func badCronField(_ text: String, _ field: String) -> Self {
    Self(.badCron, "'\(text)' is not a valid \(field) in a cron expression")
  }
  static func badCronStep(_ text: String) -> Self {
    Self(.badCron, "'\(text)' is not a valid step in a cron expression")
  }
  static func cronNever(day: Int) -> Self {
    Self(.badCron, "this never happens: none of its months has a day \(day)")
  }
}
