import Foundation
import Tables
import Testing

@testable import Formats

/// The list of formats has them all, and so has `Docs/formats.md`.
@Suite struct ReportFormatsTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
    .standardized

  @Test func `every type that is a report format is in the list`() throws {
    let folder = Self.root.appending(path: "Sources/Formats")
    let files = FileManager.default.enumerator(atPath: folder.path)?.allObjects ?? []
    let types = try files.compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") }.flatMap { file in
      try String(contentsOf: folder.appending(path: file), encoding: .utf8)
        .matches(of: /struct (\w+): (?:Report|List|TitledList)Format\b/).map { String($0.1) }
    }
    #expect(Set(types) == Set(ReportFormats.all.map { "\($0)" }))
  }

  @Test func `a format is found by its name`() {
    for name in InputFormat.allCases { #expect((ReportFormats.named(name)?.name ?? .csv) == name) }
  }

  @Test func `every format is in the reference, with its columns`() throws {
    let reference = try String(contentsOf: Self.root.appending(path: "Docs/formats.md"), encoding: .utf8)
    for format in ReportFormats.all {
      let sections = reference.components(separatedBy: "\n## ")
      let section = sections.first { $0.hasPrefix("`\(format.name.rawValue)`") } ?? ""
      #expect(reference.contains("\n| `\(format.name.rawValue)` |"), "\(format.name.rawValue)")
      for column in format.columns {
        #expect(section.contains("`\(column.name)`"), "\(format.name.rawValue): \(column.name)")
      }
    }
  }
}
