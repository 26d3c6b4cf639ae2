package import Diagnostics

/// The placeholders in the file name of an export, compared with those that it can have and must have.
package struct FilePlaceholders {
  /// All mistakes but ``misnamedRecipient``.
  let mistakes: [Diagnostic]
  /// The placeholder that stands where that of `each` must be. The planner reports it: if the table has no such
  /// column, `by` is the mistake.
  package private(set) var misnamedRecipient: Diagnostic?

  package static func misnamedRecipients(of export: Export) -> [Diagnostic] {
    export.files.compactMap { FilePlaceholders(of: $0, in: export).misnamedRecipient }
  }

  init(of file: Located<String>, in export: Export) {
    let allowed = FilePlaceholders.allowed(in: export)
    var missing = FilePlaceholders.missing(from: file.value, export)
    var found: [Diagnostic] = []
    for placeholder in Placeholder.all(in: file.value) where !allowed.contains(placeholder.name) {
      // One that is unknown probably stands for one that is missing, and is reported alone.
      let near = missing.firstIndex { nearestName(to: placeholder.name, among: [$0.name]) != nil }
      let lack = (near ?? missing.indices.first).map { missing.remove(at: $0) }
      let names = allowed.map { "{\($0)}" }
      let each = "'each: {table: …, by: \(placeholder.name)}' writes a file for every \(placeholder.name)"
      let mistake = Diagnostic(
        .unknownPlaceholder(placeholder.name), at: file.location,
        reason: "this name can contain \(names.isEmpty ? "no placeholder" : enumeration(names, or: "or"))",
        hint: suggestion(for: placeholder.name, among: allowed) ?? lack?.hint
          ?? (export.each == nil ? each : nil))
      if let lack, lack.name == export.each?.by.value {
        misnamedRecipient = mistake
      } else {
        found.append(mistake)
      }
    }
    mistakes =
      found
      + missing.map { lack in
        Diagnostic(.missingPlaceholder(lack.name), at: file.location, reason: lack.reason, hint: lack.hint)
      }
  }

  private static func allowed(in export: Export) -> [String] {
    var allowed = ["night"]
    if export.each?.name != nil { allowed.append("name") }
    switch export {
    case .csv(let csv): if csv.audience == .people, csv.each?.language != nil { allowed.append("language") }
    case .workbook: allowed.append("language")
    }
    return allowed + [export.each?.by.value].compactMap { $0 }
  }

  private typealias Lack = (name: String, reason: String, hint: String)

  private static func missing(from file: String, _ export: Export) -> [Lack] {
    var missing: [Lack] = []
    if case .workbook(let workbook) = export, workbook.languages.count > 1, workbook.files.isEmpty,
      workbook.each?.language == nil, !file.contains("{language}")
    {
      missing.append(
        (
          "language", "a workbook in \(workbook.languages.count) languages is as many files",
          "put {language} into the name, as in name.{language}.xlsx"
        ))
    }
    if let by = export.each?.by.value, !file.contains("{\(by)}") {
      missing.append((by, "'each' makes a file for every \(by)", "put {\(by)} into the name"))
    }
    return missing
  }
}

/// A `{name}` in a file name.
package struct Placeholder: Sendable {
  package var name: String

  package static func all(in text: String) -> [Placeholder] {
    var placeholders: [Placeholder] = []
    var rest = text[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      placeholders.append(Placeholder(name: String(rest[rest.index(after: open)..<close])))
      rest = rest[rest.index(after: close)...]
    }
    return placeholders
  }
}

extension Diagnostic.Message {
  fileprivate static func missingPlaceholder(_ name: String) -> Self {
    Self(.placeholder, "the name of the file lacks {\(name)}")
  }
  fileprivate static func unknownPlaceholder(_ name: String) -> Self {
    Self(.placeholder, "unknown placeholder '{\(name)}'")
  }
}
