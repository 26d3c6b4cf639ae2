import Foundation
import TestSupport

/// What a command said and how it ended.
struct CommandResult: Sendable {
  var status: Int32
  var stdout: String
  var stderr: String
}

/// A workspace in a temporary folder, and the built program to run in it.
struct TemporaryWorkspace {
  let root: URL

  init() throws {
    root = FileManager.default.temporaryDirectory.appendingPathComponent("acta-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
  }

  init(copying folder: URL) throws {
    try self.init()
    for name in ["Jobs", "Inputs", "Corrections", "Exports", "share", "acta.yaml"] {
      let source = folder.appendingPathComponent(name)
      if FileManager.default.fileExists(atPath: source.path) {
        try FileManager.default.copyItem(at: source, to: root.appendingPathComponent(name))
      }
    }
  }

  func remove() { try? FileManager.default.removeItem(at: root) }

  func write(_ text: String, to path: String) throws {
    let file = root.appendingPathComponent(path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(to: file, atomically: true, encoding: .utf8)
  }

  /// A timeline of one stage, `review`.
  func writeTimeline(review dates: String = "on: 2021-04-28") throws {
    try write(
      """
      process: test
      time_zone: UTC
      languages: [en]
      night: "23:30"
      stages: [{stage: review, \(dates)}]

      """, to: "Jobs/timeline.yaml")
  }

  /// A job `people` that publishes a list of one person, and a figure that counts it.
  func writePeople() throws {
    try write("name\nAna\n", to: "Inputs/people.csv")
    try write(
      """
      job: people
      inputs: {people: {file: people.csv}}
      figures: {people: {table: people, value: count()}}
      exports: [{csv: people.csv, table: people}]

      """, to: "Jobs/people.yaml")
  }

  func data(of path: String) -> Data? {
    FileManager.default.contents(atPath: root.appendingPathComponent(path).path)
  }

  /// A file's text, unpacked where it is packed; of a workbook's part (`a.xlsx/xl/workbook.xml`) the
  /// XML, an element a line.
  func text(of path: String) throws -> String? {
    if let end = path.range(of: ".xlsx/")?.lowerBound {
      let book = String(path[..<end]) + ".xlsx"
      guard data(of: book) != nil else { return nil }
      let part = String(path[end...].dropFirst(6))
      return try ZipReader(path: root.appendingPathComponent(book).path).text(part)
        .replacing("><", with: ">\n<")
    }
    guard let data = data(of: path) else { return nil }
    let bytes = path.hasSuffix(".gz") ? try gunzipped(Array(data)) : Array(data)
    return String(validating: bytes, as: UTF8.self) ?? "(not text)\n"
  }

  /// Everything that runs left, by path.
  func publishedFiles() -> [String] {
    ["Exports", ".acta/failed"].flatMap { folder in
      let all = FileManager.default.enumerator(atPath: root.appendingPathComponent(folder).path)?.allObjects
      return (all ?? []).compactMap { $0 as? String }.map { "\(folder)/\($0)" }
    }.filter {
      let values = try? root.appendingPathComponent($0).resourceValues(forKeys: [.isRegularFileKey])
      return values?.isRegularFile == true
    }
  }

  /// Runs the program here, or in another folder.
  func acta(
    _ arguments: [String], environment: [String: String] = [:], folder: URL? = nil
  ) throws -> CommandResult {
    let process = Process()
    process.executableURL = TemporaryWorkspace.program
    process.arguments = arguments
    process.currentDirectoryURL = folder ?? root
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { _, new in new }
    // Files, not pipes: a full pipe would stop the program while nobody reads.
    let out = root.appendingPathComponent(".stdout")
    let err = root.appendingPathComponent(".stderr")
    for file in [out, err] { _ = FileManager.default.createFile(atPath: file.path, contents: nil) }
    process.standardOutput = try FileHandle(forWritingTo: out)
    process.standardError = try FileHandle(forWritingTo: err)
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return CommandResult(
      status: process.terminationStatus, stdout: try String(contentsOf: out, encoding: .utf8),
      stderr: try String(contentsOf: err, encoding: .utf8))
  }

  /// `acta`, beside the test bundle that runs.
  static let program: URL = {
    var folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    while folder.path != "/" {
      let candidate = folder.appendingPathComponent("acta")
      if FileManager.default.isExecutableFile(atPath: candidate.path), !candidate.hasDirectoryPath {
        return candidate
      }
      folder = folder.deletingLastPathComponent()
    }
    return URL(fileURLWithPath: "acta")
  }()
}

/// A command line as a shell splits it: blanks apart, quotes together.
enum CommandLineWords {
  static func split(_ line: String) -> [String] {
    var words: [String] = []
    var word: String?
    var quote: Character?
    for character in line {
      if let open = quote {
        if character == open { quote = nil } else { word = (word ?? "") + String(character) }
      } else if character == "'" || character == "\"" {
        quote = character
        word = word ?? ""
      } else if character == " " {
        if let done = word { words.append(done) }
        word = nil
      } else {
        word = (word ?? "") + String(character)
      }
    }
    if let word { words.append(word) }
    return words
  }
}
