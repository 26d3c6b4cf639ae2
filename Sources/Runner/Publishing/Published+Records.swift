package import Diagnostics
internal import Foundation
package import Ledger

extension Published {
  /// The runs that manifests tell of: what is published, and what failed runs left in `failed`
  /// (`.acta/failed`). The oldest first.
  ///
  /// - Returns: also a warning for each manifest that cannot be read.
  package func allRuns(failed: String) -> (runs: [Run], warnings: [Diagnostic]) {
    var runs: [String: Run] = [:]
    var warnings: [Diagnostic] = []
    for (place, isPublished) in [(self, true), (Published(folder: failed), false)] {
      for (night, job) in place.folders() {
        do {
          guard var run = try place.run(of: job, night: night) else { continue }
          // A failed run published nothing, whatever its folder is.
          if isPublished && run.status.isGood { run.folder = "Exports/\(night)/\(job)" }
          if runs[run.id]?.folder == nil { runs[run.id] = run }
        } catch {
          let path = "\(place.folder(of: job, night: night))/\(Manifest.fileName)"
          warnings.append(
            Diagnostic(
              .unreadableManifest(path), severity: .warning,
              reason: (error as? Manifest.Unreadable)?.reason ?? "\(error)",
              hint: "the run does not come back; what it published is as it was"))
        }
      }
    }
    return (runs.values.sorted { ($0.started, $0.id) < ($1.started, $1.id) }, warnings)
  }

  /// Whether there is any manifest of a published run.
  package var hasManifests: Bool {
    folders().contains {
      FileManager.default.fileExists(atPath: "\(folder(of: $0.job, night: $0.night))/\(Manifest.fileName)")
    }
  }

  /// Folders of runs, by night and job.
  private func folders() -> [(night: Night, job: String)] {
    nights().reversed().flatMap { night in
      let jobs = (try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(night)")) ?? []
      return jobs.filter { !$0.hasPrefix(".") }.sorted().map { (night, $0) }
    }
  }
}

extension Diagnostic.Message {
  fileprivate static func unreadableManifest(_ path: String) -> Self {
    Self(.badManifest, "cannot read the manifest '\(path)'")
  }
}
