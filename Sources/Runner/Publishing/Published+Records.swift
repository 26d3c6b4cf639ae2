package import Diagnostics
internal import Foundation
package import Ledger

extension Published {
  /// The runs that have manifests, oldest first: published runs, and failed runs in `failed` (`.acta/failed`).
  ///
  /// - Parameters:
  ///   - state: the archive has the SHA-256 of manifests; one with other bytes is not taken.
  ///   - known: the runs of a sound ledger, by id; where a manifest differs, the ledger's record is taken, unless the
  ///     archive proves the manifest.
  /// - Returns: the runs, a warning for each manifest that cannot be read or was changed, and how many runs are missing
  ///   for this reason.
  package func allRuns(
    failed: String, state: StateFolder? = nil, known: [String: Run] = [:]
  ) -> (runs: [Run], warnings: [Diagnostic], unrestored: Int) {
    var runs: [String: Run] = [:]
    var warnings: [Diagnostic] = []
    var unrestored = 0
    for (place, isPublished) in [(self, true), (Published(folder: failed), false)] {
      for (night, job) in place.folders() {
        do {
          guard var run = try place.run(of: job, night: night) else { continue }
          let path = "\(place.folder(of: job, night: night))/\(Manifest.fileName)"
          let snapshot = try? state.flatMap { try Snapshot.read(state: $0, night: night, run: run.id) }
          let proof = snapshot?.manifest
          let isProven =
            proof != nil && proof == Manifest.fingerprint(in: place.folder(of: job, night: night))
          if let old = known[run.id], !isProven {
            let parts = Manifest.differences(run, old)
            if proof != nil || !parts.isEmpty { warnings.append(.changed(path, parts, isKept: true)) }
            run = old
          } else if proof != nil, !isProven {
            warnings.append(.changed(path, [], isKept: false))
            unrestored += 1
            continue
          }
          // A failed run published nothing, whatever folder its manifest is in.
          if isPublished && run.status.isGood { run.folder = "Exports/\(night)/\(job)" }
          if runs[run.id]?.folder == nil { runs[run.id] = run }
        } catch {
          let path = "\(place.folder(of: job, night: night))/\(Manifest.fileName)"
          unrestored += 1
          warnings.append(
            Diagnostic(
              .unreadableManifest(path), severity: .warning,
              reason: (error as? Manifest.Unreadable)?.reason ?? "\(error)",
              hint: "the run cannot be restored; its exports are unchanged"))
        }
      }
    }
    return (runs.values.sorted { ($0.started, $0.id) < ($1.started, $1.id) }, warnings, unrestored)
  }

  /// Whether there is any manifest of a published run.
  package var hasManifests: Bool {
    folders().contains {
      FileManager.default.fileExists(atPath: "\(folder(of: $0.job, night: $0.night))/\(Manifest.fileName)")
    }
  }

  /// The folders of runs, ordered by night and job.
  private func folders() -> [(night: Night, job: String)] {
    nights().reversed().flatMap { night in
      let jobs = (try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(night)")) ?? []
      return jobs.filter { !$0.hasPrefix(".") }.sorted().map { (night, $0) }
    }
  }
}

extension Diagnostic {
  fileprivate static func changed(_ path: String, _ parts: [String], isKept: Bool) -> Self {
    let what =
      parts.isEmpty
      ? "its bytes are not what the run wrote" : "it differs in \(parts.joined(separator: ", "))"
    return Self(
      .init(.badManifest, "the manifest '\(path)' was changed"), severity: .warning, reason: what,
      hint: isKept ? "the old ledger's record of the run is kept" : "the run is not restored")
  }
}

extension Diagnostic.Message {
  fileprivate static func unreadableManifest(_ path: String) -> Self {
    Self(.badManifest, "cannot read the manifest '\(path)'")
  }
}
