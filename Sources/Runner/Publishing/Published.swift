internal import Foundation
package import Ledger

/// What jobs have published: `Exports/<night>/<job>/` and the manifests there.
package struct Published: Sendable {
  /// The folder `Exports`, or one that is laid out like it.
  package var folder: String

  package init(folder: String) { self.folder = folder }

  func folder(of job: String, night: Night) -> String { "\(folder)/\(night)/\(job)" }

  /// The newest published run of a job, of the nights up to `night` or, without it, before it. Manifests
  /// that cannot be read are passed over.
  package func newest(of job: String, upTo night: Night, includingIt: Bool = true) -> Run? {
    nights().lazy.filter { includingIt ? $0 <= night : $0 < night }
      .compactMap { try? run(of: job, night: $0) }.first
  }

  /// - Returns: nil where there is no manifest.
  /// - Throws: ``Manifest/Unreadable``, also where the manifest is of another run than its folder.
  package func run(of job: String, night: Night) throws -> Run? {
    let run = try Manifest.read("\(folder(of: job, night: night))/\(Manifest.fileName)")
    if let run, run.night != night || run.job != job {
      throw Manifest.Unreadable(reason: "it is of job '\(run.job)' and night \(run.night)")
    }
    return run
  }

  /// Nights with a folder, newest first.
  func nights() -> [Night] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.compactMap(Night.init(iso:)).sorted(by: >)
  }
}
