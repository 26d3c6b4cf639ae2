import Testing

@testable import Tables

@Suite struct RunningFingerprintTests {
  @Test func `it is that of all bytes in a row`() {
    let fingerprint = RunningFingerprint()
    var all: [UInt8] = []
    #expect(fingerprint.value == FileFingerprint(of: []))
    for length in [0, 1, 63, 64, 65, 100_000] {
      let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ length) }
      fingerprint.add(bytes.span)
      all += bytes
      #expect(fingerprint.value == FileFingerprint(of: all))
    }
  }
}
