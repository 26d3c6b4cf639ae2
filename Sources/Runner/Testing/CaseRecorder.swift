internal import Diagnostics
internal import Engine
internal import Foundation
internal import Glibc
package import JobSpec
internal import Ledger
internal import Tables

/// Makes a test case out of rows of a published table: the lines of files that they were made of, with names,
/// mails and phones replaced, and the table that comes of these.
package struct CaseRecorder {
  private let test: TestCase
  private let definitions: Workspace.Definitions

  package init(_ test: TestCase, _ definitions: Workspace.Definitions) {
    self.test = test
    self.definitions = definitions
  }

  /// The lines of a file that a case keeps.
  private struct Cut {
    var wanted: Set<Int64> = []
    /// The first lines of all data rows.
    var rows: Set<Int64> = []
    var content: [UInt8] = []
  }

  /// - Parameter snapshot: of the run whose rows are taken.
  /// - Returns: the numbers of rows of the table and of lines of files.
  /// - Throws: diagnostics if no row matches, or a file is not a text.
  package func record(
    _ snapshot: Snapshot, table: String, where condition: ExpressionText
  ) throws -> (rows: Int, lines: Int) {
    guard let timeline = definitions.timeline,
      let job = definitions.jobs.first(where: { $0.name.value == test.job })
    else { throw definitions.diagnostics }
    if FileManager.default.fileExists(atPath: test.folder) {
      throw Diagnostic(
        .init(.badTest, "there is a test case '\(test.name)' already"),
        hint: "choose another name, or remove \(test.displayName)")
    }
    let traced = try TracedRun(snapshot, in: test.workspace, of: { _ in table }, whole: true)
    let rows = try traced.trace.rows(of: table, where: condition)
    guard !rows.isEmpty else {
      throw Diagnostic(.init(.badTest, "no row of '\(table)' matches"))
    }
    var cuts: [String: Cut] = [:]
    var anonymiser = Anonymiser(keepingTextsOf: Array(definitions.sources.values))
    try cut(traced, snapshot, rows, into: &cuts, &anonymiser)
    // Half a case never has the name; one that a killed process left is made again.
    let partial = test.partial
    try? FileManager.default.removeItem(atPath: partial.folder)
    var taken: Set<String> = []
    do {
      for (file, cut) in cuts.sorted(by: { $0.key < $1.key }) {
        let path = "\(partial.folder)/\(path(of: file, taken: &taken, &anonymiser))"
        try FileModes.makeFolder(path.parentFolder)
        try WholeFile.write(try text(of: cut, file, &anonymiser), to: path)
        if file.hasPrefix("\(CorrectionFile.folder)/") {
          var ledger = try CorrectionLedger(
            String(file.dropFirst(CorrectionFile.folder.count + 1)), in: Workspace(root: partial.folder))
          // Who sent a correction, why and in which file is nothing that a job looks at.
          ledger.clear([CorrectionFile.by, CorrectionFile.why, CorrectionFile.file])
          try ledger.write()
        }
      }
      let asOf = snapshot.run.asOf.text(in: timeline.zone)
      var settings = "as_of: \"\(asOf)\"\n"
      if !snapshot.set.isEmpty {
        settings += "parameters:\n"
        for (name, value) in snapshot.set.sorted(by: { $0.key < $1.key }) {
          if case .text(let text) = value {
            settings += "  \(name): \(JSONValue.string(anonymiser.replaced(inParameter: text)).text)\n"
          } else {
            settings += "  \(name): \(value.text(in: timeline.zone))\n"
          }
        }
      }
      try WholeFile.write(Array(settings.utf8), to: partial.workspace.path(of: partial.settingsFile))
      try TestRun(partial, of: job, among: definitions.jobs, timeline: timeline).expectNow([table])
      guard unsafe rename(partial.folder, test.folder) == 0 else {
        throw Diagnostic(.cannot("write", test.displayName, .last))
      }
    } catch {
      try? FileManager.default.removeItem(atPath: partial.folder)
      throw error
    }
    return (rows.count, cuts.values.reduce(0) { $0 + $1.wanted.count })
  }

  /// The path of a file of the case, with the names in it replaced: a path that the same inputs read.
  private func path(of file: String, taken: inout Set<String>, _ anonymiser: inout Anonymiser) -> String {
    guard file.hasPrefix(CaseRecorder.inputs) else { return file }
    let known = readers(of: file)
    let replaced = anonymiser.replaced(inPath: file) { readers(of: $0) == known }
    var found = replaced
    // Two files of one person.
    let dot = replaced.lastIndex(of: ".") ?? replaced.endIndex
    var number = 1
    while !taken.insert(found).inserted {
      number += 1
      found = "\(replaced[..<dot])-\(number)\(replaced[dot...])"
    }
    return found
  }

  private static let inputs = "Inputs/"

  /// Whether each input of the jobs reads the file.
  private func readers(of path: String) -> [Bool] {
    guard path.hasPrefix(CaseRecorder.inputs) else { return [] }
    let name = String(path.dropFirst(CaseRecorder.inputs.count))
    return definitions.jobs.flatMap(\.inputs).map { input in
      switch input.source {
      case .file(let known): known.value == name
      case .files(let pattern): Glob(pattern.value).matches(name)
      case .job, .corrections: false
      }
    }
  }

  /// Adds the lines behind rows of a traced run, and behind the rows of other jobs that it reads.
  private func cut(
    _ traced: TracedRun, _ snapshot: Snapshot, _ rows: [Int32], into cuts: inout [String: Cut],
    _ anonymiser: inout Anonymiser
  ) throws {
    var origins = traced.trace.origins(of: rows).rows
    origins.merge(traced.trace.deciders(of: origins)) { $0 + $1 }
    let explainer = Explainer(traced, in: test.workspace)
    for input in traced.job.inputs {
      let name = input.name.value
      let wanted = origins[name] ?? []
      if let publisher = traced.publishers[name] {
        if let source = try explainer.source(of: name) {
          let past = try PastRuns(test.workspace).snapshot(publisher.id, night: nil)
          try cut(source, past, wanted, into: &cuts, &anonymiser)
        }
        continue
      }
      let chosen = Set(wanted)
      for row in 0..<Int32(traced.rowCount(of: name)) {
        let place = traced.place(of: row, in: name)
        cuts[place.file, default: Cut()].rows.insert(place.line)
        guard chosen.contains(row) else { continue }
        cuts[place.file]!.wanted.insert(place.line)
        for correction in place.corrections { want(correction, in: &cuts) }
      }
      if let rejects = traced.trace.rejects(of: name) {
        let isRead = origins["\(name).rejects"] ?? []
        for row in 0..<Int32(rejects.rowCount) {
          let place = traced.place(ofReject: row, of: name)
          cuts[place.file, default: Cut()].rows.insert(place.line)
          if isRead.contains(row) { cuts[place.file]!.wanted.insert(place.line) }
        }
        learn(traced.trace.rejectedRows[name], of: input, Set(isRead), &anonymiser)
      }
      // Of inputs that the table is not made from, only the names of files are kept.
      learn(traced.otherInputs[name], of: input, [], &anonymiser)
      if name.hasSuffix(".corrections") {
        learnCorrected(traced.trace.tables[name], &anonymiser)
      } else {
        learn(traced.trace.tables[name], of: input, chosen, &anonymiser)
      }
    }
    // Every file of the run is there, if only with its header.
    let archive = Archive(state: test.workspace.state)
    for file in snapshot.files {
      let isCorrections = file.path.hasPrefix("\(CorrectionFile.folder)/")
      guard file.path.hasPrefix("Inputs/") || isCorrections else { continue }
      // Corrections of other rows would be stale.
      if isCorrections, cuts[file.path]?.wanted.isEmpty ?? true {
        cuts[file.path] = nil
        continue
      }
      cuts[file.path, default: Cut()].content = try archive.bytes(of: file.sha256)
    }
  }

  /// Keeps a line: `Corrections/people.csv:2`
  private func want(_ place: String, in cuts: inout [String: Cut]) {
    guard let colon = place.lastIndex(of: ":"), let line = Int64(place[place.index(after: colon)...]) else {
      return
    }
    cuts[String(place[..<colon]), default: Cut()].wanted.insert(line)
  }

  private func learn(
    _ table: Table?, of input: Input, _ rows: Set<Int32>, _ anonymiser: inout Anonymiser
  ) {
    guard let table else { return }
    /// The names of a column in the job and in the file.
    func heading(_ name: String) -> String {
      ([name] + (input.columns.first { $0.name == name }?.headers ?? [])).joined(separator: " ")
    }
    // A list with names but no mails is one of countries or of categories, which a job compares with.
    guard
      table.schema.names.contains(where: { PersonalColumns.isMail(heading($0)) }) || holdsMails(table, rows)
    else { return }
    // Words that other columns have as well, such as those of categories, say nothing of a person.
    var known: Set<String> = []
    for field in table.schema.fields
    where field.type == .text && !PersonalColumns.isFreeText(heading(field.name)) {
      let column = table.column(named: field.name)!
      for row in rows { if case .text(let value) = column.value(at: Int(row)) { known.insert(value) } }
    }
    for field in table.schema.fields where field.type == .text {
      let words = heading(field.name)
      let isPersonal = PersonalColumns.isPersonal(words)
      guard isPersonal || PersonalColumns.isFreeText(words) else { continue }
      let column = table.column(named: field.name)!
      if isPersonal {
        for row in 0..<table.rowCount {
          if case .text(let value) = column.value(at: row) { anonymiser.learnForPaths(value) }
        }
      }
      for row in rows {
        guard case .text(let value) = column.value(at: Int(row)) else { continue }
        if isPersonal {
          anonymiser.learn(value, ofPhones: PersonalColumns.isPhone(words))
        } else {
          anonymiser.learnText(value, isWord: !known.contains(value))
        }
      }
    }
  }

  /// Whether a column holds mails, whatever its header says.
  private func holdsMails(_ table: Table, _ rows: Set<Int32>) -> Bool {
    let looked = rows.sorted().prefix(1000) + (0..<Int32(min(table.rowCount, 1000)))
    return table.schema.fields.contains { field in
      guard field.type == .text else { return false }
      let column = table.column(named: field.name)!
      return looked.contains { row in
        if case .text(let value) = column.value(at: Int(row)) { Anonymiser.isMail(value) } else { false }
      }
    }
  }

  /// Learns what corrections change and make of columns of names and phones.
  private func learnCorrected(_ table: Table?, _ anonymiser: inout Anonymiser) {
    guard case .text(let columns)? = table?.column(named: CorrectionFile.column) else { return }
    for name in [CorrectionFile.from, CorrectionFile.to] {
      guard case .text(let values)? = table?.column(named: name) else { continue }
      for row in 0..<values.count where columns.validity[row] && values.validity[row] {
        let column = columns.string(at: row)
        guard PersonalColumns.isPersonal(column) else { continue }
        anonymiser.learn(values.string(at: row), ofPhones: PersonalColumns.isPhone(column))
      }
    }
  }

  private func text(of cut: Cut, _ file: String, _ anonymiser: inout Anonymiser) throws -> [UInt8] {
    guard let whole = FileText(cut.content) else {
      // A logo, or a workbook of labels, has no rows to cut.
      if !readers(of: file).contains(true) { return cut.content }
      throw Diagnostic(
        .init(.badTest, "'\(file)' is not a text file, and cannot be cut"),
        hint: "put a small file in its place, and run the case again")
    }
    var kept = ""
    var isKept = true
    var line: Int64 = 0
    var isQuoted = false
    for text in whole.text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false) {
      line += 1
      // A row ends with its last line; a line inside quotes belongs to the row before it.
      if !isQuoted { isKept = !cut.rows.contains(line) || cut.wanted.contains(line) }
      if text.count(where: { $0 == "\"" }) % 2 == 1 { isQuoted.toggle() }
      if isKept {
        kept.unicodeScalars.append(contentsOf: text)
        kept.unicodeScalars.append("\n")
      }
    }
    // Nothing follows the last part.
    if isKept { kept.unicodeScalars.removeLast() }
    return whole.bytes(of: anonymiser.replaced(in: kept))
  }
}
