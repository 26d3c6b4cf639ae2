internal import Diagnostics

/// Finds `{$name}` in texts for people where the job has no such parameter: readers would see the braces.
struct TextParameters {
  let job: Job
  /// The languages of workbooks that list none.
  let languages: [String]
  let reading: FileReading

  /// What stands for the run's night and stage.
  static let own = ["night", "stage"]

  func validate() {
    if job.mayHaveAnyParameter { return }
    let known = job.parameters.map(\.name.value) + job.unread.parameters + TextParameters.own
    var told: Set<SourceLocation> = []
    for text in texts {
      for (text, place) in zip(text.texts.map(\.text), text.places) {
        for name in TextParameters.names(in: text) where !known.contains(name) {
          guard told.insert(place).inserted else { continue }
          let shown = known.sorted().map { "{$\($0)}" }
          let near = nearestName(to: name, among: known)
          reading.report(
            .unknownTextParameter(name), at: place, reason: "there are \(listing(shown))",
            hint: near.map { "did you mean '{$\($0)}'?" } ?? "declare it under  parameters:")
        }
      }
    }
  }

  /// The names in `{$name}`.
  static func names(in text: String) -> [String] {
    guard text.contains("{$") else { return [] }
    return Placeholder.all(in: text).filter { $0.name.hasPrefix("$") }.map { String($0.name.dropFirst()) }
  }

  private var texts: [LocalizedText] {
    var texts = [job.title, job.description]
    for figure in job.figures { texts += [figure.title, figure.claim, figure.meaning] }
    texts += job.checks.map(\.title)
    for export in job.exports {
      switch export {
      case .workbook(let book):
        let languages = book.languages.isEmpty ? Array(languages.prefix(1)) : book.languages.map(\.value)
        for language in languages { texts += book.texts(in: language) }
      case .csv(let csv): texts += (csv.columns ?? []).map(\.label)
      }
    }
    return texts.compactMap { $0 }
  }
}

extension Diagnostic.Message {
  fileprivate static func unknownTextParameter(_ name: String) -> Self {
    Self(.unknownParameter, "unknown parameter '{$\(name)}' in a text")
  }
}
