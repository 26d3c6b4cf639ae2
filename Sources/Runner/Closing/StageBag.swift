internal import Diagnostics
internal import Foundation
internal import JobSpec
internal import Ledger
internal import Tables
internal import Timeline
internal import Workbooks

/// The exports of a closed stage in one archive: a BagIt bag in a zip file.
///
///     main-review/
///       bagit.txt  bag-info.txt  README.txt
///       manifest-sha256.txt         of all files in data/, as `sha256sum -c` reads it
///       sha256sum.txt               the same, if the two write the name of a file differently
///       tagmanifest-sha256.txt      of the other files
///       data/exports/<night>/<job>/…                        with their manifests
///       data/earlier-versions/<night>/<job>/<run>/…
///       data/corrections/…
///       data/row-balance.csv  data/decisions.csv  data/open.csv
struct StageBag {
  let closing: StageClosing
  let now: Instant

  private enum Content {
    case file(InputFile)
    case bytes([UInt8])
  }

  private var stage: String { closing.stage.name.value }
  private var zone: Zone { closing.timeline.zone }

  func write(to path: String) throws {
    let payload = try payload()
    var manifest = ""
    var sums = ""
    var bytes = 0
    for (name, content) in payload {
      try Interruption.check()
      let fingerprint = try fingerprint(of: content)
      manifest += "\(fingerprint.sha256)  \(SumName.inBag(name))\n"
      sums += SumName.line(fingerprint.sha256, name)
      bytes += fingerprint.bytes
    }
    let list = manifest == sums ? "manifest-sha256.txt" : "sha256sum.txt"
    var tags: [(name: String, text: String)] = [
      ("bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"),
      ("bag-info.txt", information(bytes: bytes, files: payload.count)),
      ("README.txt", readme(list)), ("manifest-sha256.txt", manifest),
    ]
    if manifest != sums { tags.append((list, sums)) }
    let tagSums = tags.map { "\(FileFingerprint(of: Array($0.text.utf8)).sha256)  \($0.name)\n" }
    tags.append(("tagmanifest-sha256.txt", tagSums.joined()))
    let folder = path.parentFolder
    if !folder.isEmpty { try FileModes.makeFolder(folder) }
    try AtomicFile.replace(path, mode: FileModes.file) { partial in
      var zip = try ZipBundle(creating: partial)
      for (name, text) in tags { try zip.add(Array(text.utf8), named: "\(stage)/\(name)") }
      for (name, content) in payload {
        switch content {
        case .file(let file): try zip.add(file, named: "\(stage)/\(name)")
        case .bytes(let bytes): try zip.add(bytes, named: "\(stage)/\(name)")
        }
      }
      try zip.finish()
    }
  }

  private func fingerprint(of content: Content) throws -> FileFingerprint {
    switch content {
    case .file(let file): try FileFingerprint(of: file)
    case .bytes(let bytes): FileFingerprint(of: bytes)
    }
  }

  // MARK: Payload

