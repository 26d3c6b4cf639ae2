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
    let links = [("b", "a"), ("a/up", ".."), ("a/self", ".")]
    try with(files: ["a/1.csv", "c/2.csv", ".hidden/3.csv"], links: links) {
      (folder: InputFolder) throws -> Void in
      #expect(try files(folder, "*/*.csv") == ["a/1.csv", "b/1.csv", "c/2.csv"])
      #expect(try files(folder, "**/*.csv") == ["a/1.csv", "b/1.csv", "c/2.csv"])
      #expect(folder.names() == ["a/1.csv", "b/1.csv", "c/2.csv"])
    }
  }

  @Test(arguments: [("insc\u{F3}n.csv", "*.csv"), ("sesi\u{F3}n", "*/*.csv"), ("sesi\u{F3}n", "**/*.csv")])
  func `a name that is not UTF-8 is told where a pattern may mean it`(name: String, pattern: String) throws {
    try with(files: ["a/1.csv"]) { (folder: InputFolder) throws -> Void in
      // The name in Latin-1, which no String can hold.
      let bytes = Array("\(folder.path)/".utf8) + name.unicodeScalars.map { UInt8($0.value) } + [0]
      let path = bytes.map { CChar(bitPattern: $0) }
      if name.hasSuffix(".csv") {
        close(unsafe creat(path, 0o644))
      } else {
        _ = unsafe mkdir(path, 0o755)
      }
      let escaped = name.replacing("\u{F3}", with: "\\xF3")
      #expect(message { _ = try files(folder, pattern) } == "the name of 'Inputs/\(escaped)' is not UTF-8")
      #expect(try files(folder, "a/*.csv") == ["a/1.csv"])
      #expect(try files(folder, "*.txt") == [])
    }
  }

  @Test func `a link to what does not exist is told where a pattern may mean it`() throws {
    try with(files: ["1.csv"], links: [("2.csv", "nowhere"), ("more", "away")]) {
      (folder: InputFolder) throws -> Void in
      #expect(message { _ = try files(folder, "*.csv") } == "'Inputs/2.csv' is a link to what does not exist")
      #expect(
        message { _ = try files(folder, "m*/*.csv") } == "'Inputs/more' is a link to what does not exist")
      #expect(try files(folder, "1*") == ["1.csv"])
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
        message { _ = try WholeFile.read(InputFile(path: pipe, displayName: "p.csv")) },
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
