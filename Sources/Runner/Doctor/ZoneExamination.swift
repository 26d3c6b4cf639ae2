internal import Foundation
internal import JobSpec
internal import Tables

/// Whether the time zone of the process is known on this machine.
struct ZoneExamination {
  let timeline: TimelineDefinition?

  func findings() -> [Finding] {
    guard let timeline else {
      return [Finding("time zone", .bad, "Jobs/timeline.yaml cannot be read", hint: "acta check")]
    }
    let name = timeline.zone.identifier
    let files = FileManager.default
    let folder = ["/usr/share/zoneinfo", "/usr/lib/zoneinfo"].first { files.fileExists(atPath: $0) }
    guard let folder, files.fileExists(atPath: "\(folder)/\(name)") || name == "UTC" else {
      return [
        Finding("time zone", .bad, "this machine has no data on \(name)", hint: "apt-get install tzdata")
      ]
    }
    let release = release(in: folder).map { ", tzdata \($0)" } ?? ""
    return [Finding("time zone", .good, "\(name)\(release)")]
  }

  /// `2025b`, from the first line of `tzdata.zi`.
  private func release(in folder: String) -> String? {
    guard let data = files(folder)?.prefix(64) else { return nil }
    let line = String(decoding: data, as: UTF8.self).prefix { $0 != "\n" }
    return line.split(separator: " ").last.map(String.init)
  }

  private func files(_ folder: String) -> Data? {
    try? FileHandle(forReadingFrom: URL(fileURLWithPath: "\(folder)/tzdata.zi")).read(upToCount: 64)
  }
}
