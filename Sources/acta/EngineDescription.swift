internal import Diagnostics
internal import Runner

/// `acta explain JOB --engine`: where the rows of a job are held, and the numbers behind it.
struct EngineDescription {
  let choice: EngineChoice

  var lines: [String] {
    var lines = ["engine: memory (there is no other yet)"]
    for need in choice.needs {
      lines.append(
        "  input \(need.input): \(counted(need.files, "file")), \(need.bytes.formattedAsBytes), "
          + "\(need.columnsRead) of \(counted(need.columns, "column")): "
          + "about \(need.memory.formattedAsBytes) of memory")
    }
    let limit = choice.limit.map { "\($0.bytes.formattedAsBytes) \($0.words)" } ?? "no known limit"
    lines.append("needs about \(choice.memory.formattedAsBytes) of memory, and there is \(limit)")
    if !choice.fits {
      lines.append("the run will probably not fit: read fewer columns, or use a machine with more memory")
    }
    return lines
  }

  var json: JSONValue {
    .object([
      ("engine", .string("memory")),
      (
        "inputs",
        .array(
          choice.needs.map {
            .object([
              ("input", .string($0.input)), ("files", .integer(Int64($0.files))),
              ("bytes", .integer(Int64($0.bytes))), ("columns_read", .integer(Int64($0.columnsRead))),
              ("columns", .integer(Int64($0.columns))), ("memory", .integer(Int64($0.memory))),
            ])
          })
      ), ("memory", .integer(Int64(choice.memory))),
      ("limit", choice.limit.map { .integer(Int64($0.bytes)) } ?? .null),
      ("limit_from", .optional(choice.limit?.source.rawValue)), ("fits", .boolean(choice.fits)),
    ])
  }
}

extension MemoryLimit {
  fileprivate var words: String {
    switch source {
    case .machine: "in this machine"
    case .cgroup: "for this control group"
    case .process: "for this process (ulimit -v)"
    }
  }
}
