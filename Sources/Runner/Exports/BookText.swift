internal import Diagnostics
internal import Engine
internal import JobSpec
internal import Ledger
internal import Tables

/// Texts of a job in the language of one book, with the values of parameters filled in.
struct BookText {
  let language: String
  let fallbacks: [String]
  private let parameters: [String: String]

  init(_ language: String, _ writer: ExportWriter) {
    self.language = language
    let zone = writer.timeline.zone
    fallbacks = writer.timeline.languages
    var values = writer.plan.constants.parameters
    values["night"] = .date(Int32(writer.moment.night.date.days))
    values["stage"] = writer.moment.stage.map {
      .text($0.title?.text(in: language, fallbacks: writer.timeline.languages) ?? $0.name.value)
    }
    parameters = values.mapValues { BookText.shown($0, language, zone) }
  }

  func callAsFunction(_ text: LocalizedText) -> String {
    filled(text.text(in: language, fallbacks: fallbacks))
  }

  /// Replaces each `{$name}`; a name that is not a parameter stays as it is.
  func filled(_ text: String) -> String {
    guard text.contains("{$") else { return text }
    return parameters.sorted { $0.key < $1.key }.reduce(text) {
      $0.replacing("{$\($1.key)}", with: $1.value)
    }
  }

  /// A value as readers of the language write it.
  static func shown(_ value: Value, _ language: String, _ zone: Zone) -> String {
    value.text(for: language, in: zone)
  }
}
