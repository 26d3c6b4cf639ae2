internal import Diagnostics
internal import Engine
internal import JobSpec
internal import Synchronization
internal import Tables

/// The labels of an export writer, which many threads ask for.
final class KnownLabels: Sendable {
  private let texts = Mutex<[String: [String: String]]>([:])
  private let sets = Mutex<[String: ValueLabels?]>([:])

  /// The labels of a set in a language, made when they are first asked for.
  func texts(of set: String, in language: String, _ make: () -> [String: String]) -> [String: String] {
    let name = "\(language)\0\(set)"
    if let known = texts.withLock({ $0[name] }) { return known }
    let made = make()
    texts.withLock { $0[name] = made }
    return made
  }

  /// The set of a column, found when it is first asked for.
  func set(ofColumn column: String, _ find: () -> ValueLabels?) -> ValueLabels? {
    if let known = sets.withLock({ $0[column] }) { return known }
    let found = find()
    sets.withLock { $0[column] = .some(found) }
    return found
  }
}

/// Value labels in one language.
extension ExportWriter {
  /// The label of each value of a set, by the value as text.
  func labels(_ set: ValueLabels, in language: String) -> [String: String] {
    knownLabels.texts(of: set.name.value, in: language) { readLabels(set, in: language) }
  }

  /// The set whose labels stand for the values of a column in figures, pivots and names of files.
  func labels(ofColumn column: String) -> ValueLabels? {
    knownLabels.set(ofColumn: column) { job.labels(ofColumn: column) }
  }

  private func readLabels(_ set: ValueLabels, in language: String) -> [String: String] {
    switch set.source {
    case .texts(let labels):
      let text = BookText(language, self)
      return Dictionary(labels.map { ($0.code, text($0.label)) }, uniquingKeysWith: { first, _ in first })
    case .file(_, let code, let columns):
      let wanted = [language] + timeline.languages
      let column = wanted.lazy.compactMap { wanted in columns.first { $0.language == wanted } }.first
      guard let column = (column ?? columns.first)?.column, let table = execution.tables[set.inputName],
        case .text(let codes)? = table.column(named: code.value),
        case .text(let labels)? = table.column(named: column.value)
      else { return [:] }
      var result: [String: String] = [:]
      for row in 0..<table.rowCount where codes.validity[row] && labels.validity[row] {
        let label = labels.string(at: row)
        if !label.isEmpty, result[codes.string(at: row)] == nil { result[codes.string(at: row)] = label }
      }
      return result
    }
  }

  /// The column with labels instead of values; a value without a label stays as it is.
  func labelled(_ column: Column, _ set: ValueLabels, in language: String) throws -> Column {
    let labels = labels(set, in: language)
    if labels.isEmpty { return column }
    let groups = try Grouping.by([column], rowCount: column.count)
    let texts = groups.firstRows.map { row -> String? in
      let value = row < 0 ? .null : column.value(at: Int(row))
      if value == .null { return nil }
      let text = value.text(in: timeline.zone)
      return labels[text] ?? text
    }
    return .text(TextColumn(texts).gather(groups.groupOf))
  }

  /// The table with labels in the columns that have a set of them, and notes of corrections in words.
  func labelled(_ table: Table, _ columns: [ExportColumn], in language: String) throws -> Table {
    var table = table
    for column in columns {
      let name = column.name.value
      if let notes = correctionNotes(in: name, besides: columns, language: language),
        let texts = table.column(named: name)
      {
        table.set(name, notes.column(texts))
      }
      guard let set = column.labels.flatMap({ job.labels(named: $0.value) }),
        let values = table.column(named: name)
      else { continue }
      table.set(name, try labelled(values, set, in: language))
    }
    return table
  }
}

extension Book {
  /// The label of a value of a column, in figures, headers of pivots and titles.
  func label(of value: String, ofColumn column: String?) -> String {
    guard let column, let set = writer.labels(ofColumn: column) else { return value }
    return writer.labels(set, in: language)[value] ?? value
  }

  /// How a table was pivoted; nil if no step of it does.
  func pivoted(_ table: String) -> Step.Pivot? {
    for step in (writer.job.table(named: table)?.steps ?? []).reversed() {
      if case .pivot(let pivot) = step.operation { return pivot }
    }
    return nil
  }
}

extension Step.Pivot {
  /// Whether a column of the pivoted table is one of those that were values.
  func made(_ column: String) -> Bool { !rows.contains { $0.value == column } }

  /// The format of counts for people: most combinations of a pivot have no rows, and a dash is quieter than a zero.
  var countFormat: String? { value.text.filter { $0 != " " } == "count()" ? "0;-0;–" : nil }
}
