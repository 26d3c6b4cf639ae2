internal import Diagnostics
internal import Engine
internal import JobSpec
internal import Tables

/// The notes that a step `correct` leaves beside corrected rows, for people: `category: others → academia (Ana,
/// 2021-04-27): she wrote us` is `Categoría: Otros → Academia (Ana, 27/04/2021): she wrote us`.
struct CorrectionNotes {
  /// The columns that staff may correct, and what people call them.
  let titles: [String: String]
  /// By column: the label of each value.
  let labels: [String: [String: String]]
  let language: String
  let zone: Zone

  func column(_ notes: Column) -> Column {
    Column(
      .text,
      (0..<notes.count).map { row in
        guard case .text(let text) = notes.value(at: row) else { return .null }
        return .text(retold(text))
      })
  }

  func retold(_ text: String) -> String {
    var notes: [Substring] = []
    for part in text.split(separator: "; ", omittingEmptySubsequences: false) {
      // A reason may have a semicolon, too.
      if let last = notes.last, corrected(part) == nil {
        notes[notes.count - 1] = text[last.startIndex..<part.endIndex]
      } else {
        notes.append(part)
      }
    }
    return notes.map(note).joined(separator: "; ")
  }

  /// The column that a note is about: `category: … → …`.
  private func corrected(_ note: Substring) -> String? {
    guard let colon = note.firstRange(of: ": "), note[colon.upperBound...].contains(" → ") else { return nil }
    let column = String(note[..<colon.lowerBound])
    return titles[column] == nil ? nil : column
  }

  private func note(_ text: Substring) -> String {
    guard let column = corrected(text), let title = titles[column] else { return String(text) }
    let change = text.dropFirst(column.count + 2)
    let arrow = change.firstRange(of: " → ")!
    var tail = change[arrow.upperBound...]
    let to = tail.prefix(
      upTo: tail.firstMatch(of: /(?s)( \([^()]*\))?(: .*)?$/)?.range.lowerBound ?? tail.endIndex)
    tail = tail[to.endIndex...]
    var rest = String(tail)
    if let day = rest.firstMatch(of: /\d{4}-\d\d-\d\d(?=\))/),
      let date = Value(String(day.output), as: .date, in: zone)
    {
      rest.replaceSubrange(day.range, with: BookText.shown(date, language, zone))
    }
    func label(_ value: Substring) -> String { labels[column]?[String(value)] ?? String(value) }
    return WrittenLanguage(language).pair(
      title, "\(label(change[..<arrow.lowerBound])) → \(label(to))\(rest)")
  }
}

extension ExportWriter {
  /// The notes of corrections in a column; nil for any other column.
  ///
  /// - Parameter columns: those that stand beside it.
  func correctionNotes(
    in column: String, besides columns: [ExportColumn], language: String
  ) -> CorrectionNotes? {
    let corrected = job.tables.flatMap(\.steps).lazy.compactMap { step -> [Located<String>]? in
      guard case .correct(let correct) = step.operation, correct.note?.value == column else { return nil }
      return correct.columns
    }.first
    guard let corrected else { return nil }
    let text = BookText(language, self)
    var titles: [String: String] = [:]
    var labels: [String: [String: String]] = [:]
    for name in corrected.map(\.value) {
      let title = columns.first { $0.name.value == name }?.label
      titles[name] = title.map { text($0) } ?? name
      labels[name] = self.labels(ofColumn: name).map { self.labels($0, in: language) }
    }
    return CorrectionNotes(titles: titles, labels: labels, language: language, zone: timeline.zone)
  }
}
