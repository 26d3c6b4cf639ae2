import Foundation
import Ledger
import Testing

@testable import Runner

@Suite struct WorkspaceLockTests {
  @Test func `a second one is refused and told who holds the first, until it goes`() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "acta-lock-\(UUID().uuidString)"
    ).path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    do {
      let lock = try WorkspaceLock.acquire(state: StateFolder(folder))
      let held = #expect(throws: WorkspaceLock.Held.self) {
        _ = try WorkspaceLock.acquire(state: StateFolder(folder))
      }
      #expect(held?.holder.hasPrefix("process ") == true)
      _ = consume lock
    }
    _ = try WorkspaceLock.acquire(state: StateFolder(folder))
  }

  @Test func `whether it is held can be asked without taking it`() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "acta-lock-\(UUID().uuidString)"
    ).path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    #expect(!WorkspaceLock.isHeld(state: StateFolder(folder)))
    do {
      let lock = try WorkspaceLock.acquire(state: StateFolder(folder))
      #expect(WorkspaceLock.isHeld(state: StateFolder(folder)))
      _ = consume lock
    }
    #expect(!WorkspaceLock.isHeld(state: StateFolder(folder)))
    // What a killed holder left.
    try "process 4711 since 2021-04-28T23:30:00Z".write(
      toFile: "\(folder)/lock", atomically: false, encoding: .utf8)
    #expect(!WorkspaceLock.isHeld(state: StateFolder(folder)))
    #expect(throws: Never.self) { _ = try WorkspaceLock.acquire(state: StateFolder(folder)) }
  }
}