  private func payload() throws -> [(name: String, content: Content)] {
    var payload: [(name: String, content: Content)] = []
    for run in closing.runs {
      payload += try files(
        in: "Exports/\(run.night)/\(run.job)", as: "data/exports/\(run.night)/\(run.job)")
      payload += try files(
        in: "Exports/\(run.night)/\(Publication.versionsFolder)/\(run.job)",
        as: "data/earlier-versions/\(run.night)/\(run.job)")
    }
    payload += try files(in: "Corrections", as: "data/corrections")
    payload += try [
      ("data/row-balance.csv", rowBalance()), ("data/decisions.csv", decisions()), ("data/open.csv", open()),
    ].map { ($0.0, .bytes(try csv($0.1))) }
    return payload.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  /// The regular files of a folder that may not exist.
  private func files(in folder: String, as name: String) throws -> [(name: String, content: Content)] {
    let path = closing.workspace.path(of: folder)
    guard FileManager.default.fileExists(atPath: path) else { return [] }
    return try FileManager.default.subpathsOfDirectory(atPath: path).compactMap { file in
      guard FileStatus(path: "\(path)/\(file)")?.kind == .regular else { return nil }
      return (
        "\(name)/\(file)", .file(InputFile(path: "\(path)/\(file)", displayName: "\(folder)/\(file)"))
      )
    }
  }

  private func csv(_ table: Table) throws -> [UInt8] {
    let path = NSTemporaryDirectory() + "acta-\(UUID().uuidString).csv"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try CSVWriter.write(table, headers: table.schema.names, to: path, dialect: .machines, zone: zone)
    return try WholeFile.read(InputFile(path: path, displayName: path))
  }

  /// The row balance of each run, from its manifest.
  private func rowBalance() throws -> Table {
    struct Contents: Decodable {
      struct Step: Decodable {
        var step: String
        var `in`, out, filtered, merged, grouped, multiplied, rejected: Int
        var joined_in: [String: Int]?
      }
      var balance: [String: [Step]]
    }
    let numbers = ["in", "joined_in", "out", "filtered", "merged", "grouped", "multiplied", "rejected"]
    var texts = ["night", "job", "run", "table", "step"].map { ($0, [Value]()) }
    var counts = numbers.map { ($0, [Value]()) }
    for run in closing.runs {
      let path = closing.workspace.path(of: "Exports/\(run.night)/\(run.job)/\(Manifest.fileName)")
      guard let data = FileManager.default.bytes(ofFile: path),
        let contents = try? JSONDecoder().decode(Contents.self, from: data)
      else { throw Diagnostic(.init(.badManifest, "the row balance in '\(path)' cannot be read")) }
      for (table, steps) in contents.balance.sorted(by: { $0.key < $1.key }) {
        for step in steps {
          for (index, text) in [run.night.iso, run.job, run.id, table, step.step].enumerated() {
            texts[index].1.append(.text(text))
          }
          let joined = (step.joined_in ?? [:]).values.reduce(0, +)
          let found = [
            step.in, joined, step.out, step.filtered, step.merged, step.grouped, step.multiplied,
            step.rejected,
          ]
          for (index, count) in found.enumerated() { counts[index].1.append(.integer(Int64(count))) }
        }
      }
    }
    return Table(
      Schema(texts.map { Field($0.0, .text) } + counts.map { Field($0.0, .integer) }),
      texts.map { Column(.text, $0.1) } + counts.map { Column(.integer, $0.1) })
  }

  private func decisions() -> Table {
    let list = closing.record.decisions
    return Table(
      Schema([
        Field("stage", .text), Field("decision", .text), Field("at", .datetime), Field("reason", .text),
      ]),
      [
        Column(.text, list.map { _ in .text(stage) }), Column(.text, list.map { .text($0.action.rawValue) }),
        Column(.datetime, list.map { .datetime($0.at) }),
        Column(.text, list.map { $0.reason.map { .text($0) } ?? .null }),
      ])
  }

  private func open() -> Table {
    let points = closing.openPoints
    return Table(
      Schema([Field("night", .text), Field("job", .text), Field("finding", .text)]),
      [
        Column(.text, points.map { .text($0.night.iso) }), Column(.text, points.map { .text($0.job) }),
        Column(.text, points.map { .text($0.words) }),
      ])
  }

  // MARK: Tag files

  private func information(bytes: Int, files: Int) -> String {
    let timeline = closing.timeline
    let language = timeline.languages[0]
    let process = timeline.title?.text(in: language, fallbacks: timeline.languages) ?? timeline.process.value
    let title = closing.stage.title?.text(in: language, fallbacks: timeline.languages) ?? stage
    return """
      Source-Organization: \(timeline.process.value)
      External-Description: \(line(process)): \(line(title))
      External-Identifier: \(stage)
      Bagging-Date: \(timeline.night(of: now).iso)
      Bag-Software-Agent: acta \(Version.text)
      Payload-Oxum: \(bytes).\(files)

      """
  }

  /// A value of `bag-info.txt` is one line.
  private func line(_ text: String) -> String { text.replacing("\n", with: " ").replacing("\r", with: " ") }

  /// - Parameter list: the file that `sha256sum` reads.
  private func readme(_ list: String) -> String {
    """
    The exports of stage '\(stage)', from \(closing.stage.from.iso) to \(closing.stage.to.iso).

    data/exports/<night>/<job>/        what each job published for each night, with its manifest.json: inputs,
                                       row balance, figures, checks, and the SHA-256 of each file
    data/earlier-versions/             what was published for a night before it was run again, by run
    data/corrections/                  the values that staff corrected, if there are any
    data/row-balance.csv               where every row went, step by step, of all runs
    data/decisions.csv                 when the stage was closed or reopened, and why
    data/open.csv                      what was still open when the stage was closed

    This folder is a BagIt bag (RFC 8493). To verify that no file has changed, call in this folder:

        sha256sum -c \(list)

    """
  }
}
