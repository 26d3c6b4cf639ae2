import Foundation
import Testing

/// The gallery shows lines of jobs that run.
@Suite struct GalleryTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
    .standardized

  /// The parts of the jobs behind `# gallery: NAME`, without what they are indented by.
  private static func parts() throws -> [String: String] {
    var parts: [String: [Substring]] = [:]
    for job in ["gallery", "long"] {
      let file = root.appending(path: "Tests/Cases/exports/gallery/Jobs/\(job).yaml")
      var name: String?
      for line in try String(contentsOf: file, encoding: .utf8).split(
        separator: "\n", omittingEmptySubsequences: false)
      {
        if let mark = line.firstMatch(of: /^ *# gallery: (.*)/) {
          name = mark.1 == "end" ? nil : String(mark.1)
        } else if let name {
          parts[name, default: []].append(line)
        }
      }
    }
    // Parts of others.
    parts["choices"] = parts["editable"]?.filter { $0.contains("choices:") }
    parts["each-index"] = parts["each"]?.filter { $0.contains("workbook:") || $0.contains("each:") }
    return parts.mapValues { lines in
      let indent = lines.map { $0.prefix { $0 == " " }.count }.min() ?? 0
      return lines.map { String($0.dropFirst(indent)) }.joined(separator: "\n")
    }
  }

  @Test func `each picture is followed by the lines of the job that make it`() throws {
    let page = try String(contentsOf: Self.root.appending(path: "Docs/gallery.md"), encoding: .utf8)
    let shown = page.matches(
      of: /\]\(pictures\/gallery-([a-z-]+)\.png\)\n\n```yaml\n((?:(?!```)[^\n]*\n)*)```/)
    let parts = try Self.parts()
    #expect(Set(shown.map { String($0.1) }) == Set(parts.keys))
    for part in shown { #expect(part.2 == "\(parts[String(part.1)] ?? "")\n", "make pictures") }
  }
}
