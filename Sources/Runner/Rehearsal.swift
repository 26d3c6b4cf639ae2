internal import Foundation
internal import JobSpec
package import Ledger

/// The exports for machines that jobs of a dry run leave for other jobs of the same run, in a temporary folder
/// that is removed with this object.
package final class Rehearsal: Sendable {
  let published: Published

  /// - Parameter state: the workspace's `.acta`; the run holds its lock.
  package init(state: StateFolder) { published = Published(folder: state.rehearsal) }

  deinit { try? FileManager.default.removeItem(atPath: published.folder) }

  /// Writes the exports that other jobs may read.
  func keep(_ writer: ExportWriter, _ manifest: Manifest) throws {
    let publication = try Publication(
      exports: published.folder, night: manifest.run.night, job: manifest.run.job)
    var manifest = manifest
    manifest.run.exports = try writer.write(into: publication) { export in
      if case .csv(let csv) = export { csv.audience == .machines && csv.each == nil } else { false }
    }
    try manifest.write(to: try publication.path(for: Manifest.fileName), in: writer.timeline.zone)
    try publication.publish()
  }
}
