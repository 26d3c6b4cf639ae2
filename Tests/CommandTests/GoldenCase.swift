import Foundation
import Testing

/// A folder below `Tests/Cases/<area>/`: a workspace, the commands to run in it, and what must come
/// of it. Needs no code; `UPDATE_GOLDEN=1` writes what came (and fails all the same, so that it is
/// read before it is believed).
///
///     command        one command line a line, `acta` left out; a line of `#` is a remark
///     Jobs/ Inputs/  copied to a temporary workspace, with share/ for links to lead to
///     expected/      stdout, stderr, status, and files by their path in the workspace; of a workbook
///                    its parts (`a.xlsx/xl/worksheets/sheet1.xml`)
///
/// Whatever a case is about, the row balance of every manifest that comes of it must add up, and the
/// same commands must give the same bytes on another machine (zone, language, folder), and by stages with blocks
/// of 64 bytes in three parts; where rows are known by keys, also in one part and in seventeen.
struct GoldenCase: Sendable, CustomTestStringConvertible {
  let folder: URL
  var testDescription: String { folder.pathComponents.suffix(2).joined(separator: "/") }

  static let all: [GoldenCase] = {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Cases")
    let files = FileManager.default
    func folders(_ url: URL) -> [URL] {
      ((try? files.contentsOfDirectory(at: url, includingPropertiesForKeys: nil)) ?? [])
        .filter { $0.hasDirectoryPath }.sorted { $0.path < $1.path }
    }
    return folders(root).flatMap(folders)
      .filter { files.fileExists(atPath: $0.appendingPathComponent("command").path) }
      .map { GoldenCase(folder: $0) }
  }()

  /// Runs the case in a workspace of its own and gives what differs from what is expected.
  func differences() throws -> [String] {
    let workspace = try TemporaryWorkspace(copying: folder)
    defer { workspace.remove() }
    let result = try run(in: workspace)
    var found: [String: String] = [
      "stdout": Volatile.masked(result.stdout), "stderr": Volatile.masked(result.stderr),
      "status": "\(result.status)\n",
    ]
    let expected = folder.appendingPathComponent("expected")
    let isUpdating = ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1"
    for path in expectedFiles(in: expected) where found[path] == nil {
      found[path] = try workspace.text(of: path).map(Volatile.masked) ?? "(no such file)\n"
    }
    let faults = try BalanceProof.faults(in: workspace, copiedFrom: folder) + elsewhere(workspace, result)
    if isUpdating { return try update(expected, with: found) + faults }
    return faults
      + found.sorted { $0.key < $1.key }.compactMap { path, text in
        // By their bytes: equal strings can differ in byte order marks and normal forms.
        let data = FileManager.default.contents(atPath: expected.appendingPathComponent(path).path)
        let wanted = String(decoding: data ?? Data(), as: UTF8.self)
        return wanted.utf8.elementsEqual(text.utf8)
          ? nil : TextDifference.unified(path, expected: wanted, found: text)
      }
  }

  private func run(
    in workspace: TemporaryWorkspace, _ arguments: [String] = [], environment: [String: String] = [:],
    folder directory: URL? = nil
  ) throws -> CommandResult {
    let commands = try String(contentsOf: folder.appendingPathComponent("command"), encoding: .utf8)
    var result = CommandResult(status: 0, stdout: "", stderr: "")
    for line in commands.split(separator: "\n") where !line.hasPrefix("#") {
      // Commands on files know no workspace.
      let isOnFile = ["inspect ", "convert "].contains(where: line.hasPrefix)
      let run = try workspace.acta(
        CommandLineWords.split(String(line)) + (isOnFile ? [] : arguments), environment: environment,
        folder: isOnFile ? nil : directory)
      result.stdout += run.stdout.replacing(workspace.root.path, with: "WORKSPACE")
      result.stderr += run.stderr.replacing(workspace.root.path, with: "WORKSPACE")
      result.status = run.status
    }
    return result
  }

