/// The folder `.acta` of a workspace, which holds Acta's own files.
///
///     lock              who is running
///     ledger.sqlite     the record of all runs
///     timeline.yaml     the timeline as the last night read it
///     archive/          the files that runs were made of: `objects/`, and a record of each run in `runs/`
///     closed/           the decisions to close stages
///     failed/           the rows that failed runs left, by night and job
///     work/             temporary files of runs by stages, which have no names
///     replay/ replayed/ rehearsal/     workspaces of replays, their results, and exports of dry runs
package struct StateFolder: Sendable, Equatable {
  package static let name = ".acta"

  package let path: String

  package init(_ path: String) { self.path = path }

  package var lock: String { "\(path)/lock" }
  package var lastTimeline: String { "\(path)/timeline.yaml" }
  package var archive: String { "\(path)/archive" }
  package var archivedObjects: String { "\(archive)/objects" }
  package var archivedRuns: String { "\(archive)/runs" }
  package var closed: String { "\(path)/closed" }
  package var failed: String { "\(path)/failed" }
  package var work: String { "\(path)/work" }
  package var replays: String { "\(path)/replay" }
  package var replayed: String { "\(path)/replayed" }
  package var rehearsal: String { "\(path)/rehearsal" }

  /// A path below the folder, for display: `.acta/archive/…`.
  package func displayName(of path: String) -> String {
    StateFolder.name + path.dropFirst(self.path.count)
  }
}
