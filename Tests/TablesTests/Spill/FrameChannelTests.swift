import Diagnostics
import Foundation
import Testing

@testable import Tables

@Suite struct FrameChannelTests {
  /// What a channel reads from these bytes, to their end.
  private func read(_ bytes: [UInt8]) throws -> [(number: Int, bytes: [UInt8])] {
    let path = FileManager.default.temporaryDirectory.appending(path: "acta-frames-\(UUID())").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    let file = try #require(FileHandle(forReadingAtPath: path))
    let channel = FrameChannel(input: file.fileDescriptor, output: -1)
    var frames: [(number: Int, bytes: [UInt8])] = []
    while let frame = try channel.read() { frames.append(frame) }
    return frames
  }

  private func frame(_ number: Int, size: Int, _ bytes: [UInt8]) -> [UInt8] {
    var writer = ByteWriter()
    writer.append(Int64(number))
    writer.append(Int64(size))
    return writer.bytes + bytes
  }

  @Test func `frames come as they were written, also those that are larger than what is read at once`() throws
  {
    let large = (0..<20_000_003).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    let frames = try read(
      frame(0, size: 0, []) + frame(-1, size: large.count, large) + frame(17, size: 2, [1, 2]))
    #expect(frames.map(\.number) == [0, -1, 17])
    #expect(frames.map(\.bytes) == [[], large, [1, 2]])
  }

  @Test(arguments: [5_000, 1 << 40, 1 << 62, Int.max])
  func `a size that does not come is an error, and takes no memory`(_ size: Int) {
    let fault = #expect(throws: Diagnostic.self) { try read(frame(3, size: size, [1, 2, 3])) }
    #expect(fault?.message.description == "a block of \(size) bytes from another process ends after 3")
  }

  @Test func `bytes that are no frames are an error`() {
    for bytes in [frame(0, size: -1, []), frame(.min, size: 1, [1]), frame(1 << 40, size: 1, [1])] {
      let fault = #expect(throws: Diagnostic.self) { try read(bytes) }
      #expect(fault?.message.description == "what comes from another process is no blocks of rows")
    }
    #expect(throws: Diagnostic.self) { try read(Array("\n".utf8)) }
  }
}
