internal import Diagnostics
internal import Foundation
internal import Glibc
internal import JobSpec
internal import Synchronization
internal import Tables

/// The driver of Spark: a child process that ends when this one does.
///
/// Both talk through two named pipes, because `spark-submit` keeps a program's standard input and output to itself.
final class SparkProcess: Sendable {
  let channel: FrameChannel
  private let process: Process
  private let folder: String
  private let commands: Mutex<Int32>
  private let answers: Int32
  private let wait: Wait

  private final class Wait: Sendable {
    let begun = ContinuousClock.now
    let isReady = Atomic<Bool>(false)
  }

  /// - Parameters:
  ///   - settings: as the driver reads them.
  ///   - conf: Spark's settings.
  ///   - folder: a new folder for what the driver needs until it is ready.
  ///   - patience: the longest time in which Spark must be ready.
  /// - Throws: a diagnostic if the program cannot be started.
  init(
    _ spark: SparkSettings, _ settings: JSONValue, conf: [String: String], folder: String, patience: Duration
  ) throws {
    self.folder = folder
    var isStarted = false
    defer { if !isStarted { try? FileManager.default.removeItem(atPath: folder) } }
    try FileModes.makeFolder(folder)
    let script = "\(folder)/acta_spark.py"
    let properties = "\(folder)/spark.conf"
    let paths = ["settings.json", "commands", "answers"].map { "\(folder)/\($0)" }
    let lines = conf.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)\n" }
    for (path, bytes) in [
      (script, PackageResources.acta_spark_py), (properties, Array(lines.joined().utf8)),
      (paths[0], Array(settings.text.utf8)), ("\(folder)/log", []),
    ] {
      try WholeFile.write(bytes, to: path)
      try FileModes.makePrivate(file: path)
    }
    let commands = try SparkProcess.pipe(paths[1])
    self.commands = Mutex(commands)
    answers = try SparkProcess.pipe(paths[2])
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    let isSubmit = spark.submit.contains { $0.split(separator: "/").last == "spark-submit" }
    let options = isSubmit ? ["--master", spark.master, "--properties-file", properties] : []
    process.arguments = spark.submit + options + [script] + paths
    var environment = ProcessInfo.processInfo.environment
    if spark.isLocal { environment["SPARK_LOCAL_IP"] = environment["SPARK_LOCAL_IP"] ?? "127.0.0.1" }
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    let log = FileHandle(forWritingAtPath: "\(folder)/log") ?? FileHandle.nullDevice
    process.standardOutput = log
    process.standardError = log
    self.process = process
    let wait = Wait()
    self.wait = wait
    channel = FrameChannel(input: answers, output: commands) {
      try Interruption.check()
      if !process.isRunning { throw SparkFault.ended(spark, code: process.terminationStatus).diagnostic }
      if !wait.isReady.load(ordering: .relaxed), ContinuousClock.now - wait.begun > patience {
        throw SparkFault(kind: "silent", spark).diagnostic
      }
    }
    do {
      try process.run()
    } catch {
      throw SparkFault(kind: "submit", spark).diagnostic
    }
    isStarted = true
  }

  deinit {
    end()
    close(answers)
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// The driver has opened what it needs.
  func becameReady() {
    wait.isReady.store(true, ordering: .relaxed)
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// The driver ends when its pipe does; it gets some time to clear up.
  func end() {
    let isOpen = commands.withLock { commands in
      defer { commands = -1 }
      return commands >= 0 && close(commands) == 0
    }
    guard isOpen, process.isRunning else { return }
    if ends(within: .seconds(20)) { return }
    process.terminate()
    if !ends(within: .seconds(10)) { kill(process.processIdentifier, SIGKILL) }
  }

  /// - Returns: whether the driver has ended.
  private func ends(within limit: Duration) -> Bool {
    let begun = ContinuousClock.now
    while process.isRunning, ContinuousClock.now - begun < limit { usleep(20_000) }
    return !process.isRunning
  }

  /// Open for both ways, so that neither side waits for the other one to open it.
  private static func pipe(_ path: String) throws -> Int32 {
    // SAFETY: the path is valid until the calls return.
    unsafe unlink(path)
    guard unsafe mkfifo(path, 0o600) == 0 else {
      throw Diagnostic(.cannotWrite(path), reason: SystemError.last.message)
    }
    let descriptor = unsafe open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC)
    if descriptor < 0 { throw Diagnostic(.cannotWrite(path), reason: SystemError.last.message) }
    return descriptor
  }
}
