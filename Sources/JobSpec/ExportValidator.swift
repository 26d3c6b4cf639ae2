internal import Diagnostics
internal import Tables

/// Checks the names of the files that a job writes, and the columns that its sheets repeat.
struct ExportValidator {
  let job: Job
  /// The languages of workbooks that list none, and of sheet names in several languages.
  let languages: [String]
  let reading: FileReading

  func validate() {
    var owners: [String: Located<String>] = [:]
    var folders: [String: Located<String>] = [:]
    for export in job.exports {
      let file = export.file
      var isSound = true
      for file in export.files {
        if !checkPath(file, export) { isSound = false }
        reading.report(Diagnostics(FilePlaceholders(of: file, in: export).mistakes))
      }
      if case .workbook(let workbook) = export {
        checkSheetNames(workbook)
        checkSheetsOfActa(workbook)
        for sheet in workbook.sheets { SheetLimits(reading: reading).check(sheet) }
        checkChanges(workbook)
        checkLanguages(of: workbook)
        EditableColumns(job: job, workbook: workbook, languages: books(of: workbook), reading: reading)
          .validate()
      }
      guard isSound, checkFilesOfLanguages(export) else { continue }
      for name in Set(export.expandedNames).sorted() {
        if reportConflict(of: name, file, owners, folders) { break }
        owners[folded(name)] = file
        for folder in ExportValidator.folders(of: name) { folders[folded(folder)] = file }
      }
    }
  }

  /// Reports a file name that a workbook has in two languages; returns whether there is none.
  private func checkFilesOfLanguages(_ export: Export) -> Bool {
    guard case .workbook(let workbook) = export else { return true }
    var owners: [String: Located<String>] = [:]
    let files = workbook.files.sorted { ($0.value.location, $0.key) < ($1.value.location, $1.key) }
    for (language, file) in files {
      let name = file.value.replacing("{language}", with: language)
      if let owner = owners[folded(name)]?.location {
        reading.report(
          .languagesInOneFile(name), at: file.location,
          reason: "the first one is at \(owner.file):\(owner.line):\(owner.column)")
      }
      owners[folded(name)] = owners[folded(name)] ?? file
    }
    return owners.count == files.count
  }

  /// Two exports cannot share a name, and none can be the folder of another. Case and accents are ignored:
  /// people unpack the files on Windows and macOS.
  private func reportConflict(
    of name: String, _ file: Located<String>, _ owners: [String: Located<String>],
    _ folders: [String: Located<String>]
  ) -> Bool {
    let key = folded(name)
    func reason(_ place: SourceLocation) -> String {
      "the first one is at \(place.file):\(place.line):\(place.column)"
    }
    if let owner = owners[key] {
      reading.report(.fileTwice(name), at: file.location, reason: reason(owner.location))
      return true
    }
    if let owner = folders[key] {
      reading.report(.fileAndFolder(name), at: file.location, reason: reason(owner.location))
      return true
    }
    for folder in ExportValidator.folders(of: name) {
      guard let owner = owners[folded(folder)] else { continue }
      reading.report(.fileAndFolder(folder), at: file.location, reason: reason(owner.location))
      return true
    }
    return false
  }

