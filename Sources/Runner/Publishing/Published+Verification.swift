internal import Foundation
package import Ledger
internal import Tables

extension Published {
  /// What is no longer as a run recorded it: its folder, or any of its files by their SHA-256.
  ///
  /// The run is the last of its night that published: an earlier one's files were replaced.
  ///
  /// - Returns: a sentence for each; empty when all is as it was.
  package func differences(from run: Run) -> [String] {
    guard let shown = run.folder else { return [] }
    let place = folder(of: run.job, night: run.night)
    guard FileManager.default.fileExists(atPath: place) else { return ["'\(shown)' is gone"] }
    if let found = try? Manifest.read("\(place)/\(Manifest.fileName)"), found.id != run.id {
      return ["'\(shown)' is of run '\(found.id)', not of '\(run.id)'"]
    }
    return run.files.compactMap { export in
      let file = "\(shown)/\(export.file)"
      guard FileManager.default.fileExists(atPath: "\(place)/\(export.file)") else {
        return "'\(file)' is gone"
      }
      let input = InputFile(path: "\(place)/\(export.file)", displayName: file)
      guard let found = try? FileFingerprint(of: input) else { return "'\(file)' cannot be read" }
      return found.sha256 == export.sha256 ? nil : "'\(file)' is not what the run wrote"
    }
  }
}
