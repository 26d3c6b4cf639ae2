import Foundation
import TestSupport
import Testing

@testable import Diagnostics
@testable import Tables

@Suite struct AtomicFileTests {
  @Test func `an error of a file that is written names the file, not its temporary name`() throws {
    let problem = #expect(throws: Diagnostic.self) { try AtomicFile.write([], to: "/dev/full/a.csv") }
    #expect("\(problem as Any)".contains("'/dev/full/a.csv'"))
    #expect(AtomicFile.final(of: "/a/.b.csv.partial") == "/a/b.csv")
    #expect(AtomicFile.final(of: ".b.partial") == "b")
    #expect(AtomicFile.final(of: "/.x.partial/b") == "/.x.partial/b")
    #expect(AtomicFile.final(of: "/a/.b.csv.~0c1d2e3f.partial") == "/a/b.csv")
    #expect(AtomicFile.final(of: "/a/.b.~1234567.partial") == "/a/b.~1234567")
  }

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
