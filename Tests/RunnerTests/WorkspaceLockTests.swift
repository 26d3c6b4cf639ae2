import Foundation
import Testing

@testable import Runner

@Suite struct WorkspaceLockTests {
  @Test func `a second one is refused and told who holds the first, until it goes`() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "acta-lock-\(UUID().uuidString)"
    ).path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    do {
      let lock = try WorkspaceLock.acquire(state: folder)
      let held = #expect(throws: WorkspaceLock.Held.self) { _ = try WorkspaceLock.acquire(state: folder) }
      #expect(held?.holder.hasPrefix("process ") == true)
      _ = consume lock
    }
    _ = try WorkspaceLock.acquire(state: folder)
  }
}
