internal import Timeline
internal import Diagnostics
internal import Engine
internal import Foundation
internal import JobSpec
internal import Ledger
internal import Tables

/// Finds and reads the inputs of a job: files below `Inputs/`, and what other jobs published.
struct InputGathering {
  let workspace: Workspace
  let timeline: TimelineDefinition
  var moment: RunMoment
  let published: Published
  /// What other jobs of a dry run would have published.
  var rehearsed: Published?

  /// Where an input's rows are, and how to read them.
  struct Place {
    var files: [InputFile]
    var options: ReadingOptions
    /// For an input of another job: the run that it comes from, and the folder where that published.
    var source: (run: Run, folder: String)?
  }

  /// - Throws: ``MissingInput`` where there is nothing of it.
  func locate(_ input: Input) throws -> Place {
    let options = ReadingOptions(input, zone: timeline.zone)
    switch input.source {
    case .file(let file):
      let path = "\(workspace.inputsFolder)/\(file.value)"
      guard isFile(path) else {
        throw MissingInput(
          diagnostic: Diagnostic(
            .noFile(file.value), at: file.location, reason: "below Inputs/ there is no such file",
            hint: suggestion(for: file.value, among: filesBelowInputs())))
      }
      return Place(files: [InputFile(path: path, displayName: "Inputs/\(file.value)")], options: options)
    case .files(let pattern):
      let names = filesBelowInputs().filter { Glob(pattern.value).matches($0) }
      guard !names.isEmpty else {
        throw MissingInput(
          diagnostic: Diagnostic(
            .noFiles(pattern.value), at: pattern.location, reason: "no file below Inputs/ matches"))
      }
      return Place(
        files: names.map {
          InputFile(path: "\(workspace.inputsFolder)/\($0)", displayName: "Inputs/\($0)")
        }, options: options)
    case .job(let job, let export):
      return try locate(job: job, export: export, options)
    }
  }

  private func locate(
    job: Located<String>, export: Located<String>, _ options: ReadingOptions
  ) throws -> Place {
    let places = [rehearsed, published].compactMap { $0 }
    let found = places.lazy.compactMap { place in
      place.newest(of: job.value, upTo: moment.night).map {
        (run: $0, folder: place.folder(of: job.value, night: $0.night))
      }
    }
    guard let source = found.first else {
      throw MissingInput(
        diagnostic: Diagnostic(
          .notPublished(job.value, moment.night), at: job.location,
          hint: "run it first:  acta run \(job.value)"))
    }
    let (run, folder) = source
    guard let columns = run.exports.first(where: { $0.file == export.value })?.columns else {
      throw Diagnostic(
        .noExport(export.value, job.value, run.night), at: export.location,
        reason: "it has \(run.exports.map(\.file).joined(separator: ", "))")
    }
    var options = options
    options.format = .csv
    options.encoding = .utf8
    options.delimiter = UInt8(ascii: ",")
    options.headerRow = 1
    options.emptyLinesAreRows = true
    options.headersAreExact = true
    let declared = Dictionary(options.columns.map { ($0.name, $0) }, uniquingKeysWith: { a, _ in a })
    options.columns = columns.map { field in
      var column = declared[field.name] ?? ColumnDeclaration(field.name)
      column.headers = [field.name]
      column.type = field.type
      column.format = nil
      column.decimal = nil
      return column
    }
    let display = "Exports/\(run.night)/\(job.value)/\(export.value)"
    return Place(
      files: [InputFile(path: "\(folder)/\(export.value)", displayName: display)], options: options,
      source: source)
  }

  /// The newest change of an input's files, in microseconds; for another job's export, when that ran.
  func modified(_ located: Place, _ files: [FileReport]) -> Int64? {
    if let source = located.source { return source.run.asOf.microseconds }
    return files.map(\.modified).max()
  }

  private func isFile(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
  }

  /// Paths below `Inputs/`, in the order of their bytes; hidden files are not inputs.
  private func filesBelowInputs() -> [String] {
    let all = FileManager.default.enumerator(atPath: workspace.inputsFolder)?.allObjects ?? []
    return all.compactMap { $0 as? String }
      .filter {
        !$0.split(separator: "/").contains { $0.hasPrefix(".") } && isFile("\(workspace.inputsFolder)/\($0)")
      }
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}

extension ReadingOptions {
  init(_ input: Input, zone: Zone) {
    self.init(zone: zone)
    format = input.format?.value
    encoding = input.encoding
    delimiter = input.delimiter
    headerRow = input.headerRow
    undeclared = input.undeclared
    ragged = input.ragged
    columns = input.columns.map { column in
      var declaration = ColumnDeclaration(column.name.value, column.hasType ? column.type : nil)
      declaration.headers = column.headers.map(\.value)
      declaration.required = column.required
      declaration.format = column.format?.value
      declaration.zone = column.zone
      declaration.decimal = column.decimal
      declaration.nulls = column.nulls
      declaration.location = column.location
      return declaration
    }
  }
}

/// A file pattern: `*` and `?` within a name, `**` across folders, `[abc]` one of.
struct Glob {
  private let pattern: [Character]

  init(_ pattern: String) { self.pattern = Array(pattern) }

  func matches(_ path: String) -> Bool { matches(pattern[...], Array(path)[...]) }

  private func matches(_ pattern: ArraySlice<Character>, _ text: ArraySlice<Character>) -> Bool {
    guard let first = pattern.first else { return text.isEmpty }
    let rest = pattern.dropFirst()
    switch first {
    case "*":
      if rest.first == "*" {
        // `**/` also matches no folder at all.
        let after = rest.dropFirst()
        let inner = after.first == "/" ? after.dropFirst() : after
        return (text.startIndex...text.endIndex).contains { matches(inner, text[$0...]) }
      }
      var place = text.startIndex
      while true {
        if matches(rest, text[place...]) { return true }
        guard place < text.endIndex, text[place] != "/" else { return false }
        place += 1
      }
    case "?":
      guard let character = text.first, character != "/" else { return false }
      return matches(rest, text.dropFirst())
    case "[":
      guard let close = rest.dropFirst().firstIndex(of: "]"), let character = text.first else { break }
      var set = rest[rest.startIndex..<close]
      let isNegated = set.first == "!" || set.first == "^"
      if isNegated { set = set.dropFirst() }
      guard Glob.contains(set, character) != isNegated else { return false }
      return matches(pattern[(close + 1)...], text.dropFirst())
    default:
      break
    }
    return text.first == first && matches(rest, text.dropFirst())
  }

  private static func contains(_ set: ArraySlice<Character>, _ character: Character) -> Bool {
    var place = set.startIndex
    while place < set.endIndex {
      if place + 2 < set.endIndex, set[place + 1] == "-" {
        if set[place] <= character && character <= set[place + 2] { return true }
        place += 3
      } else {
        if set[place] == character { return true }
        place += 1
      }
    }
    return false
  }
}

extension Diagnostic.Message {
  fileprivate static func noFile(_ file: String) -> Self { Self(.noFile, "cannot find 'Inputs/\(file)'") }
  fileprivate static func noFiles(_ pattern: String) -> Self { Self(.noFile, "'\(pattern)' finds no files") }
  fileprivate static func notPublished(_ job: String, _ night: Night) -> Self {
    Self(.notPublished, "job '\(job)' has published nothing up to \(night)")
  }
  fileprivate static func noExport(_ export: String, _ job: String, _ night: Night) -> Self {
    Self(.notPublished, "job '\(job)' published no '\(export)' that can be read on \(night)")
  }
}
