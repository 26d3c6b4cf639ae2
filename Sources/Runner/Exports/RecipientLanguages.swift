internal import Diagnostics
internal import JobSpec
internal import Ledger
internal import Tables

/// The languages that the files of one export can be in, where a column says which.
struct RecipientLanguages {
  /// The first one is for values that ask for none of them.
  private let known: [String]

  init(of export: Export, by writer: ExportWriter) {
    known = writer.possibleLanguages(of: export)
  }

  /// The language of a file, and the one asked for if it cannot be had. `pt-BR` asks for `pt`; nothing asks for none.
  func language(for text: String) -> (language: String, missing: String?) {
    let wanted = text.lowercased()
    if known.contains(wanted) { return (wanted, nil) }
    let code = WrittenLanguage(wanted).code
    if known.contains(code) { return (code, nil) }
    return (known[0], wanted.isEmpty ? nil : wanted)
  }
}

extension ExportWriter {
  /// What readers see in another language than their own, for the manifest, and warnings of languages that files should
  /// be in and are not.
  func fallbacks() throws -> (found: [RunFallback], warnings: [Diagnostic]) {
    var made: [Int: [String]] = [:]
    var missing: [RunFallback] = []
    var warnings: [Diagnostic] = []
    if job.exports.contains(where: { $0.each?.language != nil }) {
      for (place, (export, _, pieces)) in try allPieces().enumerated() {
        guard let column = export.each?.language else { continue }
        made[place] = Set(pieces.map(\.language)).sorted()
        let wanted = pieces.compactMap(\.missingLanguage)
        if wanted.isEmpty { continue }
        let counts = Dictionary(wanted.map { ($0, 1) }, uniquingKeysWith: +).sorted { $0.key < $1.key }
        missing += counts.map {
          RunFallback(place: "exports.\(export.file.value)", language: $0.key, count: $0.value)
        }
        let known = possibleLanguages(of: export)
        warnings.append(
          Diagnostic(
            .otherLanguage(wanted.count, of: export.file.value, counts.map(\.key), known[0]),
            at: column.location, severity: .warning,
            reason: "the languages that can be had are \(listing(known))"))
      }
    }
    let texts = job.missingTexts(timeline, made: made).map {
      RunFallback(place: $0.place, language: $0.language, count: $0.count)
    }
    return (texts + missing, warnings)
  }
}

extension Diagnostic.Message {
  fileprivate static func otherLanguage(
    _ count: Int, of export: String, _ wanted: [String], _ language: String
  ) -> Self {
    Self(
      .missingText,
      "\(counted(count, "file")) of '\(export)' \(count == 1 ? "is" : "are") in '\(language)' instead of "
        + listing(wanted.map { "'\($0)'" }, limit: 5))
  }
}
