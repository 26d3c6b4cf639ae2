internal import Diagnostics
internal import Formats
internal import JobSpec
internal import Ledger
internal import Tables

/// The inputs of jobs, with the headers and formats of their files. Each input is located and recognised once,
/// and again only if it has changed since.
struct InputCatalogue: Sendable {
  let workspace: Workspace
  let timeline: TimelineDefinition
  var moment: RunMoment
  let published: Published
  /// The exports that other jobs of a dry run would publish.
  var rehearsed: Published?
  private var entries: [Key: Result<Entry, any Error>] = [:]

  private struct Key: Hashable {
    var job: String
    var input: String

    init(_ input: Input, _ job: Job) {
      self.job = job.name.value
      self.input = input.name.value
    }
  }

  struct Entry: Sendable {
    var files: [InputFile]
    var options: ReadingOptions
    /// For an input from another job: the run that published it, and the folder it is in.
    var source: (run: Run, folder: String)?
    /// The recognised files: all of them if they are plain tables, otherwise the first. Empty if one cannot be
    /// recognised; the error is reported when the file is read.
    fileprivate(set) var recognised: [FileRecognition] = []
    /// Warnings about how the files were found.
    fileprivate(set) var warnings: [Diagnostic] = []
    fileprivate var stamps: [FileStamp?] = []
    /// A file that need not exist and does not.
    fileprivate(set) var absent: String?
    fileprivate var folders: [InputFolder.FolderStamp] = []

    /// Whether the files, and the folders that a pattern searched, are unchanged.
    fileprivate var isCurrent: Bool {
      absent.map { FileStamp(path: $0) == nil } ?? true
        && zip(files, stamps).allSatisfy { FileStamp(path: $0.path) == $1 } && folders.allSatisfy(\.isCurrent)
    }
  }

  init(_ workspace: Workspace, _ timeline: TimelineDefinition, _ moment: RunMoment) {
    self.workspace = workspace
    self.timeline = timeline
    self.moment = moment
    published = Published(folder: workspace.exportsFolder)
  }

  /// Looks at the files of a job's inputs that have not been looked at yet, all inputs at once.
  mutating func look(at job: Job) {
    let unknown = job.inputs.filter { input in
      if case .job = input.source { return false }
      return entries[Key(input, job)] == nil
    }
    let found = Parallel.each(unknown) { [self] input in Result { try recognised(located(input)) } }
    for (input, entry) in zip(unknown, found) { entries[Key(input, job)] = entry }
  }

  /// Looks again at inputs that have changed or were missing.
  /// - Returns: whether any input had to be looked at.
  mutating func refresh(_ job: Job) -> Bool {
    var hasChanged = false
    for input in job.inputs {
      guard let entry = entries[Key(input, job)] else { continue }
      if case .success(let known) = entry, known.isCurrent { continue }
      entries[Key(input, job)] = nil
      hasChanged = true
    }
    look(at: job)
    return hasChanged
  }

  /// The located input; one that another job publishes is located now.
  /// - Throws: ``MissingInput`` if it does not exist; a diagnostic if it must not be read.
  func entry(_ input: Input, of job: Job) throws -> Entry {
    if let known = entries[Key(input, job)] { return try known.get() }
    return try located(input)
  }

  /// The recognised files of an input, as far as known.
  func recognised(_ input: Input, of job: Job) -> [FileRecognition] {
    (try? entries[Key(input, job)]?.get())?.recognised ?? []
  }

  /// The latest modification of an input's files, in microseconds; for another job's export, the as-of instant
  /// of its run.
  func modified(_ entry: Entry, _ files: [FileReport]) -> Int64? {
    if let source = entry.source { return source.run.asOf.microseconds }
    return files.map(\.modified).max()
  }

  // MARK: Locating

