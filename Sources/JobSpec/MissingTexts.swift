package import Diagnostics
internal import Tables

/// Texts of one thing of a job that lack a language which one of its files is in.
package struct MissingTexts: Sendable, Equatable {
  /// `figures.registered`, `exports.asistencia.{language}.xlsx`, `labels.state`, `timeline`
  package var place: String
  package var language: String
  package var count: Int
  package var location: SourceLocation

  /// Whether Acta itself has no words in the language.
  package var isOwn: Bool { place == OwnWords.place }
}

/// The languages of Acta's own words in files for people.
package enum OwnWords {
  package static let languages = ["en", "es", "fr", "pt"]
  /// The place of missing words, in ``MissingTexts``.
  static let place = "Acta's own words"
}

extension Job {
  /// The texts that readers see in the timeline's first language because their own is missing, in the file's order.
  /// A text that is not given per language serves all.
  ///
  /// - Parameter made: by the place of an export, the languages that its files have because a column says so.
  package func missingTexts(
    _ timeline: TimelineDefinition, made: [Int: [String]] = [:]
  ) -> [MissingTexts] {
    var missing: [MissingTexts] = []
    func look(_ place: String, _ texts: [LocalizedText?], _ languages: [String]) {
      for language in languages {
        let lacking = texts.compactMap { $0 }.filter { $0.lacks(language) }
        guard let first = lacking.first else { continue }
        missing.append(
          MissingTexts(place: place, language: language, count: lacking.count, location: first.location))
      }
    }
    let shown = exports.enumerated().map { place, export in
      let usual = export.languages(timeline)
      return (export: export, languages: usual + (made[place] ?? []).filter { !usual.contains($0) })
    }
    let books = shown.compactMap { export, languages in
      if case .workbook(let book) = export { (book: book, languages: languages) } else { nil }
    }
    var languages: [String] = []
    for language in books.flatMap(\.languages) where !languages.contains(language) {
      languages.append(language)
    }
    for (book, languages) in books {
      for language in languages
      where !OwnWords.languages.contains(WrittenLanguage(language).code)
        && !missing.contains(where: { $0.place == OwnWords.place && $0.language == language })
      {
        let location = book.languages.first { $0.value == language }?.location ?? book.location
        missing.append(MissingTexts(place: OwnWords.place, language: language, count: 1, location: location))
      }
    }
    look("timeline", [timeline.title] + timeline.stages.map(\.title), languages)
    look("title", [title], languages)
    look("description", [description], languages)
    for figure in figures {
      look("figures.\(figure.name.value)", [figure.title, figure.claim, figure.meaning], languages)
    }
    look("checks", checks.map(\.title), languages)
    // Files of other languages show labels, but neither titles nor figures.
    for (export, more) in shown where export.each?.language != nil {
      languages += more.filter { !languages.contains($0) }
    }
    for set in usedLabels {
      switch set.source {
      case .texts(let labels): look("labels.\(set.name.value)", labels.map(\.label), languages)
      case .file(let file, _, let columns):
        for language in languages where !columns.contains(where: { $0.language == language }) {
          missing.append(
            MissingTexts(
              place: "labels.\(set.name.value)", language: language, count: 1, location: file.location))
        }
      }
    }
    for (book, languages) in books {
      for language in languages {
        look("exports.\(book.file.value)", book.texts(in: language), [language])
      }
    }
    for case (.csv(let csv), let languages) in shown where csv.audience == .people {
      for language in languages {
        look("exports.\(csv.file.value)", (csv.columns ?? []).shown(in: language).map(\.label), [language])
      }
    }
    return missing
  }
}

extension LocalizedText {
  fileprivate func lacks(_ wanted: String) -> Bool {
    texts.contains { $0.language != nil } && !texts.contains { $0.language == wanted }
  }
}

extension Export {
  /// The languages that are known before a column is read.
  fileprivate func languages(_ timeline: TimelineDefinition) -> [String] {
    switch self {
    case .workbook(let book) where !book.languages.isEmpty: return book.languages.map(\.value)
    case .csv(let csv) where csv.each?.language == nil: return [csv.language?.value ?? timeline.languages[0]]
    case .workbook, .csv:
      return each?.language == nil ? Array(timeline.languages.prefix(1)) : timeline.languages
    }
  }
}

extension WorkbookExport {
  func texts(in language: String) -> [LocalizedText?] {
    var texts: [LocalizedText?] = [title, contact, notice]
    for case .blocks(let sheet) in sheets(in: language) { texts += sheet.texts }
    for sheet in tables(in: language) {
      texts += [sheet.name, sheet.intro]
      let columns = (sheet.columns ?? []).shown(in: language)
      let hidden = Set(
        (sheet.columns ?? []).filter { $0.language.map { $0.value != language } ?? false }.map(\.name.value))
      texts += columns.flatMap { [$0.label, $0.options.note] }
      texts += sheet.charts.filter { !hidden.contains($0.category.value) }.map(\.title)
    }
    for case .changes(let sheet) in sheets(in: language) {
      texts += [sheet.name] + (sheet.columns ?? []).shown(in: language).map(\.label)
    }
    return texts
  }
}
