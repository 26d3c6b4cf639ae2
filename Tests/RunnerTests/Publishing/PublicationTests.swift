import Diagnostics
import Foundation
import Ledger
import Tables
import TestSupport
import Testing

@testable import Runner

@Suite struct PublicationTests {
  private let exports = FileManager.default.temporaryDirectory
    .appendingPathComponent("acta-publication-\(UUID().uuidString)").path

  private func publish(_ text: String, night: Night, into exports: String) throws {
    let publication = try Publication(exports: exports, night: night, job: "people")
    try text.write(toFile: try publication.path(for: "sub/people.csv"), atomically: false, encoding: .utf8)
    try publication.publish()
    try publication.makeLatest(exports: exports, night: night)
  }

  private func read(_ path: String) -> String? {
    try? String(contentsOfFile: "\(exports)/\(path)", encoding: .utf8)
  }

  @Test func `a folder is swapped in whole, and nothing of the old one stays`() throws {
    defer { try? FileManager.default.removeItem(atPath: exports) }
    try publish("old", night: "2021-04-26", into: exports)
    let publication = try Publication(exports: exports, night: "2021-04-26", job: "people")
    try "new".write(toFile: try publication.path(for: "other.csv"), atomically: false, encoding: .utf8)
    #expect(read("2021-04-26/people/sub/people.csv") == "old")
    try publication.publish()
    #expect(read("2021-04-26/people/sub/people.csv") == nil)
    #expect(read("2021-04-26/people/other.csv") == "new")
    #expect(try FileManager.default.contentsOfDirectory(atPath: "\(exports)/2021-04-26") == ["people"])
  }

  @Test func `a version that a killed run had swapped out is kept, and one that it had not published goes`()
    throws
  {
    defer { try? FileManager.default.removeItem(atPath: exports) }
    let night: Night = "2021-04-26"
    func write(_ id: String, to path: String) throws {
      let run = Run(
        id: id, job: "people", origin: .run, night: night, asOf: Instant(seconds: 0), stage: nil,
        status: .success, started: Instant(seconds: 0), acta: "test")
      try Manifest(run).write(to: path, in: .utc)
    }
    let first = try Publication(exports: exports, night: night, job: "people", keepsVersions: true)
    try write("1-people", to: try first.path(for: Manifest.fileName))
    try first.publish()
    // Killed before the swap: the staging folder holds the later run.
    let killed = try Publication(exports: exports, night: night, job: "people", keepsVersions: true)
    try write("2-people", to: try killed.path(for: Manifest.fileName))
    try killed.clearStaging()
    #expect(read("2021-04-26/.versions/people/2-people/manifest.json") == nil)
    #expect(read("2021-04-26/people/manifest.json")?.contains("1-people") == true)
    // Killed after the swap: it holds the earlier one.
    let swapped = try Publication(exports: exports, night: night, job: "people", keepsVersions: true)
    try write("0-people", to: try swapped.path(for: Manifest.fileName))
    let next = try Publication(exports: exports, night: night, job: "people", keepsVersions: true)
    #expect(read("2021-04-26/.versions/people/0-people/manifest.json") != nil)
    try write("3-people", to: try next.path(for: Manifest.fileName))
    try next.publish()
    #expect(read("2021-04-26/.versions/people/1-people/manifest.json") != nil)
    #expect(read("2021-04-26/people/manifest.json")?.contains("3-people") == true)
  }

