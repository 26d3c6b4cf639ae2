internal import Diagnostics
internal import Engine
internal import Foundation
internal import Glibc
internal import JobSpec
internal import Synchronization
internal import Tables

/// A cluster of Apache Spark that runs stages.
final class SparkCluster: RowMover {
  /// An executor's description of its machine.
  struct Executor: Decodable {
    let host: String
    let python: String
    let pyarrow: String
    let libc: String
    let machine: String
    /// The version of the worker; empty if it does not start.
    let worker: String
    /// Whether it reads what the driver writes into the shared folder, and may write there.
    let shared: Bool
  }

  private struct Answer: Decodable {
    let fault: String?
    let words: String?
    let version: String?
  }

  let shared: String
  let version: String
  let executors: [Executor]
  private let settings: SparkSettings
  /// A folder for blocks of rows: Spark's own if the executors are on this machine, or in the shared folder if a server
  /// of Spark Connect need not keep any.
  private let blocks: String
  /// Nil after the driver has ended.
  private let process: Mutex<SparkProcess?>

  /// Starting Spark takes long, so all jobs of a night use one.
  private static let current = Mutex<SparkCluster?>(nil)

  /// - Parameter work: a folder for temporary files.
  /// - Throws: a diagnostic if Spark cannot be started, or its executors cannot work.
  static func connected(_ settings: SparkSettings, work: String) throws -> SparkCluster {
    try current.withLock { current in
      if let current, current.settings == settings, current.isAlive { return current }
      current = nil
      let cluster = try SparkCluster(settings, work: work)
      if let fault = cluster.fault { throw fault.diagnostic }
      current = cluster
      return cluster
    }
  }

  /// - Parameters:
  ///   - work: a folder for temporary files.
  ///   - patience: the longest time in which Spark must be ready.
  /// - Throws: a diagnostic if Spark cannot be started.
  init(_ settings: SparkSettings, work: String, patience: Duration = .seconds(600)) throws {
    self.settings = settings
    shared = settings.shared ?? work
    try FileModes.makeFolder(shared)
    let ships = settings.worker == nil && !settings.isLocal
    let own = try SparkCluster.program(isSent: ships)
    // Machines that share a folder can have processes of the same number.
    let run = "\(UUID().uuidString).\(getpid())"
    let blocks = "\(settings.isConnect ? shared : work)/blocks-\(run)"
    self.blocks = blocks
    if settings.isLocal || settings.isConnect { try FileModes.makeFolder(blocks) }
    let conf = SparkConf.complete(settings, blocks: blocks)
    // The executors look for this file. It is not the driver's, because a driver can be killed while it waits for them.
    let (folder, token) = (shared, "seen-\(run)")
    var isComplete = false
    defer {
      // Executors write beside it, and can be killed as well.
      for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      where name.hasPrefix(token) {
        try? FileManager.default.removeItem(atPath: "\(folder)/\(name)")
      }
      if !isComplete { try? FileManager.default.removeItem(atPath: blocks) }
    }
    try WholeFile.write([], to: "\(folder)/\(token)")
    let process = try SparkProcess(
      settings,
      .object([
        ("master", .string(settings.master)), ("shared", .string(shared)),
        ("token", .string("\(folder)/\(token)")),
        ("worker", .array([.string(settings.worker ?? own), .string("worker")])), ("ship", .boolean(ships)),
        ("probes", .integer(8)), ("local", .boolean(settings.isLocal)),
        ("spool", .string(settings.isConnect ? blocks : "")),
        ("conf", .object(conf.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) })),
      ]), conf: conf, folder: "\(work)/spark-\(run)", patience: patience)
    do {
      let (found, answer) = try SparkCluster.answer(of: process, settings)
      executors = try found.map { try JSONDecoder().decode(Executor.self, from: Data($0)) }
      version = answer.version ?? ""
    } catch {
      process.end()
      throw error
    }
    process.becameReady()
    isComplete = true
    self.process = Mutex(process)
  }

  /// This program, or `acta-worker` beside it, which starts on other systems as well.
  private static func program(isSent: Bool) throws -> String {
    let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let worker = own.parentFolder + "/acta-worker"
    return isSent && FileManager.default.isExecutableFile(atPath: worker) ? worker : own
  }

  /// Ends Spark, if this process has started it.
  static func end() { current.withLock { $0 = nil } }

  deinit {
    process.withLock { $0?.end() }
    // An executor ends a moment after the driver, and may still write: the folder is then not empty.
    let begun = ContinuousClock.now
    repeat {
      try? FileManager.default.removeItem(atPath: blocks)
      if FileStatus(path: blocks) == nil { return }
      usleep(100_000)
    } while ContinuousClock.now - begun < .seconds(10)
  }

  private var isAlive: Bool { process.withLock { $0 != nil } }

  /// Why the executors cannot work.
  var fault: SparkFault? {
    for executor in executors {
      if !executor.shared { return SparkFault(kind: "shared", settings, words: executor.host) }
      if executor.worker.isEmpty { return SparkFault(kind: "libraries", settings, words: executor.host) }
      if executor.worker != Version.text {
        return SparkFault(kind: "version", settings, words: "\(executor.host): it is \(executor.worker)")
      }
    }
    return nil
  }

  func run(_ stage: MovedStage) throws -> [[UInt8]] {
    try process.withLock { process in
      guard let running = process else { throw SparkFault(kind: "driver", settings).diagnostic }
      do {
        let command = JSONValue.object([
          ("id", .integer(Int64(stage.id))), ("inputs", .array(stage.inputs.map { .integer(Int64($0)) })),
          ("parts", .integer(Int64(stage.parts))), ("first", .integer(Int64(stage.first.count))),
        ])
        try running.channel.write(0, Array(command.text.utf8))
        try running.channel.write(0, stage.work)
        for block in stage.first { try running.channel.write(block.part, block.bytes) }
        return try SparkCluster.answer(of: running, settings).receipts
      } catch {
        // After a fault, nobody knows what the driver still does.
        running.end()
        process = nil
        throw error
      }
    }
  }

  func forget(_ stages: [Int]) {
    process.withLock { process in
      let command = JSONValue.object([("forget", .array(stages.map { .integer(Int64($0)) }))])
      try? process?.channel.write(0, Array(command.text.utf8))
    }
  }

  private static func answer(
    of process: SparkProcess, _ settings: SparkSettings
  ) throws -> (receipts: [[UInt8]], answer: Answer) {
    var receipts: [[UInt8]] = []
    while let frame = try process.channel.read() {
      if frame.number == 1 {
        receipts.append(frame.bytes)
        continue
      }
      let answer = try JSONDecoder().decode(Answer.self, from: Data(frame.bytes))
      if let fault = answer.fault {
        throw SparkFault(kind: fault, settings, words: answer.words ?? "").diagnostic
      }
      return (receipts, answer)
    }
    throw SparkFault(kind: "driver", settings).diagnostic
  }
}
