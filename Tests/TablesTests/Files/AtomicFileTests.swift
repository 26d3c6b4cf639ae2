import Foundation
import TestSupport
import Testing

@testable import Diagnostics
@testable import Tables

@Suite struct AtomicFileTests {
  @Test func `two who write the same file at once have temporary files of their own`() throws {
    try withFolder { folder in
      let path = "\(folder)/a.csv"
      func text() -> String? {
        FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
      }
      try AtomicFile.replace(path, amongOthers: true) { first in
        try WholeFile.write(Array("first".utf8), to: first)
        try AtomicFile.replace(path, amongOthers: true) { second in
          #expect(first != second && AtomicFile.isPartial((second as NSString).lastPathComponent))
          #expect(AtomicFile.final(of: second) == path)
          try WholeFile.write(Array("second".utf8), to: second)
        }
        #expect(text() == "second")
      }
      #expect(text() == "first")
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["a.csv"])
    }
  }
}
