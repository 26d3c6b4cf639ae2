import Foundation
import Testing

/// The pages name files that are there.
@Suite struct PagesTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
    .standardized

  static let pages: [String] = {
    let docs = try? FileManager.default.contentsOfDirectory(atPath: root.appending(path: "Docs").path)
    let named = (docs ?? []).filter { $0.hasSuffix(".md") }.sorted().map { "Docs/\($0)" }
    return ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "Benchmarks/README.md"] + named
  }()

  private static func isThere(_ path: String, from folder: URL = root) -> Bool {
    FileManager.default.fileExists(atPath: folder.appending(path: path).standardized.path)
  }

  @Test(arguments: pages) func `every link leads to a file`(_ page: String) throws {
    let file = Self.root.appending(path: page)
    for link in try String(contentsOf: file, encoding: .utf8).matches(of: /\]\(([^)#:\s]+)(#[^)]*)?\)/) {
      #expect(Self.isThere(String(link.1), from: file.deletingLastPathComponent()), "\(link.1)")
    }
  }

  @Test(arguments: ["ARCHITECTURE.md", "CONTRIBUTING.md", "Benchmarks/README.md"])
  func `every path in the code is one`(_ page: String) throws {
    let text = try String(contentsOf: Self.root.appending(path: page), encoding: .utf8)
    // A path may leave out where it begins, within its module, and the ending of a Swift file.
    let roots = ["", "Sources/", "Tests/", "Sources/Engine/", "Sources/Engine/Expressions/", "Benchmarks/"]
    for path in text.matches(of: /`([A-Z][A-Za-z]*\/[A-Za-z0-9+_.\/-]+)`/).map({ String($0.1) }) {
      let found = roots.contains { Self.isThere($0 + path) || Self.isThere("\($0)\(path).swift") }
      #expect(found, "\(path)")
    }
  }

  @Test func `the folders without suites are those that CONTRIBUTING names`() throws {
    let page = try String(contentsOf: Self.root.appending(path: "CONTRIBUTING.md"), encoding: .utf8)
    let entry = try #require(
      page.components(separatedBy: "\n- ").first { $0.contains("have no suites of their own") })
    let named = entry.matches(of: /`([A-Za-z]+(?:\/[A-Za-z]+)+)`/).map { String($0.1) }.filter {
      Self.isThere("Sources/\($0)")
    }
    let all = FileManager.default.enumerator(atPath: Self.root.appending(path: "Sources").path)?.allObjects
    let folders = Set(
      (all ?? []).compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") }.map {
        ($0 as NSString).deletingLastPathComponent
      })
    let without = folders.filter { folder in
      let parts = folder.split(separator: "/", maxSplits: 1)
      return parts.count == 2 && !Self.isThere("Tests/\(parts[0])Tests/\(parts[1])")
    }
    #expect(Set(named) == without)
  }

  @Test func `the job in README runs on the shipped files`() throws {
    let workspace = try TemporaryWorkspace()
    defer { workspace.remove() }
    let inputs = workspace.root.appending(path: "Inputs/registrations")
    try FileManager.default.createDirectory(at: inputs, withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      at: Self.root.appending(path: "Inputs/registrations/main-review.csv"),
      to: inputs.appending(path: "main-review.csv"))
    try workspace.write(
      String(contentsOf: Self.root.appending(path: "Jobs/timeline.yaml"), encoding: .utf8),
      to: "Jobs/timeline.yaml")
    let page = try String(contentsOf: Self.root.appending(path: "README.md"), encoding: .utf8)
    let job = try #require(page.firstMatch(of: /```yaml\n((?s).*?)```/)?.1)
    try workspace.write(String(job), to: "Jobs/registrations.yaml")
    let result = try workspace.acta(["run", "registrations", "--as-of", "2021-04-28"])
    #expect(result.status == 0, "\(result.stderr)")
    for file in [
      "inscritos.en.xlsx", "inscritos.es.xlsx", "personas.csv", "rejects/form.csv", "manifest.json",
    ] {
      #expect(workspace.data(of: "Exports/latest/registrations/\(file)") != nil, "\(file)")
    }
    let people = try #require(try workspace.text(of: "Exports/latest/registrations/personas.csv"))
    #expect(people.split(whereSeparator: \.isNewline).count > 900)
  }
}
