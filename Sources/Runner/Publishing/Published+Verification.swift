internal import Foundation
package import Ledger
internal import Tables

extension Published {
  /// Compares the published folder and the SHA-256 of its files with the record of a run.
  ///
  /// The run must be the last of its night that published, because the files of earlier ones were replaced.
  ///
  /// - Returns: a sentence for each difference; empty if nothing has changed.
  package func differences(from run: Run) -> [String] {
    guard let shown = run.folder else { return [] }
    let place = folder(of: run.job, night: run.night)
    guard FileManager.default.fileExists(atPath: place) else { return ["'\(shown)' is missing"] }
    if let found = try? Manifest.read("\(place)/\(Manifest.fileName)"), found.id != run.id {
      return ["'\(shown)' belongs to run '\(found.id)', not to '\(run.id)'"]
    }
    return run.files.compactMap { export in
      let file = "\(shown)/\(export.file)"
      guard FileManager.default.fileExists(atPath: "\(place)/\(export.file)") else {
        return "'\(file)' is missing"
      }
      let input = InputFile(path: "\(place)/\(export.file)", displayName: file)
      guard let found = try? FileFingerprint(of: input) else { return "'\(file)' cannot be read" }
      return found.sha256 == export.sha256 ? nil : "'\(file)' is not what the run wrote"
    }
  }
}
