internal import Foundation
internal import TestSupport
internal import Testing

/// Reads bytes that broke a reader once, and others of their kinds: see `Tests/Fuzz`.
struct FuzzCorpusTests {
  private static let corpus = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Fuzz/Corpus")

  @Test(arguments: FuzzTarget.allCases)
  func `what broke a reader once breaks none now`(_ target: FuzzTarget) throws {
    let folder = FuzzCorpusTests.corpus.appendingPathComponent(target.rawValue)
    let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    #expect(!files.isEmpty)
    let scratch = FileManager.default.temporaryDirectory.appendingPathComponent(
      "acta-fuzz-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: scratch) }
    for file in files {
      try target.run(Array(Data(contentsOf: file)), scratch: scratch.path)
    }
  }
}
