import Foundation
import Tables
import TestSupport
import Testing

@testable import Formats

@Suite struct SpilledFilesTests {
  @Test func `the rows of many files take one open file`() throws {
    try withFolder { folder in
      let files = try (0..<40).map { number in
        let path = "\(folder)/\(number).csv"
        try Data("id,k\n\(number),x\n".utf8).write(to: URL(fileURLWithPath: path))
        return InputFile(path: path, displayName: "\(number).csv")
      }
      var options = ReadingOptions(zone: .utc)
      options.wantsSourceFile = true
      let result = try InputReader.read(
        files, options: options, spill: SpillPlace(folder: folder, block: BlockSize(bytes: 512)))
      let open = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").filter { number in
        let target = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(number)")
        return target?.hasPrefix("\(folder)/") ?? false
      }
      #expect(open.count == 1)
      let ids = try #require(result.stored).table().column(named: "id")!
      #expect((0..<40).map { ids.value(at: $0) } == (0..<40).map { .text("\($0)") })
    }
  }
}
