internal import Diagnostics
internal import Formats
internal import JobSpec
internal import Ledger
internal import Tables

/// A file that came back, the run that it comes from, and what was changed in it.
struct ReturnedBook {
  let file: ReturnedFile
  let snapshot: Snapshot
  private(set) var sheets: [ReturnedSheet]
  /// How the run was found, if the file does not say it.
  private var remark: String?
  /// What was changed in sheets without columns that may be changed.
  private var notesOfOtherSheets: [String] = []

  /// The origin that the command line gives to a file that does not name it.
  struct Origin {
    var job: String?
    var night: Night?
  }

  /// - Parameters:
  ///   - path: of the file, as the command line names it.
  ///   - content: the file, or what kept it from being read.
  ///   - jobs: of the workspace.
  ///   - sentExports: shared by the files that come back together.
  /// - Throws: a diagnostic that says why the file cannot be one that this workspace has sent.
  static func read(
    _ path: String, _ content: Result<ReturnedFile, any Error>, jobs: [Job], timeline: TimelineDefinition,
    in workspace: Workspace, _ origin: Origin, _ sentExports: SentExports
  ) throws -> ReturnedBook {
    let file: ReturnedFile
    do {
      file = try content.get()
    } catch let problem as Diagnostic {
      throw Diagnostic(
        .init(.returnedFile, "'\(path)' cannot be taken: \(problem.message)"), reason: problem.reason,
        hint: problem.hint)
    }
    let process = timeline.process.value
    if let other = file.properties["acta_process"], other != process {
      throw Diagnostic(
        .init(.returnedFile, "'\(path)' is a workbook of another process, '\(other)'"),
        reason: "the process of this workspace is '\(process)'")
    }
    guard let job = file.properties["acta_job"] else {
      if file.isRejectsList {
        return try recognised(file, jobs.filter(\.hasFiles), in: workspace, origin, good: false, sentExports)
        {
          try HandedOutSheet.rejectsLists(of: $0, in: workspace)
        }
      }
      return file.hasRejects
        ? try recognised(file, jobs.filter(\.hasFiles), in: workspace, origin, good: false, sentExports) {
          try HandedOutSheet.rejects(of: $0, in: workspace)
        }
        : try recognised(
          file, jobs.filter(\.hasEditableSheets), in: workspace, origin, good: true, sentExports
        ) {
          snapshot in
          try sentExports.sheets(of: snapshot.run.id) {
            try HandedOutSheet.all(of: snapshot, in: workspace, sentExports)
          }
        }
    }
    let rejects = file.properties[RejectsBook.property]
    guard jobs.contains(where: { $0.name.value == job && (rejects != nil || $0.hasEditableSheets) }) else {
      let isKnown = FileStatus(path: workspace.path(of: "Jobs/\(job).yaml")) != nil
      throw Diagnostic(
        .init(
          .returnedFile,
          "'\(path)' is a workbook of job '\(job)', which \(isKnown ? "has no columns that may be changed" : "is not in the workspace")"
        ))
    }
    // A run that failed has left its rejects as well.
    let snapshot = try run(thatMade: file, job, in: workspace, good: rejects == nil, sentExports)
    let sent =
      try rejects.map { try HandedOutSheet.rejects(of: snapshot, input: $0, in: workspace) }
      ?? HandedOutSheet.all(of: snapshot, of: file.properties[Book.fileProperty], in: workspace, sentExports)
    guard !sent.isEmpty else {
      throw Diagnostic(
        .init(.returnedFile, "'\(path)' has no columns that may be changed"),
        reason: "no sheet of its job had a column with  editable: true")
    }
    let sheets = try match(file, sent)
    guard !sheets.isEmpty else {
      throw Diagnostic(
        .init(.returnedFile, "'\(path)' has none of the sheets that could be changed"),
        reason: "a sheet is recognised by its headers")
    }
    return try ReturnedBook(file: file, snapshot: snapshot, sheets: sheets).judged(sentExports, in: workspace)
  }