  @Test(arguments: ["2021-04-26", "2021-04-26/people", "2021-04-26/.versions", "latest"])
  func `a link in the place of a folder is not followed`(_ link: String) throws {
    let outside = "\(exports)-outside"
    defer { for folder in [exports, outside] { try? FileManager.default.removeItem(atPath: folder) } }
    let files = FileManager.default
    try files.createDirectory(atPath: outside, withIntermediateDirectories: true)
    let path = "\(exports)/\(link)" as NSString
    try files.createDirectory(atPath: path.deletingLastPathComponent, withIntermediateDirectories: true)
    try files.createSymbolicLink(atPath: path as String, withDestinationPath: outside)
    let error = #expect(throws: Diagnostic.self) {
      try publish("new", night: "2021-04-26", into: exports)
    }
    #expect(error?.message.description == "'\(exports)/\(link)' is a link")
    #expect(try files.contentsOfDirectory(atPath: outside).isEmpty)
  }

  @Test func `modes are set of what is in a folder, and not of what links in it lead to`() throws {
    let outside = "\(exports)-outside"
    defer { for folder in [exports, outside] { try? FileManager.default.removeItem(atPath: folder) } }
    let files = FileManager.default
    for folder in [exports, outside] {
      try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try "a".write(toFile: "\(folder)/a.csv", atomically: false, encoding: .utf8)
      try files.setAttributes([.posixPermissions: 0o644], ofItemAtPath: "\(folder)/a.csv")
    }
    try files.createSymbolicLink(atPath: "\(exports)/file", withDestinationPath: "\(outside)/a.csv")
    try files.createSymbolicLink(atPath: "\(exports)/folder", withDestinationPath: outside)
    try FileModes.set(file: 0o440, folder: 0o750, in: exports)
    try FileModes.set(file: 0o440, folder: 0o750, in: "\(exports)/folder")
    func mode(_ path: String) throws -> Int? {
      try files.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }
    #expect(try mode("\(exports)/a.csv") == 0o440)
    #expect(try mode("\(outside)/a.csv") == 0o644)
  }

  @Test func `what is discarded was never there`() throws {
    defer { try? FileManager.default.removeItem(atPath: exports) }
    let publication = try Publication(exports: exports, night: "2021-04-26", job: "people")
    _ = try publication.path(for: "a.csv")
    publication.discard()
    #expect(!FileManager.default.fileExists(atPath: "\(exports)/2021-04-26"))
  }

  @Test func `what a killed run left behind is gone with the next`() throws {
    defer { try? FileManager.default.removeItem(atPath: exports) }
    let killed = try Publication(exports: exports, night: "2021-04-26", job: "people")
    try "half".write(toFile: try killed.path(for: "half.csv"), atomically: false, encoding: .utf8)
    try publish("whole", night: "2021-04-26", into: exports)
    #expect(read("2021-04-26/people/half.csv") == nil)
    #expect(read("2021-04-26/people/sub/people.csv") == "whole")
  }

  @Test func `latest goes forward, not back`() throws {
    defer { try? FileManager.default.removeItem(atPath: exports) }
    try publish("27", night: "2021-04-27", into: exports)
    try publish("26", night: "2021-04-26", into: exports)
    #expect(read("latest/people/sub/people.csv") == "27")
    try publish("28", night: "2021-04-28", into: exports)
    #expect(read("latest/people/sub/people.csv") == "28")
  }

  @Test func `the newest published night up to a date is found`() throws {
    defer { try? FileManager.default.removeItem(atPath: exports) }
    for night: Night in ["2021-04-26", "2021-04-28"] {
      let publication = try Publication(exports: exports, night: night, job: "people")
      let manifest = """
        {"acta": "1", "job": "people", "run": "1", "night": "\(night)", "as_of": "\(night)T23:30:00Z",
         "status": "success", "started": "\(night)T23:30:00Z", "seconds": 0, "inputs": [], "checks": [],
         "figures": [{"figure": "all", "item": null, "value": 3}],
         "exports": [{"file": "people.csv", "sha256": "0", "bytes": 1, "rows": 1,
                      "columns": [{"name": "n", "type": "integer"}]}]}
        """
      try manifest.write(
        toFile: try publication.path(for: "manifest.json"), atomically: false, encoding: .utf8)
      try publication.publish()
    }
    let published = Published(folder: exports)
    #expect(published.newest(of: "people", upTo: "2021-04-27")?.night == "2021-04-26")
    #expect(published.newest(of: "people", upTo: "2021-04-28")?.night == "2021-04-28")
    #expect(published.newest(of: "people", upTo: "2021-04-28", includingIt: false)?.night == "2021-04-26")
    #expect(published.newest(of: "people", upTo: "2021-04-25") == nil)
    let newest = published.newest(of: "people", upTo: "2021-04-28")
    #expect(newest?.exports.first?.columns?.map(\.name) == ["n"])
    #expect(newest?.figures.first?.value == .integer(3))
  }
}
