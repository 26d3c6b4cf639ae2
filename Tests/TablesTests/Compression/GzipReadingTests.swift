import Foundation
import TestSupport
import Testing

@testable import Diagnostics
@testable import Tables

@Suite struct GzipReadingTests {
  @Test func `packed files are known by their content and read in all members`() throws {
    let bytes = try fixture("gzip/two-members.csv.gz")
    let result = try read(bytes)
    #expect(result.texts("a") == ["1", "3"] && result.texts("b") == ["ñ", "4"])
    #expect(result.files[0].bytes == bytes.count)
    #expect(result.files[0].sha256 == FileFingerprint(of: bytes).sha256)
  }

  @Test func `damaged files say so`() throws {
    func reason(_ bytes: [UInt8]) -> String? {
      do {
        _ = try read(bytes)
        return nil
      } catch let problems as Diagnostics {
        #expect(problems.all.first?.message.description == "cannot unpack 'Inputs/a.csv' as gzip")
        return problems.all.first?.reason
      } catch {
        return nil
      }
    }
    let whole = try fixture("gzip/long.csv.gz")
    #expect(reason(whole) == nil)
    #expect(reason(Array(whole.dropLast(12)))?.hasPrefix("it ends too early") == true)
    var wrong = whole
    wrong[wrong.count - 6] ^= 1
    #expect(reason(wrong)?.hasPrefix("incorrect data check") == true)
    #expect(reason(whole + [1, 2, 3])?.hasPrefix("there are other bytes after its end") == true)
  }

  @Test func `what unpacks to too much is refused before it is in memory`() throws {
    let packed = try fixture("gzip/long.csv.gz")
    let size = try Gzip.unpacked(packed, name: "a", limits: .none).count
    func reason(unpacked: Int, _ bytes: [UInt8]) -> String? {
      var limits = UnpackingLimits()
      limits.unpacked = unpacked
      let result = Result { try Gzip.unpacked(bytes, name: "a", limits: limits) }
      if case .failure(let error as Diagnostic) = result { return error.reason }
      return nil
    }
    #expect(reason(unpacked: size, packed) == nil)
    #expect(reason(unpacked: size - 1, packed) == "it unpacks to more than \(size - 1) bytes")
    #expect(reason(unpacked: 2 * size, packed + packed) == nil)
    // Only the last member says its size.
    #expect(reason(unpacked: size, packed + packed) == "it unpacks to more than \(size) bytes")
  }

  @Test func `a file whose beginning alone is beyond a ratio is read if the whole is not`() throws {
    var random = SystemRandomNumberGenerator()
    let zeros = [UInt8](repeating: 0x30, count: UnpackingLimits.smallSize + (1 << 20))
    let noise = (0..<(200 << 10)).map { _ in UInt8.random(in: 0...255, using: &random) }
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func packed(_ bytes: [UInt8]) throws -> [UInt8] {
      let file = folder.appendingPathComponent("a.gz")
      try PackedFile.write(bytes, to: file.path, level: 6)
      return Array(try Data(contentsOf: file))
    }
    let (first, second) = (try packed(zeros), try packed(noise))
    #expect(try Gzip.unpacked(first + second, name: "a", limits: UnpackingLimits()) == zeros + noise)
    let result = Result { try Gzip.unpacked(first + first, name: "a", limits: UnpackingLimits()) }
    guard case .failure(let error as Diagnostic) = result else {
      Issue.record("the limit does not hold for members together")
      return
    }
    #expect(error.reason == "it unpacks to more than 200 times its size, as files made to do harm do")
  }

  @Test func `a ratio is limited from a size on`() {
    let limits = UnpackingLimits()
    #expect(limits.most(ofPacked: 1) == UnpackingLimits.smallSize)
    #expect(limits.most(ofPacked: 1_000_000) == 200_000_000)
    #expect(limits.most(ofPacked: 1_000_000_000) == 2_000_000_000)
    #expect(UnpackingLimits.none.most(ofPacked: 1 << 40) == .max)
  }

  @Test func `a cell that is too long is an error at its line, not a row`() throws {
    let long = String(repeating: "x", count: 400_000)
    for text in ["a,b\n1,\"\n2\"\n3,\"y\n\(long)\"\n4,5\n", "a,b\n1,\"\n2\"\n3,\"y\n\(long)"] {
      var problem: Diagnostic?
      do {
        _ = try read(text) { $0.limits.cell = 100_000 }
      } catch let problems as Diagnostics { problem = problems.all.first }
      #expect(problem?.message.description == "cannot read 'Inputs/a.csv': a cell has more than 100 kB")
      #expect(problem?.location?.line == 4)
    }
    // A long row of cells that are not.
    let row = Array(repeating: String(repeating: "y", count: 90_000), count: 5).joined(separator: ",")
    #expect(try read("a,b,c,d,e\n\(row)\n") { $0.limits.cell = 100_000 }.table.rowCount == 1)
    #expect(try read("a,b,c,d,e\n\(row)\n") { $0.limits.cell = 90_000 }.table.rowCount == 1)
  }

  @Test func `a fingerprint is the SHA-256 of the bytes`() throws {
    #expect(
      FileFingerprint(of: Array("abc".utf8)).sha256
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    let bytes = [UInt8](repeating: 7, count: 3_000_000)
    let found = try withFile(bytes) { try FileFingerprint(of: $0) }
    #expect(found == FileFingerprint(of: bytes))
  }
}