  /// With notes about what may not be changed.
  /// - Throws: a diagnostic if somebody moved the keys to other rows.
  private func judged(_ sentExports: SentExports, in workspace: Workspace) throws -> ReturnedBook {
    var book = self
    for place in sheets.indices {
      try book.sheets[place].findMoved(in: file.name)
      book.sheets[place].noteFixedColumns()
      book.sheets[place].noteAddedColumns()
    }
    if let sent = sheets.first?.sent, let sentFile = sent.file {
      let workbook = try sentExports.of(snapshot, in: workspace).workbook(
        sentFile, sent.document, in: workspace)
      book.notesOfOtherSheets = FixedSheets(of: file, but: Set(sheets.map(\.sheet.name)), workbook).notes
    }
    return book
  }

  // MARK: The run that it comes from

  private static func run(
    thatMade file: ReturnedFile, _ job: String, in workspace: Workspace, good: Bool,
    _ sentExports: SentExports
  ) throws -> Snapshot {
    guard let night = file.properties["acta_night"].flatMap({ Night(iso: $0) }) else {
      throw Diagnostic(
        .init(.returnedFile, "'\(file.name)' does not say of which night it is"),
        reason: "its property 'acta_night' is missing or damaged")
    }
    let inputs = file.properties["acta_inputs"]
    let found = try sentExports.origin([job, night.iso, inputs ?? "", "\(good)"]) {
      let ledger = try Ledger.openForReading(state: workspace.state)
      var found: Snapshot?
      for known in Snapshot.all(state: workspace.state) where known.night == night {
        guard let snapshot = try sentExports.snapshot(of: known.run, night: night, in: workspace),
          snapshot.run.job == job, snapshot.run.status.isGood || !good
        else { continue }
        if let inputs, snapshot.inputs != inputs {
          guard try ledger?.run(id: known.run)?.inputs.fingerprint == inputs else { continue }
        }
        found = snapshot
      }
      return found
    }
    guard let found else {
      throw Diagnostic(
        .init(.returnedFile, "the run that made '\(file.name)' is unknown"),
        reason: "no archived run of job '\(job)' for the night of \(night) has read the same files",
        hint: "its archive may have been pruned, or the workbook comes from another workspace")
    }
    return found
  }

  /// Finds the job and the night of a file without properties, such as a CSV file: the job by its columns, the night
  /// with which the file has the fewest differences.
  ///
  /// - Parameters:
  ///   - good: whether only runs that published are compared.
  ///   - handedOut: the sheets of a run that may come back.
  private static func recognised(
    _ file: ReturnedFile, _ jobs: [Job], in workspace: Workspace, _ origin: Origin, good: Bool,
    _ sentExports: SentExports, _ handedOut: (Snapshot) throws -> [HandedOutSheet]
  ) throws -> ReturnedBook {
    var found: [ReturnedBook] = []
    var refusal: Diagnostic?
    var isUnchanged = false
    for job in jobs where origin.job ?? job.name.value == job.name.value {
      var best: (book: ReturnedBook, differences: Int)?
      for snapshot in try published(job.name.value, origin.night, in: workspace, good: good, sentExports) {
        let sheets: [ReturnedSheet]
        do {
          sheets = try match(file, try handedOut(snapshot))
        } catch let problem as Diagnostic where problem.code == .returnedFile {
          refusal = refusal ?? problem
          continue
        }
        if sheets.isEmpty { continue }
        var book = ReturnedBook(file: file, snapshot: snapshot, sheets: sheets)
        let (edits, problems) = book.edits()
        let differences = edits.count + problems.count + book.notes.count
        // The oldest of equal ones: values that have changed since are then conflicts.
        if differences > best?.differences ?? .max { continue }
        if origin.night == nil {
          book.remark =
            "it does not say of which night it is; it is compared with \(snapshot.run.night), which it fits best"
        }
        isUnchanged = isUnchanged || differences == 0
        best = (book, differences)
      }
      if let best { found.append(best.book) }
    }
    // A row with another key does not make it a file of another night.
    if let refusal, !isUnchanged { throw refusal }
    if found.count == 1 { return try found[0].judged(sentExports, in: workspace) }
    let names = found.map { "'\($0.snapshot.run.job)'" }
    throw Diagnostic(
      .init(.returnedFile, "'\(file.name)' does not say of which job it is"),
      reason: found.isEmpty
        ? "it has no properties of Acta, and no sheet with columns that staff may change has its columns"
        : "it has the columns of \(enumeration(names))",
      hint: found.isEmpty
        ? "send back the workbook itself, saved as .xlsx"
        : "name the job:  --job \(found[0].snapshot.run.job)")
  }

