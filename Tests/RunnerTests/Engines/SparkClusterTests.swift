import Diagnostics
import Foundation
@testable import JobSpec
import Testing

@testable import Runner

/// Clusters that never get ready. The driver is a program of the test's.
@Suite struct SparkClusterTests {
  /// - Parameter driver: lines of a shell; `$1`, `$2` and `$3` are the driver's settings, commands and answers.
  private func connect(_ driver: String, patience: Duration) throws -> (fault: Diagnostic?, left: [String]) {
    let work = FileManager.default.temporaryDirectory.appending(path: "acta-work-\(UUID())").path
    defer { try? FileManager.default.removeItem(atPath: work) }
    var settings = SparkSettings(master: "local-cluster[2,1,1024]")
    settings.submit = ["/bin/sh", "-c", driver]
    let fault = #expect(throws: Diagnostic.self) {
      _ = try SparkCluster(settings, work: work, patience: patience)
    }
    let left = try FileManager.default.subpathsOfDirectory(atPath: work)
    return (fault, left)
  }

  /// What a driver does that finds its executors' file, and writes beside it as they do.
  private static let looks = #"""
    token=$(ls "${0%/*}"/../seen-*)
    test -e "$token" || exit 3
    : > "$token-beside"
    """#

  @Test func `a cluster that is not ready in time leaves nothing`() throws {
    let (fault, left) = try connect(Self.looks + "\ncat < \"$2\"", patience: .seconds(1))
    #expect(fault?.message.description == "Spark at 'local-cluster[2,1,1024]' was not ready in 10 minutes")
    #expect(left.isEmpty)
  }

  @Test func `a driver that is killed while it waits leaves nothing`() throws {
    let (fault, left) = try connect(Self.looks + "\nkill -9 $$", patience: .seconds(60))
    #expect(fault?.reason == "it ended with code 9")
    #expect(left.isEmpty)
  }

  @Test func `a driver that does not start leaves nothing`() throws {
    let (_, left) = try connect("exit 127", patience: .seconds(60))
    #expect(left.isEmpty)
  }
}
