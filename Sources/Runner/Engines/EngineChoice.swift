internal import Diagnostics
package import Engine
internal import Foundation
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
    /// The size of the files when unpacked, as far as it can be guessed.
    let plain: Int
    /// An estimate: as many bytes of memory as the files have for these columns.
    package let memory: Int

    /// - Parameter leastInRows: the memory for as many rows as the files seem to have, without their texts.
    init(
      input: String, files: Int, bytes: Int, plain: Int, columnsRead: Int, columns: Int, leastInRows: Int = 0
    ) {
      self.input = input
      self.files = files
      self.bytes = bytes
      self.columnsRead = columnsRead
      self.columns = columns
      self.plain = plain
      // Small numbers take more room in memory than as text.
      memory = max(leastInRows, columns == 0 ? 0 : Int(Double(plain) * Double(columnsRead) / Double(columns)))
    }
  }

  package let needs: [Need]
  /// Nil if the system does not tell it.
  package let limit: MemoryLimit?
  /// The free bytes of the workspace's disk; nil if the system does not tell them.
  package let disk: Int?
  /// The bytes of memory that nobody uses now; nil if the system does not tell them.
  package let unused: Int?
  package let settings: EngineSettings

  package var memory: Int { needs.reduce(0) { $0 + $1.memory } }
  /// The bytes that a run may use; nil without a limit.
  package var allowed: Int? {
    let allowed: Int? =
      switch settings.memory {
      case .bytes(let bytes): limit.map { min(bytes, $0.bytes) } ?? bytes
      case .percent(let percent): limit.map { $0.bytes / 100 * percent }
      }
    // Memory that other programs use cannot be had; a tenth is left for what the estimate does not know.
    guard let allowed, let unused else { return allowed }
    return min(allowed, unused / 10 * 9)
  }
  /// So few bytes are no reason for stages, which need as many themselves.
  static let fewBytes = 16 << 20
  package var fits: Bool { allowed.map { memory <= max($0, EngineChoice.fewBytes) } ?? true }
  /// Whether a run in memory is worth a try if there is no other way: rows take three quarters of what is estimated, or
  /// more.
  package var mayFit: Bool { limit.map { memory / 4 * 3 <= max($0.bytes, EngineChoice.fewBytes) } ?? true }
  /// The disk that a run by stages may need.
  package var diskNeed: Int { needs.reduce(0) { $0 + 3 * $1.plain } }
  package var fitsOnDisk: Bool { disk.map { diskNeed <= $0 } ?? true }

  package init(
    needs: [Need], limit: MemoryLimit?, disk: Int? = nil, unused: Int? = nil,
    settings: EngineSettings = EngineSettings()
  ) {
    self.needs = needs
    self.limit = limit
    self.disk = disk
    self.unused = unused
    self.settings = settings
  }

  /// Whether the job is large enough for the cluster.
  package var isForCluster: Bool { settings.spark?.above.map { memory >= $0 } ?? false }

  /// `memory`, `stages` or `spark`; nil if the job cannot run: it fits neither into memory nor on the disk, or not where it
  /// shall run.
  package var use: EngineSettings.Use? {
    switch settings.use {
    case .memory: mayFit ? .memory : nil
    case .stages: fitsOnDisk ? .stages : nil
    case .spark: .spark
    case .auto: isForCluster ? .spark : fits ? .memory : fitsOnDisk ? .stages : mayFit ? .memory : nil
    }
  }

  /// Says that the job cannot run, with the numbers that speak against it.
  func refusal(of job: Job) -> Diagnostic {
    let inMemory = "it needs about \(memory) bytes of memory, and there are \(limit?.bytes ?? 0)"
    let onDisk = "about \(diskNeed) bytes, and \(disk ?? 0) are free"
    let place: String
    let reason: String
    let hint: String
    switch settings.use {
    case .memory:
      (place, reason) = ("does not fit into memory", inMemory)
      hint =
        fitsOnDisk
        ? "run it by stages, on the disk: --engine auto"
        : "read fewer columns, or use a machine with more memory"
    case .stages:
      (place, reason) = ("does not fit on the disk", "by stages it needs \(onDisk)")
      hint = mayFit ? "run it in memory: --engine auto" : "free some space on the disk, or read fewer columns"
    case .auto, .spark:
      (place, reason) = (
        "fits neither into memory nor on the disk", "\(inMemory); on the disk it needs \(onDisk)"
      )
      hint = "free some space on the disk, read fewer columns, or use a machine with more memory"
    }
    return Diagnostic(
      .init(.tooLarge, "job '\(job.name.value)' \(place)"), at: job.name.location, reason: reason, hint: hint)
  }
}

extension JobBinding {
  /// Looks at the sizes of the job's files, which are not read. Inputs without a file need nothing.
  package func engine(
    for job: Job, _ plan: JobPlan, limit: MemoryLimit?, _ settings: EngineSettings = EngineSettings()
  ) -> EngineChoice {
    let inputs = plan.inputsByName
    let needs = job.inputs.map { input in
      let files = (try? catalogue.entry(input, of: job).files) ?? []
      let sizes = files.map { FileStamp(path: $0.path)?.bytes ?? 0 }
      let plain = zip(files, sizes).reduce(0) { $0 + $1.1 * EngineChoice.expansion(of: $1.0.path) }
      let planned = inputs[input.name.value]
      let columns = planned?.schema.names ?? []
      let wanted = planned?.wanted ?? .all
      let bytesOfRow = (planned?.schema.fields ?? []).filter { wanted.contains($0.name) }
        .reduce(0) { $0 + $1.type.bytesOfValue }
      let rows = zip(files, sizes).reduce(0) { $0 + EngineChoice.rows(of: $1.0.path, bytes: $1.1) }
      return EngineChoice.Need(
        input: input.name.value, files: files.count, bytes: sizes.reduce(0, +), plain: plain,
        columnsRead: columns.count(where: wanted.contains), columns: columns.count,
        leastInRows: rows * bytesOfRow)
    }
    return EngineChoice(
      needs: needs, limit: limit, disk: FreeDisk.bytes(at: catalogue.workspace.root),
      unused: MemoryLimit.unused,
      settings: settings)
  }
}

extension ColumnType {
  /// The memory for each value; for texts, besides their bytes.
  fileprivate var bytesOfValue: Int {
    switch self {
    case .integer, .number, .datetime: 8
    case .date, .text: 4
    case .boolean: 1
    }
  }
}

extension EngineChoice {
  /// The number of rows that a file that is not packed seems to have, by the lines at its beginning.
  fileprivate static func rows(of path: String, bytes: Int) -> Int {
    guard expansion(of: path) == 1, let file = FileHandle(forReadingAtPath: path) else { return 0 }
    defer { try? file.close() }
    guard let head = try? file.read(upToCount: 64 << 10) else { return 0 }
    let lines = head.count { $0 == 0x0A }
    return lines == 0 ? 0 : Int(Double(bytes) * Double(lines) / Double(head.count))
  }

  /// How many times its size a file has when unpacked.
  fileprivate static func expansion(of path: String) -> Int {
    let name = path.lowercased()
    return [".gz", ".xz", ".zst", ".bz2", ".zip", ".xlsx", ".xlsm"].contains(where: name.hasSuffix) ? 8 : 1
  }
}
