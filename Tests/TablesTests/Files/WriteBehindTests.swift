import TestSupport
import Testing

@testable import Tables

@Suite struct WriteBehindTests {
  @Test(arguments: [false, true])
  func `a long file has all its bytes, those that memory has forgotten too`(isReadAgain: Bool) throws {
    try withFolder { folder in
      let path = folder + "/long"
      // More than the stretches that are left to get to the disk, and not a whole number of them.
      let piece = Array((0..<1_000_003).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 13) })
      let fingerprint = RunningFingerprint()
      var file = try OutputFile(creating: path, isReadAgain: isReadAgain)
      for _ in 0..<50 {
        try file.write(piece.span)
        fingerprint.add(piece.span)
      }
      try file.overwrite([1, 2, 3], at: 0)
      try file.overwrite(Array(piece[..<3]), at: 0)
      try file.finish()
      #expect(try FileFingerprint(of: InputFile(path: path, displayName: path)) == fingerprint.value)
    }
  }
}
