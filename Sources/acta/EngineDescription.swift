internal import Diagnostics
internal import Engine
internal import JobSpec
internal import Runner

/// `acta explain JOB --engine`: where the rows of a job are held, and the numbers behind it.
struct EngineDescription {
  let choice: EngineChoice

  let plan: JobPlan

  var lines: [String] {
    var lines = ["engine: \(choice.use?.rawValue ?? "none") (\(reason))"]
    for need in choice.needs {
      lines.append(
        "  input \(need.input): \(counted(need.files, "file")), \(need.bytes.formattedAsBytes), "
          + "\(need.columnsRead) of \(counted(need.columns, "column")): "
          + "about \(need.memory.formattedAsBytes) of memory")
    }
    let memory = [
      "about \(choice.memory.formattedAsBytes) needed",
      choice.allowed.map { "a run may use \($0.formattedAsBytes)" },
      choice.limit.map { "\($0.bytes.formattedAsBytes) \($0.words)" } ?? "no known limit",
      choice.unused.map { "\($0.formattedAsBytes) unused on this machine now" },
    ]
    lines.append("memory: \(memory.compactMap(\.self).joined(separator: "; "))")
    let disk = choice.disk.map { "; \($0.formattedAsBytes) free" } ?? ""
    lines.append("disk: about \(choice.diskNeed.formattedAsBytes) needed by stages\(disk)")
    if choice.use == .stages || choice.use == .spark { lines += stages + atOnce }
    return lines
  }

  private var reason: String {
    switch choice.settings.use {
    case .memory: choice.mayFit ? "as acta.yaml says" : "acta.yaml says memory, and the rows do not fit"
    case .stages: choice.fitsOnDisk ? "as acta.yaml says" : "acta.yaml says stages, and the disk is full"
    case .spark: "as acta.yaml says"
    case .auto:
      if choice.isForCluster {
        "it needs more than acta.yaml says under 'above'"
      } else if choice.fits {
        "the rows fit"
      } else if choice.fitsOnDisk {
        "the rows do not fit into memory"
      } else {
        choice.mayFit ? "the disk is full, and the rows may fit" : "the rows fit nowhere"
      }
    }
  }

  /// The steps for which rows come together.
  private var stages: [String] {
    plan.tables.flatMap { table in
      table.steps.compactMap { step -> String? in
        let place = "  stage: table \(table.name), \(step.summary): "
        switch step.gathering {
        case .nothing, .first: return nil
        case .together(let columns): return place + "rows with the same \(columns.joined(separator: ", "))"
        case .inOrder: return place + "rows in order"
        case .all: return place + "all rows, piece by piece"
        }
      }
    }
  }

  /// The tables that are in memory whole when they are written.
  private var atOnce: [String] {
    plan.tables.compactMap { table in
      let readers = plan.readersAtOnce(of: table.name)
      return readers.isEmpty ? nil : "  at once: table \(table.name), for \(enumeration(readers))"
    }
  }

  var json: JSONValue {
    .object([
      ("engine", .optional(choice.use?.rawValue)),
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
      ("allowed", choice.allowed.map { .integer(Int64($0)) } ?? .null),
      ("disk_need", .integer(Int64(choice.diskNeed))),
      ("disk", choice.disk.map { .integer(Int64($0)) } ?? .null),
      ("unused", choice.unused.map { .integer(Int64($0)) } ?? .null),
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
    case .process: "left for this process (ulimit -v)"
    }
  }
}
