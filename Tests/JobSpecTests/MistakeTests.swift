import Diagnostics
import Foundation
import JobSpec
import Testing

/// A wrong job or timeline in `Tests/Cases/mistakes`, and beside it what users are told.
///
/// `UPDATE_GOLDEN=1` writes what is told now; the test fails all the same, so that it is read.
struct MistakeCase: CustomTestStringConvertible, Sendable {
  var name: String
  var testDescription: String { name }

  static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Cases/mistakes")

  static let all: [MistakeCase] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".yaml") }.sorted().map { MistakeCase(name: String($0.dropLast(5))) }
  }()

  var source: String { get throws { try String(contentsOf: file("yaml"), encoding: .utf8) } }

  func file(_ ending: String) -> URL { MistakeCase.folder.appending(path: "\(name).\(ending)") }

  func told() throws -> String {
    let source = try source
    let path = "Jobs/\(name).yaml"
    let diagnostics =
      name.hasPrefix("timeline")
      ? TimelineFile.readCollecting(text: source, file: path).diagnostics
      : JobFile.readCollecting(text: source, file: path, timeline: .review).diagnostics
    let shown = source.unicodeScalars.first == "\u{FEFF}" ? String(source.unicodeScalars.dropFirst()) : source
    let printer = DiagnosticPrinter { _ in shown }
    return diagnostics.all.map { printer.text(for: $0) + "\n" }.joined()
  }
}

struct MistakeTests {
  @Test func `there are cases`() { #expect(MistakeCase.all.count > 20) }

  @Test(arguments: MistakeCase.all)
  func `every mistake of a file is told, with its place`(_ mistake: MistakeCase) throws {
    let told = try mistake.told()
    let expected = (try? String(contentsOf: mistake.file("txt"), encoding: .utf8)) ?? ""
    if told != expected, ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      try told.write(to: mistake.file("txt"), atomically: true, encoding: .utf8)
    }
    #expect(told == expected)
  }
}
