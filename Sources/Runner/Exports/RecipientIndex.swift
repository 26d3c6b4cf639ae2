internal import JobSpec
internal import Ledger
internal import Tables

/// `index.csv` beside the files of `each`: who gets which file. One for each folder, for people, in the timeline's
/// first language.
struct RecipientIndex {
  private struct Line {
    var file: String
    var recipient: String?
    var language: String?
    var rows: Int
  }

  /// By folder, in the order of the files.
  private var folders: [(folder: String, lines: [Line])] = []

  /// - Parameter entries: the files that were written.
  init(of entries: [RunFile], by writer: ExportWriter) throws {
    let written = Dictionary(entries.map { ($0.file, $0) }, uniquingKeysWith: { first, _ in first })
    for (export, _, pieces) in try writer.allPieces() where export.each != nil {
      for piece in pieces {
        if let entry = written[piece.file] { add(piece, entry, of: export, by: writer) }
      }
    }
  }

  private mutating func add(
    _ piece: ExportWriter.Piece, _ entry: RunFile, of export: Export, by writer: ExportWriter
  ) {
    // The folder that all files of the export have in common.
    let template = writer.name(of: export, in: piece.language)
    let fixed = template.prefix { $0 != "{" }
    let folder = fixed.lastIndex(of: "/").map { String(fixed[...$0]) } ?? ""
    let language = writer.timeline.languages[0]
    let words = BookWords.in(language, fallbacks: writer.timeline.languages)
    let recipient =
      piece.name
      ?? piece.only.map { only in
        let value = BookText.shown(only.value, language, writer.timeline.zone)
        let labels = writer.labels(ofColumn: only.column).map { writer.labels($0, in: language) }
        return labels?[value] ?? value
      }
    let line = Line(
      file: String(entry.file.dropFirst(folder.count)),
      recipient: recipient.map { $0.isEmpty ? words.empty : words.told($0) }, language: entry.language,
      rows: entry.rows)
    if let place = folders.firstIndex(where: { $0.folder == folder }) {
      folders[place].lines.append(line)
    } else {
      folders.append((folder, [line]))
    }
  }

  /// - Parameter files: the names that are taken.
  func write(
    into publication: Publication, beside files: [String], by writer: ExportWriter
  ) throws -> [RunFile] {
    if folders.isEmpty { return [] }
    var taken = FileNames()
    taken.add(Manifest.fileName)
    for file in files { taken.add(file) }
    let language = writer.timeline.languages[0]
    let words = BookWords.in(language, fallbacks: writer.timeline.languages)
    return try folders.map { folder, lines in
      let name = taken.unique(folder + "index.csv")
      let table = Table(
        Schema([
          Field("file", .text), Field("recipient", .text), Field("language", .text), Field("rows", .integer),
        ]),
        [
          .text(TextColumn(lines.map(\.file))), .text(TextColumn(lines.map(\.recipient))),
          .text(TextColumn(lines.map(\.language))), .integer(PlainColumn(lines.map { Int64($0.rows) })),
        ])
      let fingerprint = try CSVWriter.writeFingerprinted(
        table, headers: words.indexColumns, to: publication.path(for: name),
        dialect: .people(language: language), zone: writer.timeline.zone, compressed: false)
      return RunFile(file: name, fingerprint, rows: lines.count)
    }
  }
}
