import Diagnostics
import Foundation
import Synchronization
import Tables
import TestSupport
import Testing

@testable import Formats

/// Files of all formats, changed at random: each is read or refused with a diagnostic in bounded time, and every row that was found
/// is in the table, a reject, or left out under a name. `Tests/Fuzz/mutate --cases 10000` tries more of them.
@Suite(.serialized) struct MutatedFilesTests {
  private static let cases = Int(ProcessInfo.processInfo.environment["ACTA_MUTATED_FILES"] ?? "") ?? 300
  private static let seed = Int(ProcessInfo.processInfo.environment["ACTA_MUTATED_SEED"] ?? "") ?? 1

  /// The files of the tests, by path.
  private static let files: [(path: String, bytes: [UInt8])] = {
    let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    var found: [(path: String, bytes: [UInt8])] = []
    let names = (FileManager.default.enumerator(atPath: tests.path)?.allObjects as? [String] ?? []).sorted()
    for name in names
    where name.contains("Inputs/") || name.contains("Fixtures/") || name.contains("Corpus/file/") {
      let file = tests.appending(path: name)
      guard let data = try? Data(contentsOf: file, options: []), !data.isEmpty, data.count < 65_536 else {
        continue
      }
      found.append((name, [UInt8](data)))
    }
    return found
  }()

  @Test func `every row of a mutated file is accounted for`() throws {
    let scratch = Scratch()
    defer { scratch.remove() }
    var slowest = (seconds: 0.0, what: "")
    for number in 0..<MutatedFilesTests.cases {
      let seed = MutatedFilesTests.seed &* 1_000_003 &+ number
      var mutation = FileMutation(seed: seed)
      let file = MutatedFilesTests.files.randomElement(using: &mutation.random)!
      let other = MutatedFilesTests.files.randomElement(using: &mutation.random)!
      let bytes = mutation.mutate(file.bytes, other: other.bytes)
      let what = "case \(number) (seed \(seed)) of \(file.path)"
      let target = [FuzzTarget.file, .file, .file, .table, .format].randomElement(using: &mutation.random)!
      let start = ContinuousClock.now
      scratch.begin(what)
      do {
        try target.run(bytes, scratch: scratch.path)
        if target == .file { try expectOneMore(bytes, scratch.path, &mutation.random, what) }
      } catch {
        scratch.keep(number)
        Issue.record("\(what), as \(target): \(error)")
      }
      let time = (ContinuousClock.now - start) / .seconds(1)
      if time > slowest.seconds { slowest = (time, what) }
    }
    scratch.end()
    #expect(slowest.seconds < 60, "\(slowest.what)")
    print(
      "\(MutatedFilesTests.cases) mutated files of \(MutatedFilesTests.files.count); the slowest took \(slowest.seconds) s: \(slowest.what)"
    )
  }

  /// A line more in a text is a row more, wherever it stands: in the table, rejected, or left out under a name.
  private func expectOneMore(
    _ bytes: [UInt8], _ scratch: String, _ random: inout SteadyRandom, _ what: String
  ) throws {
    guard !bytes.contains(0x0D), !bytes.contains(0), let text = String(validating: bytes, as: UTF8.self),
      let before = rows(scratch),
      before.format != .json
    else { return }
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    // A line inside quotes is no row.
    if lines.contains(where: { $0.utf8.count { $0 == 0x22 } % 2 == 1 }) { return }
    let mark = String(decoding: [before.delimiter ?? 0x2C], as: UTF8.self)
    var shapes = ["Zqx"]
    // In a text of one column, a line of several fields would be the header.
    if lines.contains(where: { $0.contains(mark) }) {
      shapes += ["Zqx\(mark)9", "zqx\(mark)7 zqx\(mark)8\(mark)9", "1\(mark)2\(mark)3\(mark)4\(mark)5"]
    }
    let line = shapes.randomElement(using: &random)!
    lines.insert(Substring(line), at: Int.random(in: 1...max(1, lines.count - 1), using: &random))
    try Data(lines.joined(separator: "\n").utf8).write(to: URL(filePath: scratch))
    guard let after = rows(scratch), after.format == before.format, after.delimiter == before.delimiter,
      after.encoding == before.encoding, after.format != .zoomPoll
    else { return }
    if after.rows != before.rows + 1 {
      throw Fault(
        description: "with a line '\(line)' more, \(after.rows) rows instead of \(before.rows + 1)")
    }
  }

  private struct Fault: Error, CustomStringConvertible {
    let description: String
  }

  private func rows(_ path: String) -> FileReport? {
    let result = try? InputReader.read(
      [InputFile(path: path, displayName: "Inputs/fuzz")], options: ReadingOptions(zone: .utc))
    return result?.files.first
  }
}

/// The file that is read, which stays if the process dies, and a watch that ends the process if a file takes too long.
private final class Scratch: Sendable {
  private let folder = FileManager.default.temporaryDirectory.appending(path: "acta-mutated-\(getpid())")
  var path: String { folder.appending(path: "file").path }
  private let watch = Watch()

  init() { try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }

  func begin(_ what: String) { watch.begin(what) }

  func end() { watch.begin(nil) }

  func keep(_ number: Int) {
    try? FileManager.default.copyItem(at: URL(filePath: path), to: folder.appending(path: "case-\(number)"))
  }

  func remove() {
    try? FileManager.default.removeItem(atPath: path)
    // Cases that failed stay.
    if (try? FileManager.default.contentsOfDirectory(atPath: folder.path))?.isEmpty == true {
      try? FileManager.default.removeItem(at: folder)
    }
  }
}

/// Ends the process if a file takes too long, since nothing else can end the test then.
private final class Watch: Sendable {
  private let current = Mutex<(what: String?, since: ContinuousClock.Instant)>((nil, .now))

  init() {
    let thread = Thread { [weak self] in
      while let watch = self {
        let (what, since) = watch.current.withLock { $0 }
        if let what, ContinuousClock.now - since > .seconds(300) {
          fatalError("\(what) takes more than five minutes")
        }
        Thread.sleep(forTimeInterval: 1)
      }
    }
    thread.start()
  }

  func begin(_ what: String?) { current.withLock { $0 = (what, .now) } }
}
