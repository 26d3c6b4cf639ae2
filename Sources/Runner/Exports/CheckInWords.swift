internal import Engine
internal import JobSpec
internal import Tables

/// A check and what it found, in the language of a book.
struct CheckInWords {
  let result: CheckResult
  let book: Book

  var title: String {
    if let title = result.check.title { return book.text(title) }
    let kind = book.words.kinds[result.check.keyword.rawValue] ?? result.check.keyword.rawValue
    let title = BookWords.filled(kind, ["columns": columns])
    return condition.map { book.words.pair(title, $0) } ?? title
  }

  var finding: String {
    if result.status == .pass { return book.words.noFindings }
    var key = result.check.keyword.rawValue
    if case .expect = result.check.kind, result.check.table == nil { key = "condition" }
    var (low, high, span) = ("…", "…", "")
    if case .range(let check) = result.check.kind {
      if check.low != .null { low = shown(check.low) }
      if check.high != .null { high = shown(check.high) }
    }
    if case .fresh(let check) = result.check.kind { span = check.within.text }
    let finding = BookWords.filled(
      book.words.findings[key] ?? "",
      [
        "n": "\(result.failing)", "total": "\(result.judged)", "columns": columns, "low": low, "high": high,
        "span": span,
      ])
    if case .published = result.check.kind, !differing.isEmpty, differing.count <= CheckInWords.mostFigures {
      return book.words.pair(finding, differing.joined(separator: ", "))
    }
    return finding
  }

  /// The most figures that a finding names.
  private static let mostFigures = 3

  /// The titles of figures that are other than published, each once.
  private var differing: [String] {
    book.writer.execution.figures.filter { $0.items.contains(where: \.isOtherThanPublished) }.map { figure in
      figure.figure.title.map { book.text($0) } ?? figure.figure.name
    }
  }

  /// The sheet that shows what the check is about.
  var sheet: Int? {
    switch result.check.kind {
    case .published: book.sheet(of: FigureTable.name)
    default: result.check.table.flatMap { book.sheet(of: $0) }
    }
  }

  /// What a check expects, in words.
  private var condition: String? {
    let check = book.writer.job.checks.first { $0.location == result.check.location }
    guard case .expect(let condition)? = check?.kind else { return nil }
    return book.expressions(of: result.check.table).text(of: condition)
  }

  private func shown(_ value: Value) -> String {
    BookText.shown(value, book.language, book.writer.timeline.zone)
  }

  private var columns: String {
    let names: [String] =
      switch result.check.kind {
      case .unique(let check): check.columns
      case .required(let check): check.columns
      case .oneOf(let check): [check.column]
      case .references(let check): [check.column]
      case .range(let check): [check.column]
      case .matches(let check): [check.column]
      case .fresh(let check): [check.input]
      case .rows, .expect, .published: []
      }
    return names.map { book.labelAnywhere(of: $0, in: result.check.table) }.joined(separator: ", ")
  }
}
