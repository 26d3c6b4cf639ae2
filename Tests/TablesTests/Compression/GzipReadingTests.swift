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

  @Test func `a fingerprint is the SHA-256 of the bytes`() throws {
    #expect(
      FileFingerprint(of: Array("abc".utf8)).sha256
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    let bytes = [UInt8](repeating: 7, count: 3_000_000)
    let found = try withFile(bytes) { try FileFingerprint(of: $0) }
    #expect(found == FileFingerprint(of: bytes))
  }
}
