import Diagnostics
import Testing

@Suite struct InterruptionTests {
  /// In a process of its own, because a request holds until the process ends.
  @Test func `work goes on until somebody asks, and the first signal counts`() async {
    await #expect(processExitsWith: .success) {
      #expect(Interruption.signal == nil)
      try Interruption.check()
      Interruption.request(signal: 15)
      Interruption.request(signal: 2)
      #expect(Interruption.signal == 15)
      #expect(throws: Interrupted(signal: 15)) { try Interruption.check() }
    }
  }

  @Test(arguments: [(1, "SIGHUP"), (2, "SIGINT"), (15, "SIGTERM"), (10, "signal 10")] as [(Int32, String)])
  func `signals have the names that people know`(_ signal: Int32, _ name: String) {
    #expect(Interrupted(signal: signal).name == name)
  }
}
