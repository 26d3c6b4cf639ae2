internal import Foundation
internal import Tables

/// A test case of a job: a folder with the inputs, the moment and the tables that must come of them.
///
///     Jobs/tests/people/doubles/
///       case.yaml              as_of, and parameters if they are not those of the job
///       Inputs/                the files, as below Inputs/ of the workspace
///       expected/people.csv    rows of the table 'people', with the columns that matter
package struct TestCase: Sendable {
  package let job: String
  package let name: String
  /// The workspace's own path.
  package let workspace: Workspace
  private var folderName: String

  package init(job: String, name: String, workspace: Workspace) {
    self.job = job
    self.name = name
    self.workspace = workspace
    folderName = name
  }

  /// The case in the hidden folder in which it is made; a killed process may leave it behind.
  var partial: TestCase {
    var partial = self
    partial.folderName = AtomicFile.partial(of: name)
    return partial
  }

  /// `Jobs/tests/people/doubles`
  package var displayName: String { "Jobs/tests/\(job)/\(folderName)" }
  package var folder: String { workspace.path(of: displayName) }
  var settingsFile: String { "\(displayName)/case.yaml" }
  var expectedFolder: String { "\(folder)/expected" }

  /// The tables with expected rows, sorted.
  var expectedTables: [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: expectedFolder)) ?? []
    return names.filter { $0.hasSuffix(".csv") && !$0.hasPrefix(".") }.map { String($0.dropLast(4)) }.sorted()
  }

  /// The cases of a job, or of all jobs, sorted.
  package static func all(of job: String? = nil, in workspace: Workspace) -> [TestCase] {
    let tests = workspace.path(of: "Jobs/tests")
    func folders(_ path: String) -> [String] {
      ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [])
        .filter { !$0.hasPrefix(".") && FileStatus(path: "\(path)/\($0)")?.kind == .folder }.sorted()
    }
    return folders(tests).filter { job == nil || $0 == job }.flatMap { job in
      folders("\(tests)/\(job)").map { TestCase(job: job, name: $0, workspace: workspace) }
    }
  }
}
