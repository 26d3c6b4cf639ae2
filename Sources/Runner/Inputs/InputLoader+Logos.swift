internal import Diagnostics
internal import JobSpec
internal import Tables

/// The logos of workbooks: files below `Inputs/` that the run reads and archives, but that are no tables.
extension InputLoader {
  /// Reads each logo once. A missing one is a warning, because the book says the same without it.
  func loadLogos(into loaded: inout LoadedInputs) throws {
    for case .workbook(let workbook) in job.exports {
      guard let logo = workbook.logo, loaded.logos[logo.value] == nil else { continue }
      let folder = InputFolder(path: binding.catalogue.workspace.inputsFolder)
      guard let name = try folder.file(named: logo, followsOutside: false) else {
        loaded.warnings.append(
          Diagnostic(
            .init(.noFile, "the logo '\(logo.value)' does not exist"), at: logo.location, severity: .warning,
            reason: "there is no such file below Inputs/; the workbook is made without it",
            hint: nearestName(to: logo.value, among: folder.names()).map { "did you mean '\($0)'?" }))
        continue
      }
      let file = folder.inputs([name], shown: "Inputs", followsOutside: false)[0]
      let stamp = FileStamp(path: file.path)
      let bytes = try WholeFile.read(file)
      loaded.logos[logo.value] = bytes
      loaded.sources.append(
        LoadedInputs.Source(
          file: file, sha256: FileFingerprint(of: bytes).sha256, bytes: bytes.count, stamp: stamp,
          manifest: nil))
    }
  }
}
