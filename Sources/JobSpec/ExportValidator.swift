internal import Diagnostics

/// Checks the names of the files that a job writes, and the columns that its sheets repeat.
struct ExportValidator {
  let job: Job
  let reading: FileReading

  func validate() {
    var owners: [String: Located<String>] = [:]
    for export in job.exports {
      let file = export.file
      let isSound = checkPath(file, export)
      checkPlaceholders(file, export)
      guard isSound else { continue }
      for name in Set(export.expandedNames).sorted() {
        // Windows and macOS, where people unpack these, do not tell case apart.
        if let owner = owners[name.lowercased()] {
          let place = owner.location
          reading.report(
            .fileTwice(name), at: file.location,
            reason: "it is already at \(place.file):\(place.line):\(place.column)")
          break
        }
        owners[name.lowercased()] = file
      }
    }
  }

  private func checkPath(_ file: Located<String>, _ export: Export) -> Bool {
    let path = file.value
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    let isRelative = !path.hasPrefix("/") && !path.hasPrefix("~") && !path.contains("\\")
    if !isRelative || parts.contains(where: { [".", "..", ""].contains($0) }) {
      reading.report(
        .badFileName(path), at: file.location,
        reason: "exports are files in the folder of the night and the job")
      return false
    }
    if parts.count > 1, parts[0].lowercased() == "rejects" {
      reading.report(.rejectsFolder, at: file.location, reason: "the rejects of inputs are written there")
      return false
    }
    let endings: [String] =
      switch export {
      case .workbook: [".xlsx"]
      case .csv: [".csv", ".csv.gz"]
      }
    guard endings.contains(where: { path.hasSuffix($0) && (parts.last?.count ?? 0) > $0.count }) else {
      reading.report(.wrongEnding(path, endings), at: file.location)
      return false
    }
    return true
  }

  private func checkPlaceholders(_ file: Located<String>, _ export: Export) {
    var allowed: [String] = []
    if case .workbook(let workbook) = export {
      allowed.append("language")
      if workbook.languages.count > 1, !file.value.contains("{language}") {
        reading.report(
          .missingPlaceholder("language"), at: file.location,
          reason: "a workbook in \(workbook.languages.count) languages is as many files",
          hint: "put {language} into the name, as in name.{language}.xlsx")
      }
    }
    if let by = export.each?.by {
      allowed.append(by.value)
      if !file.value.contains("{\(by.value)}") {
        reading.report(
          .missingPlaceholder(by.value), at: file.location,
          reason: "'each' makes a file for every \(by.value)",
          hint: "put {\(by.value)} into the name")
      }
    }
    for placeholder in Placeholder.all(in: file.value) where !allowed.contains(placeholder.name) {
      let names = allowed.map { "{\($0)}" }
      let hint = "'each: {table: …, by: \(placeholder.name)}' writes a file for every \(placeholder.name)"
      reading.report(
        .unknownPlaceholder(placeholder.name), at: file.location,
        reason: "this name can hold \(names.isEmpty ? "no placeholder" : enumeration(names, or: "or"))",
        hint: suggestion(for: placeholder.name, among: allowed) ?? (export.each == nil ? hint : nil))
    }
  }
}

/// `{name}` in the name of a file.
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

extension Export {
  package var each: EachValue? {
    switch self {
    case .workbook(let workbook): workbook.each
    case .csv(let csv): csv.each
    }
  }

  /// The file's name for each of the export's languages; `{<each.by>}` stays as it is.
  var expandedNames: [String] {
    guard case .workbook(let workbook) = self, !workbook.languages.isEmpty else { return [file.value] }
    return workbook.languages.map { replacing("{language}", in: file.value, with: $0.value) }
  }
}

/// `text` with each occurrence of `part` replaced.
func replacing(_ part: String, in text: String, with replacement: String) -> String {
  var result = ""
  var rest = text[...]
  while let range = rest.firstRange(of: part) {
    result += rest[..<range.lowerBound] + replacement
    rest = rest[range.upperBound...]
  }
  return result + rest
}

extension Diagnostic.Message {
  static func fileTwice(_ name: String) -> Self { Self(.takenName, "two exports are named '\(name)'") }
  static func badFileName(_ path: String) -> Self {
    Self(.exportName, "'\(path)' cannot be the name of an export")
  }
  static var rejectsFolder: Self { Self(.exportName, "the folder 'rejects' is not for exports") }
  static func wrongEnding(_ path: String, _ endings: [String]) -> Self {
    Self(.exportName, "'\(path)' must end in \(enumeration(endings, or: "or"))")
  }
  static func missingPlaceholder(_ name: String) -> Self {
    Self(.placeholder, "the name of the file lacks {\(name)}")
  }
  static func unknownPlaceholder(_ name: String) -> Self {
    Self(.placeholder, "unknown placeholder '{\(name)}'")
  }
}