  /// `a` and `a/b` of `a/b/c.csv`.
  private static func folders(of name: String) -> [String] {
    name.indices.filter { name[$0] == "/" }.map { String(name[..<$0]) }
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
    if let reason = ownName(parts) {
      reading.report(.takenName(path), at: file.location, reason: reason)
      return false
    }
    if let problem = parts.lazy.compactMap({ FileName.problem(in: $0) }).first {
      reading.report(.badFileName(path), at: file.location, reason: problem)
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

  /// The reason why Acta needs this name itself; nil if it does not.
  private func ownName(_ parts: [Substring]) -> String? {
    switch folded(String(parts[0])) {
    case "manifest.json": "Acta writes the record of the run there"
    case "rejects": "Acta writes the rejects of inputs there"
    case "checks": "Acta writes the rows that fail a check there"
    default: nil
    }
  }

  /// The rows of a table can be compared with earlier ones only by a key.
  private func checkChanges(_ workbook: WorkbookExport) {
    for case .changes(let sheet) in workbook.sheets {
      let name = sheet.table
      if let table = job.table(named: name.value) {
        for column in sheet.ignored where table.key.contains(where: { $0.value == column.value }) {
          reading.report(
            .ignoredKey(column.value), at: column.location,
            reason: "the rows of two nights are matched by the key of '\(name.value)'")
        }
        // A table whose definition has errors may have a key.
        if !table.key.isEmpty || !table.gaps.isEmpty { continue }
      } else if job.input(named: name.value) == nil, name.value != "figures",
        !name.value.hasSuffix(".rejects"), StaleCorrections.correctedTable(name.value) == nil
      {
        continue
      }
      reading.report(
        .changesWithoutKey(name.value), at: name.location,
        reason: "rows are compared with those of the last night by the key of their table",
        hint: "name the columns that identify a row:  key: [email]  in the table")
    }
  }

  /// Reports sheets and columns for a language in which the workbook is not written.
  private func checkLanguages(of workbook: WorkbookExport) {
    // Without the list, the timeline decides.
    let languages =
      workbook.languages.isEmpty ? Array(self.languages.prefix(1)) : workbook.languages.map(\.value)
    // With `each.language`, a column decides.
    if languages.isEmpty || workbook.each?.language != nil { return }
    // A repeated one is reported elsewhere.
    let known = languages.indices.filter { languages.firstIndex(of: languages[$0]) == $0 }.map {
      languages[$0]
    }
    for language in workbook.sheets.flatMap(\.languages) where !languages.contains(language.value) {
      reading.report(
        .unwrittenLanguage(language.value), at: language.location,
        reason: known.count == 1 ? "its language is \(known[0])" : "its languages are \(listing(known))",
        hint: suggestion(for: language.value, among: languages)
          ?? (workbook.languages.isEmpty ? "list the languages of the workbook:  languages: [es, en]" : nil))
    }
  }

  /// Reports a sheet that Acta makes, listed twice.
  private func checkSheetsOfActa(_ workbook: WorkbookExport) {
    var listed: Set<String> = []
    for sheet in workbook.sheets {
      let (word, place) =
        switch sheet {
        case .about(let place): ("about", place)
        case .method(let place): ("method", place)
        case .figures(let place): ("figures", place)
        case .table, .changes, .blocks: ("", workbook.location)
        }
      if !word.isEmpty, !listed.insert(word).inserted {
        reading.report(.repeatedItem(word, in: "'sheets'"), at: place)
      }
    }
  }

  /// Reports names that Excel would reject or treat as equal, in each language of the workbook.
  private func checkSheetNames(_ workbook: WorkbookExport) {
    var told: Set<SourceLocation> = []
    for language in books(of: workbook) {
      var owners: [String: (place: SourceLocation, isGiven: Bool)] = [:]
      for sheet in workbook.sheets(in: language) {
        guard let (given, name) = names(of: sheet, in: language) else { continue }
        if given != nil, let problem = SheetName.problem(in: name.value) {
          if told.insert(name.location).inserted {
            reading.report(.badSheetName(name.value), at: name.location, reason: problem)
          }
          continue
        }
        let key = SheetName.key(name.value)
        if let owner = owners[key], owner.isGiven || given != nil {
          let (place, other) = given != nil ? (name.location, owner.place) : (owner.place, name.location)
          if told.insert(place).inserted {
            reading.report(
              .sheetTwice(name.value), at: place,
              reason: "the first one is at \(other.file):\(other.line):\(other.column)")
          }
        }
        owners[key] = owners[key] ?? (name.location, given != nil)
      }
    }
  }

  /// The name that the job gives to a sheet, and the one it has; nil for those that Acta names.
  private func names(of sheet: Sheet, in language: String) -> (
    given: Located<String>?, name: Located<String>
  )? {
    switch sheet {
    case .about, .method, .figures: return nil
    case .changes(let sheet):
      return sheet.name?.located(in: language, fallbacks: languages).map { ($0, $0) }
    case .table(let sheet):
      let given = sheet.name?.located(in: language, fallbacks: languages)
      return (given, given ?? sheet.table)
    case .blocks(let sheet):
      return sheet.name.located(in: language, fallbacks: languages).map { ($0, $0) }
    }
  }

  /// The languages in which the workbook is written.
  private func books(of workbook: WorkbookExport) -> [String] {
    let books =
      if workbook.each?.language != nil {
        Export.workbook(workbook).recipientLanguages(timeline: languages, texts: [])
      } else if workbook.languages.isEmpty {
        Array(languages.prefix(1))
      } else {
        workbook.languages.map(\.value)
      }
    return books.isEmpty ? ["en"] : books
  }
}

extension Sheet {
  /// The languages to which it, or a column of it, is confined.
  var languages: [Located<String>] {
    let own: Located<String>? =
      switch self {
      case .table(let sheet): sheet.language
      case .blocks(let sheet): sheet.language
      case .about, .method, .figures, .changes: nil
      }
    return [own].compactMap { $0 } + tables.flatMap { ($0.columns ?? []).compactMap(\.language) }
  }
}

extension Export {
  package var each: EachValue? {
    switch self {
    case .workbook(let workbook): workbook.each
    case .csv(let csv): csv.each
    }
  }

  /// The names as the job gives them.
  var files: [Located<String>] {
    guard case .workbook(let workbook) = self, !workbook.files.isEmpty else { return [file] }
    return workbook.files.sorted { $0.key < $1.key }.map(\.value)
  }

  /// The name of the file in one language; `{<each.by>}` and the like are kept.
  package func file(in language: String) -> String {
    var name = file.value
    if case .workbook(let workbook) = self { name = workbook.files[language]?.value ?? name }
    return name.replacing("{language}", with: language)
  }

  /// The file name for each of the export's languages; `{<each.by>}` is kept.
  var expandedNames: [String] {
    guard case .workbook(let workbook) = self, !workbook.languages.isEmpty else { return [file.value] }
    return workbook.languages.map { file(in: $0.value) }
  }
}

extension Diagnostic.Message {
  static func fileTwice(_ name: String) -> Self { Self(.takenName, "two exports are named '\(name)'") }
  static func languagesInOneFile(_ name: String) -> Self {
    Self(.takenName, "two languages of the workbook have the file '\(name)'")
  }
  static func badFileName(_ path: String) -> Self {
    Self(.exportName, "'\(path)' cannot be the name of an export")
  }
  static func takenName(_ path: String) -> Self {
    Self(.exportName, "an export cannot have the name '\(path)'")
  }
  static func fileAndFolder(_ name: String) -> Self {
    Self(.takenName, "'\(name)' would be a file and a folder")
  }
  static func badSheetName(_ name: String) -> Self {
    Self(.sheetName, "'\(name)' cannot be the name of a sheet")
  }
  static func changesWithoutKey(_ table: String) -> Self {
    Self(.missingKey, "table '\(table)' has no 'key'")
  }
  fileprivate static func ignoredKey(_ column: String) -> Self {
    Self(.badColumnOption, "column '\(column)' is of the table's key and cannot be ignored")
  }
  fileprivate static func unwrittenLanguage(_ code: String) -> Self {
    Self(.unknownLanguage, "the workbook is not written in '\(code)'")
  }
  static func sheetTwice(_ name: String) -> Self { Self(.takenName, "two sheets are named '\(name)'") }
  static func wrongEnding(_ path: String, _ endings: [String]) -> Self {
    Self(.exportName, "'\(path)' must end in \(enumeration(endings, or: "or"))")
  }
}
