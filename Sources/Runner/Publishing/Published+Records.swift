package import Diagnostics
internal import Foundation
package import Ledger
internal import Tables

extension Published {
  /// The runs that manifests tell of: what is published, and what failed runs left in `failed`
  /// (`.acta/failed`). The oldest first.
  ///
  /// - Returns: also a warning for each manifest that cannot be read.
  package func runRecords(failed: String) -> (runs: [RunRecord], warnings: [Diagnostic]) {
    var runs: [String: RunRecord] = [:]
    var warnings: [Diagnostic] = []
    for (place, isPublished) in [(self, true), (Published(folder: failed), false)] {
      for (night, job) in place.folders() {
        do {
          guard var run = try place.run(of: job, night: night) else { continue }
          // A failed run published nothing, whatever its folder is.
          if isPublished && run.status.isGood { run.folder = "Exports/\(night)/\(job)" }
          if runs[run.id]?.folder == nil { runs[run.id] = run }
        } catch let warning as Diagnostic {
          warnings.append(warning)
        } catch {
          warnings.append(Diagnostic("\(error)", severity: .warning))
        }
      }
    }
    return (runs.values.sorted { ($0.started, $0.id) < ($1.started, $1.id) }, warnings)
  }

  /// Whether there is any manifest of a published run.
  package var hasManifests: Bool {
    folders().contains {
      FileManager.default.fileExists(atPath: "\(folder)/\($0.night)/\($0.job)/\(Manifest.fileName)")
    }
  }

  /// Folders of runs, by night and job.
  private func folders() -> [(night: String, job: String)] {
    nights().reversed().flatMap { night in
      let jobs = (try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(night)")) ?? []
      return jobs.filter { !$0.hasPrefix(".") }.sorted().map { (night, $0) }
    }
  }

  /// - Returns: nil where there is no manifest.
  func run(of job: String, night: String) throws -> RunRecord? {
    let path = "\(folder)/\(night)/\(job)/\(Manifest.fileName)"
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    func unreadable(_ reason: String) -> Diagnostic {
      Diagnostic(
        .unreadableManifest(path), severity: .warning, reason: reason,
        hint: "the run does not come back; what it published is as it was")
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw unreadable("the file cannot be read")
    }
    let file: ManifestFile
    do {
      file = try JSONDecoder().decode(ManifestFile.self, from: data)
    } catch let error as DecodingError {
      throw unreadable(error.words)
    }
    guard let record = file.record else { throw unreadable("its night, status or instants are none") }
    guard record.night == night, record.job == job else {
      throw unreadable("it is of job '\(record.job)' and night \(record.night)")
    }
    return record
  }
}

extension DecodingError {
  /// What is wrong, with the path of the key.
  fileprivate var words: String {
    func path(_ context: Context, _ last: (any CodingKey)? = nil) -> String {
      (context.codingPath + [last].compactMap { $0 })
        .map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }.joined(separator: ".")
    }
    switch self {
    case .keyNotFound(let key, let context): return "it has no '\(path(context, key))'"
    case .typeMismatch(_, let context): return "'\(path(context))' is of another type"
    case .valueNotFound(_, let context): return "'\(path(context))' is null"
    case .dataCorrupted: return "it is not JSON"
    @unknown default: return "it cannot be decoded"
    }
  }
}

extension Diagnostic.Message {
  fileprivate static func unreadableManifest(_ path: String) -> Self { "cannot read the manifest '\(path)'" }
}