  /// The nights that are compared with a file that does not say of which one it is.
  private static let nightsCompared = 10

  /// The newest good run of each of the last nights, or the last runs with rejects, the newest first.
  private static func published(
    _ job: String, _ night: Night?, in workspace: Workspace, good: Bool, _ sentExports: SentExports
  ) throws -> [Snapshot] {
    var found: [Snapshot] = []
    for known in Snapshot.all(state: workspace.state).reversed() where known.run.hasSuffix("-\(job)") {
      if night ?? known.night != known.night { continue }
      // Of several runs of a night, each may have handed over other rejects.
      if good, found.last?.run.night == known.night { continue }
      guard let snapshot = try sentExports.snapshot(of: known.run, night: known.night, in: workspace),
        snapshot.run.job == job,
        good ? snapshot.run.status.isGood : snapshot.run.files.contains(where: \.isRejectsBook)
      else { continue }
      found.append(snapshot)
      if found.count == nightsCompared { break }
    }
    return found
  }

  // MARK: Sheets

  /// The share of its columns that a sheet with another name must have.
  private static let leastFit = 0.5

  /// The sheets that came back, each with the one that was sent that it fits best.
  private static func match(_ file: ReturnedFile, _ sent: [HandedOutSheet]) throws -> [ReturnedSheet] {
    var sheets: [ReturnedSheet] = []
    var missing: (sheet: String, key: String)?
    let namesTables = file.properties.keys.contains { $0.hasPrefix("acta_table.") }
    for sheet in file.sheets {
      let table = file.properties["acta_table.\(sheet.name)"]
      // Acta hides the data of charts and lists of values in sheets of their own.
      if sheet.isHidden, namesTables, table == nil { continue }
      // A sheet that still has the name of another one is that one, whatever its columns.
      let isKnown = sent.contains { $0.isInBook(named: sheet.name) }
      let candidates = sent.filter { sent in
        (table == nil || sent.table == table) && (!isKnown || sent.isSheet(named: sheet.name))
      }.compactMap { ReturnedSheet(sheet, of: $0) }.filter { isKnown || $0.fit >= leastFit }
      var whole = candidates.filter { $0.hasKey && $0.hasEditable }
      // A file of all rows is not one of those that each have the rows of one recipient.
      let shared = whole.filter { !$0.isOfSeveralRecipients }
      if !shared.isEmpty { whole = shared }
      guard var best = whole.first else {
        if table != nil, let key = candidates.max(by: { $0.fit < $1.fit })?.missingKey, missing == nil {
          missing = (sheet.name, key)
        }
        continue
      }
      for other in whole.dropFirst() where other.fit >= best.fit {
        if other.fit > best.fit || other.likeness > best.likeness { best = other }
      }
      try best.findRows(in: file.name)
      sheets.append(best)
    }
    if let missing {
      throw Diagnostic(
        .init(.returnedFile, "sheet '\(missing.sheet)' of '\(file.name)' has no column '\(missing.key)'"),
        reason: "rows are found by it", hint: "put the column back, with its header")
    }
    return sheets
  }

  var notes: [String] {
    (remark.map { [$0] } ?? [])
      + sheets.flatMap { sheet in
        sheet.notes.map { sheet.sheet.name.isEmpty ? $0 : "sheet '\(sheet.sheet.name)': \($0)" }
      } + notesOfOtherSheets
  }
}

extension RunFile {
  fileprivate var isRejectsBook: Bool { file.hasPrefix("rejects/") && file.hasSuffix(".xlsx") }
}

extension ReturnedFile {
  /// Whether it has the keys of rejected rows.
  var hasRejects: Bool {
    sheets.contains { sheet in
      sheet.rows.prefix(200).contains { $0.cells.contains { RejectKey.isID($0?.text ?? "") } }
    }
  }
}

extension Snapshot {
  /// One SHA-256 for all files that the run has read, as in its workbooks.
  fileprivate var inputs: String {
    let read = files.filter { file in
      !file.path.hasPrefix("Jobs/")
        && !(file.path.hasPrefix("Exports/") && file.path.hasSuffix("/\(Manifest.fileName)"))
    }
    return RunInput.fingerprint(of: read.map(\.sha256))
  }
}
