internal import Foundation
package import Ledger

/// The published exports of all jobs: `Exports/<night>/<job>/` with their manifests.
package struct Published: Sendable {
  /// The folder `Exports`, or one with the same layout.
  package var folder: String

  package init(folder: String) { self.folder = folder }

  func folder(of job: String, night: Night) -> String { "\(folder)/\(night)/\(job)" }

  /// The newest published run of a job, up to `night` or, without `includingIt`, before it. Skips manifests that
  /// cannot be read.
  package func newest(of job: String, upTo night: Night, includingIt: Bool = true) -> Run? {
    nights().lazy.filter { includingIt ? $0 <= night : $0 < night }
      .compactMap { try? run(of: job, night: $0) }.first
  }

  /// - Returns: nil if there is no manifest.
  /// - Throws: ``Manifest/Unreadable``, also if the manifest belongs to another run than its folder, or the folder is
  ///   a link.
  package func run(of job: String, night: Night) throws -> Run? {
    if let link = FolderLink.first(in: folder, ["\(night)", job]) {
      throw Manifest.Unreadable(
        reason: "'\(link.name)' is a link, and Acta follows no links inside its folders")
    }
    let run = try Manifest.read("\(folder(of: job, night: night))/\(Manifest.fileName)")
    if let run, run.night != night || run.job != job {
      throw Manifest.Unreadable(reason: "it belongs to job '\(run.job)' and night \(run.night)")
    }
    return run
  }

  /// Nights with a folder, newest first.
  package func nights() -> [Night] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.compactMap(Night.init(iso:)).sorted(by: >)
  }
}