  private func located(_ input: Input) throws -> Entry {
    let folder = InputFolder(path: workspace.inputsFolder)
    let options = ReadingOptions(input, zone: timeline.zone)
    func entry(_ names: [String], _ folders: [InputFolder.FolderStamp] = []) -> Entry {
      var entry = Entry(
        files: folder.inputs(names, shown: "Inputs", followsOutside: input.followsLinksOutside),
        options: options)
      entry.stamps = entry.files.map { FileStamp(path: $0.path) }
      entry.folders = folders
      return entry
    }
    switch input.source {
    case .file(let file):
      guard let name = try folder.file(named: file, followsOutside: input.followsLinksOutside) else {
        throw MissingInput(
          diagnostic: Diagnostic(
            .noFile(file.value), at: file.location, reason: "there is no such file below Inputs/",
            hint: nearestName(to: file.value, among: folder.names()).map { "did you mean '\($0)'?" }))
      }
      return entry([name])
    case .files(let pattern):
      let listing = try folder.files(matching: pattern, followsOutside: input.followsLinksOutside)
      guard !listing.files.isEmpty else {
        throw MissingInput(
          diagnostic: Diagnostic(
            .noFiles(pattern.value), at: pattern.location, reason: "no file below Inputs/ matches"))
      }
      var found = entry(listing.files, listing.folders)
      if !listing.passedOver.isEmpty {
        found.warnings = [
          Diagnostic(
            .passedOver(listing.passedOver.map { "'Inputs/\($0)'" }), at: pattern.location,
            severity: .warning,
            reason: "programs keep such files beside the real ones")
        ]
      }
      return found
    case .job(let job, let export):
      return try located(job: job, export: export, options)
    case .corrections(let file):
      let folder = InputFolder(path: workspace.correctionsFolder)
      var found = Entry(files: [], options: options)
      let path = "\(folder.path)/\(file.value)"
      guard let name = try folder.file(named: file, followsOutside: false) else {
        found.absent = path
        return found
      }
      found.files = [
        folder.inputs([name], shown: CorrectionFile.folder, followsOutside: false)[0]
      ]
      found.stamps = found.files.map { FileStamp(path: $0.path) }
      return found
    }
  }

  private func located(
    job: Located<String>, export: Located<String>, _ options: ReadingOptions
  ) throws -> Entry {
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
        reason: "it has \(listing(run.exports.map(\.file)))")
    }
    let display = "Exports/\(run.night)/\(job.value)/\(export.value)"
    return Entry(
      files: [InputFile(path: "\(folder)/\(export.value)", displayName: display)],
      options: options.published(columns), source: source)
  }

  // MARK: Recognising

  /// How many files are looked at together. One that ends the looking can be among the first.
  private static let filesAtOnce = 256

  private func recognised(_ entry: Entry) -> Entry {
    var entry = entry
    var start = 0
    while start < entry.files.count {
      let end = start + max(1, min(start, InputCatalogue.filesAtOnce))
      let files = Array(entry.files[start..<min(end, entry.files.count)])
      let options = entry.options
      for next in Parallel.each(files, { try? InputReader.recognise($0, options: options) }) {
        guard let next else {
          entry.recognised = []
          return entry
        }
        entry.recognised.append(next)
        if next.format != .csv { return entry }
      }
      start += files.count
    }
    return entry
  }
}

extension ReadingOptions {
  init(_ input: Input, zone: Zone) {
    self.init(zone: zone)
    format = input.format?.value
    encoding = input.encoding
    delimiter = input.delimiter
    headerRow = input.headerRow
    sheet = input.sheet
    range = input.range
    member = input.member
    path = input.path
    day = input.day
    undeclared = input.undeclared
    ragged = input.ragged
    delimited = input.delimited
    columns = input.columns
    limits = input.limits
    duplicates = input.duplicates
  }

  /// For an export in Acta's CSV format for machines, with these columns.
  func published(_ fields: [Field]) -> ReadingOptions {
    var options = self
    options.format = .csv
    options.encoding = .utf8
    options.delimiter = UInt8(ascii: ",")
    options.headerRow = 1
    options.emptyLinesAreRows = true
    options.headersAreExact = true
    let declared = Dictionary(columns.map { ($0.name, $0) }, uniquingKeysWith: { a, _ in a })
    options.columns = fields.map { field in
      var column = declared[field.name] ?? InputColumn(field.name)
      column.headers = [field.name]
      column.type = field.type
      column.formats = []
      column.values = []
      column.decimal = nil
      return column
    }
    return options
  }
}

extension Diagnostic.Message {
  fileprivate static func noFile(_ file: String) -> Self { Self(.noFile, "cannot find 'Inputs/\(file)'") }
  fileprivate static func passedOver(_ files: [String]) -> Self {
    Self(
      .suspectText,
      "\(enumeration(files)) \(files.count == 1 ? "is a temporary file and is" : "are temporary files and are") not read"
    )
  }
  fileprivate static func noFiles(_ pattern: String) -> Self {
    Self(.noFile, "'\(pattern)' matches no files")
  }
  fileprivate static func notPublished(_ job: String, _ night: Night) -> Self {
    Self(.notPublished, "job '\(job)' has published nothing up to \(night)")
  }
  fileprivate static func noExport(_ export: String, _ job: String, _ night: Night) -> Self {
    Self(.unreadableExport, "job '\(job)' published no readable '\(export)' on \(night)")
  }
}
