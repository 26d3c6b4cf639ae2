internal import Tables

extension Snapshot {
  /// As `JSONDecoder` reads it, with the names of the properties.
  var json: JSONValue {
    .object([
      ("schema", .integer(Int64(schema))), ("run", .string(run)), ("job", .string(job)),
      ("night", .string(night)), ("asOf", .integer(asOf)), ("stage", .optional(stage)),
      ("status", .string(status)),
      (
        "versions",
        .object([
          ("acta", .string(versions.acta)), ("zlib", .string(versions.zlib)),
          ("libxlsxwriter", .string(versions.libxlsxwriter)),
        ])
      ),
      ("files", .array(files.map(\.json))),
      ("set", .object(set.sorted { $0.key < $1.key }.map { ($0.key, $0.value.json) })),
      ("previous", .array(previous.map(\.json))),
      ("exports", .array(exports.map(\.json))),
    ])
  }
}

extension Snapshot.File {
  fileprivate var json: JSONValue {
    .object([
      ("path", .string(path)), ("sha256", .string(sha256)), ("bytes", .integer(Int64(bytes))),
      ("modified", modified.map { .integer($0) } ?? .null),
    ])
  }
}

extension Snapshot.Figure {
  fileprivate var json: JSONValue {
    .object([("figure", .string(figure)), ("item", .optional(item)), ("value", value.json)])
  }
}

extension Snapshot.Export {
  fileprivate var json: JSONValue {
    .object([
      ("file", .string(file)), ("sha256", .string(sha256)), ("bytes", .integer(Int64(bytes))),
      (
        "parts",
        parts.map { parts in
          .array(
            parts.map { .object([("name", .string($0.name)), ("checksum", .integer(Int64($0.checksum)))]) })
        } ?? .null
      ),
    ])
  }
}

extension ArchivedValue {
  fileprivate var json: JSONValue { .object([("type", .string(type)), ("text", .string(text))]) }
}
