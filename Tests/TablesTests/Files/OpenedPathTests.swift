import Foundation
import Testing

@testable import Tables

/// Files that must be below certain folders, whatever became of links meanwhile.
@Suite struct OpenedPathTests {
  @Test func `a link that leads outside when the file is opened is an error`() throws {
    let folder = NSTemporaryDirectory() + "acta-opened-\(UUID().uuidString)"
    let manager = FileManager.default
    defer { try? manager.removeItem(atPath: folder) }
    for name in ["in/deep", "inside", "out"] {
      try manager.createDirectory(atPath: "\(folder)/\(name)", withIntermediateDirectories: true)
    }
    for name in ["in/a", "in/deep/b", "inside/c", "out/d"] {
      try Data("x".utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
    }
    for (link, target) in [("in/to-b", "deep/b"), ("in/to-d", "../out/d"), ("in/to-c", "\(folder)/inside/c")]
    {
      try manager.createSymbolicLink(atPath: "\(folder)/\(link)", withDestinationPath: target)
    }
    let root = try #require(OpenedPath.of(folder: "\(folder)/in"))
    func opens(_ name: String, below roots: [String]) -> Bool {
      var file = InputFile(path: "\(folder)/\(name)", displayName: name)
      file.roots = roots
      return (try? DiskFile(file)) != nil
    }
    for name in ["in/a", "in/deep/b", "in/to-b"] { #expect(opens(name, below: [root]), "\(name)") }
    for name in ["in/to-c", "in/to-d", "out/d", "inside/c"] {
      #expect(!opens(name, below: [root]), "\(name)")
    }
    #expect(opens("in/to-d", below: []))
    #expect(OpenedPath.of(folder: "\(folder)/nowhere") == nil)
  }
}
