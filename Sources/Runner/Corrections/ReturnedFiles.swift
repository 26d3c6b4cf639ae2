package import Diagnostics
internal import Formats
package import JobSpec
internal import Tables

/// Files that came back, each read once.
package struct ReturnedFiles: Sendable {
  /// A file, or what kept it from being read.
  let files: [(path: String, isMissing: Bool, content: Result<ReturnedFile, any Error>)]

  /// - Parameter paths: also paths in the workspace.
  package init(_ paths: [String], in workspace: Workspace) {
    files = paths.map { path in
      let place = FileStatus(path: path) != nil ? path : workspace.path(of: path)
      let input = InputFile(path: place, displayName: path)
      return (path, FileStatus(path: place) == nil, Result { try ReturnedFile(input) })
    }
  }

  /// The reasons why files that are not there cannot be read.
  package var missing: [Diagnostic] {
    files.compactMap { file in
      guard file.isMissing, case .failure(let fault as Diagnostic) = file.content else { return nil }
      return fault
    }
  }

  /// The jobs whose files these may be: those that the files name, or all that a file can come from.
  ///
  /// - Parameter job: of files that do not say it.
  package func jobs(job: String?, among jobs: [Job]) -> [String] {
    var names = Set(jobs.filter(\.hasEditableSheets).map(\.name.value))
    let known = jobs.filter(\.hasFiles).map(\.name.value)
    for case .success(let file) in files.map(\.content) {
      if let named = file.properties["acta_job"] {
        if file.properties[RejectsBook.property] != nil, known.contains(named) { names.insert(named) }
      } else if file.hasRejects || file.isRejectsList {
        names.formUnion(known.filter { job ?? $0 == $0 })
      }
    }
    return jobs.map(\.name.value).filter(names.contains)
  }
}
