import Testing

@Suite struct ReplayTests {
  @Test func `several replays of one run may go on at once`() async throws {
    let workspace = try TemporaryWorkspace()
    defer { workspace.remove() }
    try workspace.writeTimeline()
    try workspace.writePeople()
    #expect(try workspace.acta(["run", "people", "--as-of", "2021-04-28"]).status == 0)
    let ends = try await withThrowingTaskGroup(of: Int32.self) { group in
      for _ in 0..<4 {
        group.addTask { try workspace.acta(["replay", "--night", "2021-04-28", "people"]).status }
      }
      return try await group.reduce(into: [Int32]()) { $0.append($1) }
    }
    #expect(ends == [0, 0, 0, 0])
  }
}
