internal import Foundation
package import Ledger
internal import Tables

// What `acta ledger check` looks at beside the published folders.

extension Published {
  /// Compares the folders in `Exports/<night>/.versions` with the records of the runs that left them.
  ///
  /// - Parameters:
  ///   - replaced: the runs whose exports were replaced, with details.
  ///   - ids: of all runs in the ledger.
  ///   - state: the archive has the SHA-256 of manifests. It proves what a rebuilt ledger does not know.
  /// - Returns: a sentence for each difference.
  package func differences(inVersionsOf replaced: [Run], ids: Set<String>, state: StateFolder) -> [String] {
    let known = Dictionary(replaced.map { ($0.id, $0) }) { first, _ in first }
    var found: [String] = []
    for night in nights().reversed() {
      let versions = "\(night)/\(Publication.versionsFolder)"
      // The exports of a night that is a link are told where they are compared.
      if FileStatus.isLink("\(folder)/\(night)") { continue }
      for job in names(in: versions) {
        if let link = FolderLink.first(in: folder, ["\(night)", Publication.versionsFolder, job]) {
          found.append(link.finding(in: "Exports"))
          continue
        }
        if FileStatus(path: "\(folder)/\(versions)/\(job)")?.kind != .folder {
          found.append(.unknownVersion("Exports/\(versions)/\(job)"))
        }
        for name in names(in: "\(versions)/\(job)") {
          let (place, shown) = ("\(folder)/\(versions)/\(job)/\(name)", "Exports/\(versions)/\(job)/\(name)")
          let id = known[name] == nil ? Published.withoutNumber(name) : name
          let proof = (try? Snapshot.read(state: state, night: night, run: id))?.manifest
          if let run = known[id], run.night == night, run.job == job {
            // The next prune removes what is left of it.
            if run.pruned != nil { continue }
            found += differences(from: run, in: place, shown, manifest: proof)
          } else if !ids.contains(id), let proof, proof == Manifest.fingerprint(in: place),
            let run = try? Manifest.read("\(place)/\(Manifest.fileName)"), run.night == night, run.job == job
          {
            found += differences(from: run, in: place, shown, manifest: proof)
          } else {
            found.append(.unknownVersion(shown))
          }
        }
      }
    }
    return found + lost(replaced)
  }

  /// Versions that the manifest of the run after them names, and that are not there.
  private func lost(_ replaced: [Run]) -> [String] {
    replaced.compactMap { run in
      let night = "\(folder)/\(run.night)"
      let versions = "\(Publication.versionsFolder)/\(run.job)"
      let staging = Publication(leftIn: folder, night: run.night, job: run.job).staging
      if run.pruned != nil || FileManager.default.fileExists(atPath: "\(night)/\(versions)/\(run.id)")
        // A process that was killed while it published left the version there; the next run moves it.
        || FileManager.default.fileExists(atPath: staging)
      {
        return nil
      }
      let folders = [run.job] + names(in: "\(run.night)/\(versions)").map { "\(versions)/\($0)" }
      let isNamed = folders.contains {
        (try? Manifest.read("\(night)/\($0)/\(Manifest.fileName)"))?.replaces == run.id
      }
      return isNamed ? "'Exports/\(run.night)/\(versions)/\(run.id)' is missing" : nil
    }
  }

  /// Compares the links in `Exports/latest` with the newest night of each job.
  ///
  /// - Parameters:
  ///   - published: the runs whose exports should exist.
  ///   - all: every run in the ledger. If the newest night of a job was pruned, nothing need lead anywhere.
  package func differences(inLatestOf published: [Run], all: [Run]) -> [String] {
    func newest(_ runs: [Run]) -> [String: Night] {
      Dictionary(runs.filter(\.status.isGood).map { ($0.job, $0.night) }, uniquingKeysWith: max)
    }
    let last = newest(all)
    let recorded = Set(all.filter { $0.status != .running }.map(\.id))
    return newest(published).sorted { $0.key < $1.key }.compactMap { job, night in
      guard last[job] == night else { return nil }
      let (link, shown) = ("\(folder)/latest/\(job)", "Exports/latest/\(job)")
      guard let target = try? FileManager.default.destinationOfSymbolicLink(atPath: link) else {
        return FileManager.default.fileExists(atPath: link)
          ? "'\(shown)' is not a link" : "'\(shown)' is missing"
      }
      if target == "../\(night)/\(job)" { return nil }
      if let ahead = unrecorded(target, of: job, after: night, notAmong: recorded) {
        return ahead
      }
      return "'\(shown)' leads to '\(target)', and the newest night is \(night)"
    }
  }

  /// A process that was killed had published a night, and had not recorded it yet.
  private func unrecorded(
    _ target: String, of job: String, after night: Night, notAmong recorded: Set<String>
  ) -> String? {
    let parts = target.split(separator: "/")
    guard parts.count == 3, parts[0] == "..", parts[2] == job, let newer = Night(iso: String(parts[1])),
      newer > night, let run = try? run(of: job, night: newer), !recorded.contains(run.id)
    else { return nil }
    return
      "'Exports/\(newer)/\(job)' belongs to run '\(run.id)', which ended before it was recorded; run the job again"
  }

  /// The names in a folder below `Exports`, without those that a prune or a run is at work on.
  private func names(in place: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(place)")) ?? []).sorted()
      .filter { !AtomicFile.isPartial($0) }
  }

  /// `a` for `a.2`, as ``Publication`` names a second version of one run.
  private static func withoutNumber(_ name: String) -> String {
    guard let dot = name.lastIndex(of: "."), name[name.index(after: dot)...].allSatisfy(\.isNumber) else {
      return name
    }
    return String(name[..<dot])
  }
}

extension String {
  fileprivate static func unknownVersion(_ shown: String) -> String {
    "'\(shown)' is not from a run that was replaced"
  }
}
