internal import Diagnostics

extension Job {
  /// The languages of the texts that any file of the job can show: titles, figures, checks and labels.
  package var textLanguages: [String] {
    let figureTexts = figures.flatMap { [$0.title, $0.claim, $0.meaning] }
    var known = LanguageList()
    known.add([title, description] + figureTexts + checks.map(\.title))
    for set in usedLabels {
      switch set.source {
      case .texts(let labels): known.add(labels.map(\.label))
      case .file(_, _, let columns): known.add(columns.map(\.language))
      }
    }
    return known.languages
  }
}

extension Export {
  /// The languages that its files can be in where a column says which: those that it lists, else the timeline's,
  /// Acta's own, and those of its texts. The first one is for values that ask for none of them.
  ///
  /// - Parameter texts: ``Job/textLanguages``
  package func recipientLanguages(timeline: [String], texts: [String]) -> [String] {
    var known = LanguageList()
    switch self {
    case .workbook(let book):
      if !book.languages.isEmpty { return book.languages.map(\.value) }
      known.add(timeline + OwnWords.languages + book.files.keys.sorted())
      known.add(book.sheets.flatMap(\.languages).map(\.value))
      for language in known.languages { known.add(book.texts(in: language)) }
    case .csv(let csv):
      known.add([csv.language?.value].compactMap { $0 } + timeline + OwnWords.languages)
      known.add((csv.columns ?? []).compactMap { $0.language?.value })
      known.add((csv.columns ?? []).map(\.label))
    }
    known.add(texts)
    return known.languages
  }
}

/// Languages in the order in which they were found, each once.
private struct LanguageList {
  private(set) var languages: [String] = []

  mutating func add(_ more: [String]) {
    for language in more where !languages.contains(language) { languages.append(language) }
  }

  mutating func add(_ texts: [LocalizedText?]) {
    for text in texts { add(text?.texts.compactMap(\.language) ?? []) }
  }
}
