internal import Ledger
internal import Tables

// Writes and reads the archive's record, with the same keys for both.

extension Snapshot {
  private static let schemaVersion: Int64 = 1

  var json: JSONValue {
    .object([
      ("schema", .integer(Snapshot.schemaVersion)), ("run", .string(run.id)), ("job", .string(run.job)),
      ("night", .string(run.night.iso)), ("asOf", .integer(run.asOf.microseconds)),
      ("stage", .optional(run.stage)), ("status", .string(run.status.rawValue)),
      (
        "versions",
        .object([
          ("acta", .string(versions.acta)), ("zlib", .string(versions.zlib)),
          ("libxlsxwriter", .string(versions.libxlsxwriter)),
        ])
      ),
      ("files", .array(files.map(json))),
      ("set", .object(set.sorted { $0.key < $1.key }.map { ($0.key, ArchivedValue($0.value).json) })),
      ("previous", .array(previous.map(json))),
      ("rows", json(rows)), ("tables", .array(tables.map(json))),
      ("lastNight", lastNight.map(json) ?? .null),
      ("exports", .array(run.files.map(json))), ("manifest", .optional(manifest)),
    ])
  }

  private func json(_ file: File) -> JSONValue {
    .object([
      ("path", .string(file.path)), ("sha256", .string(file.sha256)), ("bytes", .integer(Int64(file.bytes))),
      ("modified", file.modified.map { .integer($0.microseconds) } ?? .null),
    ])
  }

  private func json(_ rows: [String: Int]) -> JSONValue {
    .object(rows.sorted { $0.key < $1.key }.map { ($0.key, .integer(Int64($0.value))) })
  }

  private func json(_ table: ArchivedTable) -> JSONValue {
    let columns = table.columns.map {
      JSONValue.object([("name", .string($0.name)), ("type", .string($0.type.rawValue))])
    }
    return .object([
      ("table", .string(table.table)), ("sha256", .string(table.sha256)),
      ("bytes", .integer(Int64(table.bytes))), ("rows", .integer(Int64(table.rows))),
      ("columns", .array(columns)),
    ])
  }

  private func json(_ last: LastNight) -> JSONValue {
    .object([
      ("run", .string(last.run)), ("night", .string(last.night.iso)), ("rows", json(last.rows)),
      ("tables", .array(last.tables.map(json))),
    ])
  }

  private func json(_ figure: RunFigure) -> JSONValue {
    .object([
      ("figure", .string(figure.figure)), ("item", .optional(figure.item)),
      ("value", ArchivedValue(figure.value).json),
    ])
  }

  private func json(_ file: RunFile) -> JSONValue {
    let parts = parts[file.file]?.map {
      JSONValue.object([("name", .string($0.name)), ("checksum", .integer(Int64($0.checksum)))])
    }
    return .object([
      ("file", .string(file.file)), ("sha256", .string(file.sha256)), ("bytes", .integer(Int64(file.bytes))),
      ("parts", parts.map { .array($0) } ?? .null),
    ])
  }
}

extension Snapshot: Decodable {
  private enum Key: String, CodingKey {
    case run, job, night, asOf, stage, status, versions, files, set, previous, exports, rows, tables,
      lastNight, manifest
  }

  private struct ArchivedFile: Decodable {
    var path: String
    var sha256: String
    var bytes: Int
    var modified: Int64?
  }

  private struct ArchivedFigure: Decodable {
    var figure: String
    var item: String?
    var value: ArchivedValue
  }

  private struct ArchivedExport: Decodable {
    var file: String
    var sha256: String
    var bytes: Int
    var parts: [Part]?
  }

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Key.self)
    let versions = try values.decode(Versions.self, forKey: .versions)
    var run = Run(
      id: try values.decode(String.self, forKey: .run), job: try values.decode(String.self, forKey: .job),
      origin: .run, night: try values.decode(Night.self, forKey: .night),
      asOf: Instant(microseconds: try values.decode(Int64.self, forKey: .asOf)),
      stage: try values.decodeIfPresent(String.self, forKey: .stage),
      status: try values.decode(RunStatus.self, forKey: .status),
      started: Instant(microseconds: 0), acta: versions.acta)
    let exports = try values.decode([ArchivedExport].self, forKey: .exports)
    run.exports = exports.map { RunFile(file: $0.file, sha256: $0.sha256, bytes: $0.bytes, rows: 0) }
    self.init(run, versions: versions)
    manifest = try values.decodeIfPresent(String.self, forKey: .manifest)
    for export in exports { parts[export.file] = export.parts }
    files = try values.decode([ArchivedFile].self, forKey: .files).map {
      File(
        path: $0.path, sha256: $0.sha256, bytes: $0.bytes,
        modified: $0.modified.map { Instant(microseconds: $0) })
    }
    set = try values.decode([String: ArchivedValue].self, forKey: .set).mapValues(\.value)
    rows = try values.decodeIfPresent([String: Int].self, forKey: .rows) ?? [:]
    tables = try values.decodeIfPresent([ArchivedTable].self, forKey: .tables) ?? []
    lastNight = try values.decodeIfPresent(LastNight.self, forKey: .lastNight)
    previous = try values.decode([ArchivedFigure].self, forKey: .previous).map {
      RunFigure(figure: $0.figure, item: $0.item, value: $0.value.value)
    }
  }
}

/// A value together with its type.
private struct ArchivedValue: Decodable {
  var type: String
  var text: String

  init(_ value: Value) {
    type = value.type?.rawValue ?? "null"
    switch value {
    case .null: text = ""
    case .integer(let number): text = String(number)
    case .number(let number): text = "\(number)"
    case .boolean(let flag): text = String(flag)
    case .text(let string): text = string
    case .date(let days): text = String(days)
    case .datetime(let instant): text = String(instant)
    }
  }

  var json: JSONValue { .object([("type", .string(type)), ("text", .string(text))]) }

  var value: Value {
    switch ColumnType(rawValue: type) {
    case .text: .text(text)
    case .integer: Int64(text).map { .integer($0) } ?? .null
    case .number: Double(text).map { .number($0) } ?? .null
    case .boolean: .boolean(text == "true")
    case .date: Int32(text).map { .date($0) } ?? .null
    case .datetime: Int64(text).map { .datetime($0) } ?? .null
    case nil: .null
    }
  }
}
