import Foundation
import Glibc
import TestSupport
import Testing

@testable import Diagnostics
@testable import Runner
@testable import Tables

@Suite struct InputFolderTests {
  private let place = SourceLocation(file: "Jobs/j.yaml")

  /// A workspace's `Inputs/` with these files, and links from the first to the second.
  private func with<R>(
    files: [String], links: [(String, String)] = [], _ body: (InputFolder) throws -> R
  ) throws -> R {
    try withFolder { root in
      let inputs = "\(root)/workspace/Inputs"
      for file in files {
        let path = "\(inputs)/\(file)"
        try FileManager.default.createDirectory(
          atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try Data("a\n1\n".utf8).write(to: URL(filePath: path))
      }
      for (link, target) in links {
        try FileManager.default.createSymbolicLink(atPath: "\(inputs)/\(link)", withDestinationPath: target)
      }
      return try body(InputFolder(path: inputs))
    }
  }

  private func files(_ folder: InputFolder, _ pattern: String, outside: Bool = false) throws -> [String] {
    try folder.files(matching: Located(pattern, at: place), followsOutside: outside).files
  }

  private func message(_ body: () throws -> Void) -> String? {
    do {
      try body()
      return nil
    } catch let problem as Diagnostic {
      return problem.message.description
    } catch {
      return "\(error)"
    }
  }

  @Test func `patterns look into linked folders, and cycles end`() throws {
    let links = [("b", "a"), ("a/up", ".."), ("a/self", "."), ("a/gone", "nowhere")]
    try with(files: ["a/1.csv", "c/2.csv", ".hidden/3.csv"], links: links) {
      (folder: InputFolder) throws -> Void in
      #expect(try files(folder, "*/*.csv") == ["a/1.csv", "b/1.csv", "c/2.csv"])
      #expect(try files(folder, "**/*.csv") == ["a/1.csv", "b/1.csv", "c/2.csv"])
      #expect(folder.names() == ["a/1.csv", "b/1.csv", "c/2.csv"])
    }
  }

  @Test func `a link that leads outside is an error unless the input allows it`() throws {
    let links = [("a/out", "../../../share"), ("one.csv", "../../share/2.csv")]
    try with(files: ["a/1.csv", "../../share/2.csv"], links: links) { (folder: InputFolder) throws -> Void in
      let named = Located("a/out/2.csv", at: place)
      let refusals = [
        message { _ = try files(folder, "a/**/*.csv") },
        message { _ = try folder.file(named: named, followsOutside: false) },
        message { _ = try files(folder, "*.csv") },
      ]
      #expect(
        refusals == [
          "'Inputs/a/out' leads outside the workspace", "'Inputs/a/out' leads outside the workspace",
          "'Inputs/one.csv' leads outside the workspace",
        ])
      #expect(try folder.file(named: named, followsOutside: true) == "a/out/2.csv")
      #expect(try files(folder, "a/**/*.csv", outside: true) == ["a/1.csv", "a/out/2.csv"])
      // A pattern that does not come by the link does not mind.
      #expect(try files(folder, "a/*.csv") == ["a/1.csv"])
      #expect(folder.names() == ["a/1.csv"])
    }
  }

  @Test func `a link to another place in the workspace is followed`() throws {
    try with(files: ["a/1.csv", "../share/2.csv"], links: [("a/out", "../../share")]) {
      (folder: InputFolder) throws -> Void in
      #expect(try files(folder, "a/**/*.csv") == ["a/1.csv", "a/out/2.csv"])
      #expect(folder.names() == ["a/1.csv", "a/out/2.csv"])
    }
  }

  @Test(.timeLimit(.minutes(1))) func `a pipe is refused and not opened`() throws {
    try with(files: ["a.csv"]) { (folder: InputFolder) throws -> Void in
      let pipe = "\(folder.path)/p.csv"
      let status = unsafe mkfifo(pipe, 0o600)
      let refusals = [
        message { _ = try files(folder, "*.csv") },
        message { _ = try folder.file(named: Located("p.csv", at: place), followsOutside: false) },
        message { _ = try FileBytes.read(InputFile(path: pipe, displayName: "p.csv")) },
      ]
      #expect(status == 0)
      #expect(
        refusals == [
          "'Inputs/p.csv' is a pipe, not a file", "'Inputs/p.csv' is a pipe, not a file",
          "cannot open 'p.csv'",
        ])
      #expect(try files(folder, "a*") == ["a.csv"])
    }
  }

  @Test func `a listing is current until a folder changes`() throws {
    try with(files: ["a/1.csv", "b/1.csv"]) { (folder: InputFolder) throws -> Void in
      let listing = try folder.files(matching: Located("a/*.csv", at: place), followsOutside: false)
      let before = listing.folders.map(\.isCurrent)
      try Data().write(to: URL(filePath: "\(folder.path)/a/2.csv"))
      let after = listing.folders.map(\.isCurrent)
      #expect(before == [true, true] && after == [true, false])
    }
  }
}
