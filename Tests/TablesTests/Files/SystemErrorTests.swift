import Diagnostics
import Foundation
import TestSupport
import Testing

@testable import Tables

@Suite struct SystemErrorTests {
  @Test func `the system's error is found behind one of Foundation`() throws {
    try withFolder { folder in
      try Data("x".utf8).write(to: URL(fileURLWithPath: "\(folder)/a"))
      #expect(error { _ = try FileManager.default.contentsOfDirectory(atPath: "\(folder)/none") } == ENOENT)
      #expect(
        error { try FileManager.default.moveItem(atPath: "\(folder)/none", toPath: "\(folder)/b") } == ENOENT)
      #expect(error { try Data().write(to: URL(fileURLWithPath: "/proc/none")) } == ENOENT)
      #expect(SystemError(CocoaError(.fileWriteUnknown)).message == "input/output error")
    }
  }

  @Test func `an error of a file that is written names the file, not its temporary name`() throws {
    let problem = #expect(throws: Diagnostic.self) { try AtomicFile.write([], to: "/dev/full/a.csv") }
    #expect("\(problem as Any)".contains("'/dev/full/a.csv'"))
    #expect(AtomicFile.final(of: "/a/.b.csv.partial") == "/a/b.csv")
    #expect(AtomicFile.final(of: ".b.partial") == "b")
    #expect(AtomicFile.final(of: "/.x.partial/b") == "/.x.partial/b")
    #expect(AtomicFile.final(of: "/a/.b.csv.~0c1d2e3f.partial") == "/a/b.csv")
    #expect(AtomicFile.final(of: "/a/.b.~1234567.partial") == "/a/b.~1234567")
  }

  private func error(_ body: () throws -> Void) -> Int32? {
    do { try body() } catch { return SystemError(error).code }
    return nil
  }
}
