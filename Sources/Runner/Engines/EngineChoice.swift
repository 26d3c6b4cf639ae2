internal import Diagnostics
package import Engine
package import JobSpec
internal import Tables

/// The engine for a job's next run, and the numbers that speak for it.
package struct EngineChoice: Sendable {
  /// The memory for the columns of an input that the job reads.
  package struct Need: Sendable, Equatable {
    package let input: String
    package let files: Int
    /// The size of the files.
    package let bytes: Int
    package let columnsRead: Int
    package let columns: Int
    /// An estimate: as many bytes of memory as the files have for these columns.
    package let memory: Int

    /// - Parameter plain: the size of the files when unpacked, as far as it can be guessed.
    init(input: String, files: Int, bytes: Int, plain: Int, columnsRead: Int, columns: Int) {
      self.input = input
      self.files = files
      self.bytes = bytes
      self.columnsRead = columnsRead
      self.columns = columns
      memory = columns == 0 ? 0 : Int(Double(plain) * Double(columnsRead) / Double(columns))
    }
  }

  package let needs: [Need]
  /// Nil if the system does not tell it.
  package let limit: MemoryLimit?

  package var memory: Int { needs.reduce(0) { $0 + $1.memory } }
  package var fits: Bool { limit.map { memory <= $0.bytes } ?? true }

  package init(needs: [Need], limit: MemoryLimit?) {
    self.needs = needs
    self.limit = limit
  }
}

extension JobBinding {
  /// Looks at the sizes of the job's files, which are not read. Inputs without a file need nothing.
  package func engine(for job: Job, _ plan: JobPlan, limit: MemoryLimit?) -> EngineChoice {
    let needs = job.inputs.map { input in
      let files = (try? catalogue.entry(input, of: job).files) ?? []
      let sizes = files.map { FileStamp(path: $0.path)?.bytes ?? 0 }
      let plain = zip(files, sizes).reduce(0) { $0 + $1.1 * EngineChoice.expansion(of: $1.0.path) }
      let planned = plan.input(named: input.name.value)
      let columns = planned?.schema.names ?? []
      let wanted = planned?.wanted ?? .all
      return EngineChoice.Need(
        input: input.name.value, files: files.count, bytes: sizes.reduce(0, +), plain: plain,
        columnsRead: columns.count(where: wanted.contains), columns: columns.count)
    }
    return EngineChoice(needs: needs, limit: limit)
  }
}

extension EngineChoice {
  /// How many times its size a file has when unpacked.
  fileprivate static func expansion(of path: String) -> Int {
    let name = path.lowercased()
    return [".gz", ".xlsx", ".xlsm"].contains(where: name.hasSuffix) ? 8 : 1
  }
}
