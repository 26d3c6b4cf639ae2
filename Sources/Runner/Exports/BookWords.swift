internal import Foundation
internal import JobSpec
internal import Tables

/// Acta's own texts in workbooks, in one language. `{n}` and the like are filled in with ``filled(_:_:)``.
struct BookWords {
  /// The language of the names of days and months.
  var language: String

  // Sheets
  var about, figures, method: String
  var figuresIntro, methodIntro: String

  // The cover
  /// `{date}`, `{time}`, `{zone}`; and a zone by its `{city}`.
  var asOf, zone: String
  /// `{stage}`, `{n}`, `{m}`
  var stageDay: String
  var attention, contents, noAttention: String
  /// `{change}`
  var since, unchanged: String
  /// `{contact}`
  var questions: String
  /// A reason for cells without a value.
  var blankCells: String
  var row, rows, check, checks: String
  /// Details of lines.
  var noFindings, toDo: String
  /// The words for several rows, and for one.
  var unreadable, unreadableRow: String
  /// `{input}`
  var missing: String

  // Sheets of changes
  var changes, changesIntro, change, new, changed, gone, changedItem, before, now, empty: String
  /// Texts in place of changes; `{date}`.
  var noChanges, noEarlierNight, notComparable: String

  // Sheets of rejects
  var rejectedRows, rejectedRowsIntro: String
  /// Texts of a workbook with rejects to correct; `{n}`, `{total}` and `{file}` where it has not all of them.
  var rejectsToCorrect, firstRejects, rejectKey: String
  /// file, line, column, reason, raw
  var rejectColumns: [String: String]

  // Sheets of corrections without effect
  var staleCorrections, staleCorrectionsIntro: String
  /// By the columns of ``StaleCorrections``.
  var staleColumns: [String: String]
  /// `{x}`: what the reason quotes.
  var staleReasons: [StaleReason: String]

  // The index of files that go to one recipient each
  /// File, recipient, language, rows
  var indexColumns: [String]

  // The account of how it was made
  var madeFrom, input, file, rowCount, rejects, absent: String
  var parameters, definitions: String
  var checkColumn, table, result, finding, passed, noted, warned, failed: String
  var balance, balanceNote, step, rowsIn, joinedIn, rowsOut: String
  /// filtered, merged, grouped, multiplied, rejected
  var moves: [String]
  /// Names of steps by their keys in job files, of what their summaries add, and of rows that are no data.
  var steps: [String: String]
  var figureColumns: [String: String]
  /// The parts of a figure's definition: `of` (`{value}`, `{table}`), `by` (`{column}`), `where` (`{condition}`).
  var definition: [String: String]
  /// The forms of ``ExpressionInWords``.
  var expressions: [String: String]

  // Checks and rejects
  /// The subject of a check, by its key: `{columns}`.
  var kinds: [String: String]
  /// The finding, as ``filled(_:_:)`` reads it: `{n}`, `{total}`, `{columns}`, `{low}`, `{high}`, `{span}`.
  var findings: [String: String]
  /// `{column}`, by ``RejectReason``
  var rejectReasons: [RejectReason: String]
  /// Faults of a row as a whole.
  var rowFaults: [RejectCode: String]

  /// The words of a language; without them, those of the first of `fallbacks` that has any; else English.
  static func `in`(_ language: String, fallbacks: [String]) -> BookWords {
    for wanted in [language] + fallbacks.prefix(1) {
      switch WrittenLanguage(wanted).code {
      case "en": return english
      case "es": return spanish
      case "pt": return portuguese
      case "fr": return french
      default: continue
      }
    }
    return english
  }

  /// A text with its `{key}` replaced; `{key?fila|filas}` is the first word if the value is 1, else the second.
  static func filled(_ text: String, _ values: KeyValuePairs<String, String>) -> String {
    values.reduce(text) { text, entry in
      var parts = text.replacing("{\(entry.key)}", with: entry.value).components(
        separatedBy: "{\(entry.key)?")
      for place in parts.indices.dropFirst() {
        guard let end = parts[place].firstIndex(of: "}") else { continue }
        let words = parts[place][..<end].split(separator: "|", maxSplits: 1)
        parts[place] =
          String((entry.value == "1" ? words.first : words.last) ?? "")
          + parts[place][parts[place].index(after: end)...]
      }
      return parts.joined()
    }
  }

  /// `1 row`, `12 rows`; `0 ligne` in French.
  func rows(_ count: Int) -> String {
    "\(count) \(count == 1 || count == 0 && language == "fr" ? row : rows)"
  }

  /// `Academia: 12`
  func pair(_ name: String, _ text: String) -> String { WrittenLanguage(language).pair(name, text) }

  /// A text in quotation marks if it is the word for no value, so that the two are not taken for each other.
  func told(_ text: String) -> String { text == empty ? "\"\(text)\"" : text }

  /// The words for so many rejected rows: `no se pudieron leer:`.
  func unreadable(_ count: Int) -> String { count == 1 ? unreadableRow : unreadable }

  /// A step's summary with the name of the step in this language: `filtro: state == "completed"`.
  func step(_ summary: String) -> String {
    for separator in [": ", " "] {
      guard let end = summary.range(of: separator), let name = steps[String(summary[..<end.lowerBound])]
      else {
        continue
      }
      var details = String(summary[end.upperBound...])
      for word in ["all rows", "(inner)", "(full)", "(semi)", "(anti)"] where details.hasSuffix(word) {
        details = details.dropLast(word.count) + (steps[word] ?? word)
      }
      return separator == ": " ? pair(name, details) : name + separator + details
    }
    return steps[summary] ?? summary
  }

  /// The note of a step beside its rows: `aplicadas: 2`.
  func note(_ text: String) -> String {
    guard let end = text.range(of: ": "), let word = steps[String(text[..<end.lowerBound])] else {
      return text
    }
    return pair(word, String(text[end.upperBound...]))
  }

  /// `miércoles 28 de abril de 2021`
  func date(_ date: CivilDate) -> String {
    let names = CalendarNames.of(language) ?? .english
    let (day, month) = (names.days[date.weekday - 1], names.months[date.month - 1])
    switch language {
    case "es": return "\(day) \(date.day) de \(month) de \(date.year)"
    case "pt": return "\(day), \(date.day == 1 ? "1º" : "\(date.day)") de \(month) de \(date.year)"
    case "fr": return "\(day) \(date.day == 1 ? "1er" : "\(date.day)") \(month) \(date.year)"
    default: return "\(day) \(date.day) \(month) \(date.year)"
    }
  }
}