  /// The same commands by stages, from another folder, in another zone and language: what differs.
  private func elsewhere(_ workspace: TemporaryWorkspace, _ result: CommandResult) throws -> [String] {
    let commands = try String(contentsOf: folder.appendingPathComponent("command"), encoding: .utf8)
    guard commands.contains("run ") || commands.contains("nightly"), !commands.contains("--workspace") else {
      return []
    }
    return try (hasKeys ? ["64:3", "64:1", "200:17"] : ["64:3"]).flatMap { stages in
      try elsewhere(workspace, result, stages)
    }
  }

  private var hasKeys: Bool {
    let jobs = folder.appendingPathComponent("Jobs")
    return expectedFiles(in: jobs).contains { file in
      (try? String(contentsOf: jobs.appendingPathComponent(file), encoding: .utf8))?.contains("key: [")
        ?? false
    }
  }

  /// - Parameter stages: bytes of a block, and number of parts.
  private func elsewhere(
    _ workspace: TemporaryWorkspace, _ result: CommandResult, _ stages: String
  ) throws -> [String] {
    let other = try TemporaryWorkspace(copying: folder)
    defer { other.remove() }
    let again = try run(
      in: other, ["--workspace", other.root.path],
      environment: [
        "TZ": "Asia/Kathmandu", "LANG": "ar_EG.UTF-8", "LC_ALL": "ar_EG.UTF-8", "ACTA_STAGES": stages,
      ],
      folder: FileManager.default.temporaryDirectory)
    var differences: [String] = []
    if Volatile.masked(again.stdout) != Volatile.masked(result.stdout) || again.status != result.status {
      differences.append("elsewhere, by stages \(stages), the commands say:\n\(again.stdout)")
    }
    // The names of earlier versions are those of their runs, which differ.
    let files = Set(workspace.publishedFiles() + other.publishedFiles()).filter {
      !$0.contains("/.versions/")
    }
    for path in files.sorted() {
      let isSame =
        path.hasSuffix("manifest.json")
        ? try workspace.text(of: path).map(Volatile.masked) == other.text(of: path).map(Volatile.masked)
        : workspace.data(of: path) == other.data(of: path)
      if !isSame { differences.append("elsewhere, by stages \(stages), other bytes come: \(path)") }
    }
    return differences
  }

  private func expectedFiles(in folder: URL) -> [String] {
    let all = FileManager.default.enumerator(atPath: folder.path)?.allObjects ?? []
    return all.compactMap { $0 as? String }.filter {
      !folder.appendingPathComponent($0).hasDirectoryPath
        && (try? folder.appendingPathComponent($0).resourceValues(forKeys: [.isRegularFileKey]))?
          .isRegularFile == true
    }
  }

  private func update(_ expected: URL, with found: [String: String]) throws -> [String] {
    for (path, text) in found {
      let file = expected.appendingPathComponent(path)
      if text.isEmpty {
        try? FileManager.default.removeItem(at: file)
        continue
      }
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
    return ["updated \(testDescription): read the difference, then run again without UPDATE_GOLDEN"]
  }
}

/// What differs between two runs that are the same in all that matters.
enum Volatile {
  static func masked(_ text: String) -> String {
    text
      .replacing(/in \d+ ms/, with: "in … ms")
      .replacing(/"run": "[^"]*"/, with: "\"run\": \"…\"")
      .replacing(/"started": "[^"]*"/, with: "\"started\": \"…\"")
      .replacing(/"seconds": [0-9.e-]+/, with: "\"seconds\": …")
      .replacing(/"acta": "[^"]*"/, with: "\"acta\": \"…\"")
      .replacing(/\d+(?:\.\d+)? kB/, with: "… kB")
      .replacing(/"time": "[^"]*"/, with: "\"time\": \"…\"")
      .replacing(/"pruned": "[^"]*"/, with: "\"pruned\": \"…\"")
      .replacing(/\b20\d{15}(?:\d{3})?-/, with: "…-")
  }
}
