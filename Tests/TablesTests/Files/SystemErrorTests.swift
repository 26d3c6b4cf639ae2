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

  private func error(_ body: () throws -> Void) -> Int32? {
    do { try body() } catch { return SystemError(error).code }
    return nil
  }
}
