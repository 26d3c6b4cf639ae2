internal import Foundation
package import Ledger
internal import Tables

extension Published {
  /// Compares the published folder with the record of a run: its manifest, the SHA-256 of its files, and which
  /// files there are.
  ///
  /// The run must be the last of its night that published, because the files of earlier ones were replaced.
  ///
  /// - Parameter manifest: the SHA-256 of the manifest that the run left, if the archive knows it.
  /// - Returns: a sentence for each difference; empty if nothing has changed.
  package func differences(from run: Run, manifest: String? = nil) -> [String] {
    guard let shown = run.folder else { return [] }
    if let link = FolderLink.first(in: folder, ["\(run.night)", run.job]) {
      return ["\(link.finding(in: "Exports")), and not what the run wrote"]
    }
    return differences(from: run, in: folder(of: run.job, night: run.night), shown, manifest: manifest)
  }

  /// - Parameters:
  ///   - place: the folder.
  ///   - shown: the folder, as messages name it.
  func differences(from run: Run, in place: String, _ shown: String, manifest: String?) -> [String] {
    guard FileManager.default.fileExists(atPath: place) else { return ["'\(shown)' is missing"] }
    let about = manifestDifferences(from: run, in: place, shown, manifest)
    if about.isOther { return about.words }
    let changed = run.files.compactMap { export -> String? in
      let file = "\(shown)/\(export.file)"
      guard FileManager.default.fileExists(atPath: "\(place)/\(export.file)") else {
        return "'\(file)' is missing"
      }
      if FileStatus.isLink("\(place)/\(export.file)") { return "'\(file)' is a link" }
      let input = InputFile(path: "\(place)/\(export.file)", displayName: file)
      guard let found = try? FileFingerprint(of: input) else { return "'\(file)' cannot be read" }
      return found.sha256 == export.sha256 ? nil : "'\(file)' is not what the run wrote"
    }
    return about.words + changed
      + extraFiles(of: run, in: place).map { "'\(shown)/\($0)' was not written by the run" }
  }

  /// - Returns: sentences, and whether the folder belongs to another run.
  private func manifestDifferences(
    from run: Run, in place: String, _ shown: String, _ manifest: String?
  ) -> (words: [String], isOther: Bool) {
    let file = "\(shown)/\(Manifest.fileName)"
    do {
      guard let found = try Manifest.read("\(place)/\(Manifest.fileName)") else {
        return (["'\(file)' is missing"], false)
      }
      if found.id != run.id {
        return (["'\(shown)' belongs to run '\(found.id)', not to '\(run.id)'"], true)
      }
      let parts = Manifest.differences(found, run)
      if !parts.isEmpty {
        return (["'\(file)' differs from the ledger in \(parts.joined(separator: ", "))"], false)
      }
      // The row balance, and everything else that the ledger does not have.
      if let manifest, Manifest.fingerprint(in: place) != manifest {
        return (["'\(file)' is not what the run wrote"], false)
      }
      return ([], false)
    } catch {
      return (["'\(file)' cannot be read: \((error as? Manifest.Unreadable)?.reason ?? "\(error)")"], false)
    }
  }

  private func extraFiles(of run: Run, in place: String) -> [String] {
    let known = Set(run.files.map(\.file) + [Manifest.fileName])
    let all = (try? FileManager.default.subpathsOfDirectory(atPath: place)) ?? []
    return all.filter { file in
      let path = "\(place)/\(file)"
      return !known.contains(file) && (FileStatus.isLink(path) || FileStatus(path: path)?.kind != .folder)
    }.sorted()
  }
}

extension Manifest {
  /// The SHA-256 of the manifest in a folder; nil if it cannot be read.
  static func fingerprint(in folder: String) -> String? {
    let file = InputFile(path: "\(folder)/\(fileName)", displayName: fileName)
    return (try? FileFingerprint(of: file))?.sha256
  }

  /// The keys in which a run as read from its manifest differs from the ledger's record of it.
  package static func differences(_ found: Run, _ recorded: Run) -> [String] {
    // Both lose what a manifest cannot hold, such as the type of a date.
    guard let known = try? Manifest.read(json: Manifest(recorded).json(in: .utc).text) else {
      return ["everything"]
    }
    func bare(_ files: [RunFile]) -> [RunFile] {
      files.map { RunFile(file: $0.file, sha256: $0.sha256, bytes: $0.bytes, rows: $0.rows) }
    }
    let parts: [(String, Bool)] = [
      ("job", found.job == known.job), ("night", found.night == known.night),
      ("as_of", found.asOf == known.asOf), ("stage", found.stage == known.stage),
      ("status", found.status == known.status), ("reason", found.reason == known.reason),
      ("started", found.started == known.started), ("acta", found.acta == known.acta),
      ("occurrence", found.occurrence == known.occurrence), ("inputs", found.inputs == known.inputs),
      ("figures", found.figures == known.figures), ("checks", found.checks == known.checks),
      ("exports", bare(found.exports) == bare(known.exports)),
      ("handed_over", bare(found.handedOver) == bare(known.handedOver)),
    ]
    return parts.filter { !$0.1 }.map { "'\($0.0)'" }
  }
}
