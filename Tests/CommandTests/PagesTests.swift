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
}
