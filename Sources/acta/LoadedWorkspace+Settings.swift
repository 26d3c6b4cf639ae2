internal import Diagnostics
internal import Foundation
internal import JobSpec
internal import Runner

extension LoadedWorkspace {
  /// How engines are chosen: by the command line, then by `acta.yaml`.
  ///
  /// - Throws: exit code 65, with the errors printed, if the file has mistakes.
  func engineSettings(_ use: EngineSettings.Use? = nil) throws -> EngineSettings {
    var settings = EngineSettings()
    let path = workspace.path(of: SettingsFile.name)
    if FileManager.default.fileExists(atPath: path) {
      guard let data = FileManager.default.bytes(ofFile: path) else {
        throw console.failure(
          [Diagnostic(.init(.unreadableDefinition, "cannot read \(SettingsFile.name)"))], .inputOutput)
      }
      do {
        guard let text = String(validating: data, as: UTF8.self) else {
          throw Diagnostic(
            .init(.notUTF8, "the file is not UTF-8"), at: SourceLocation(file: SettingsFile.name),
            hint: "save it as UTF-8")
        }
        settings = try SettingsFile.read(text: text)
      } catch {
        throw console.failure(Diagnostics(error).sorted, .invalid)
      }
    }
    if let use { settings.use = use }
    return settings
  }
}
