internal import Diagnostics
internal import Foundation
internal import JobSpec
internal import Runner

extension LoadedWorkspace {
  /// How engines are chosen: by the command line, then by `acta.yaml`.
  ///
  /// - Throws: exit code 65 or 74, with the errors printed, if the file has mistakes or cannot be read.
  func engineSettings(_ use: EngineSettings.Use? = nil) throws -> EngineSettings {
    do {
      var settings = try readSettings()
      if let use { settings.use = use }
      return settings
    } catch {
      let mistakes = Diagnostics(error).sorted
      let isUnreadable = mistakes.contains { $0.code == .unreadableDefinition }
      throw console.failure(mistakes, isUnreadable ? .inputOutput : .invalid)
    }
  }

  /// What is wrong with `acta.yaml`: no job can run until it is mended.
  var settingsMistakes: Diagnostics {
    do {
      _ = try readSettings()
      return Diagnostics()
    } catch {
      return Diagnostics(error)
    }
  }

  private func readSettings() throws -> EngineSettings {
    let path = workspace.path(of: SettingsFile.name)
    guard FileManager.default.fileExists(atPath: path) else { return EngineSettings() }
    guard let data = FileManager.default.bytes(ofFile: path) else {
      throw Diagnostic(.init(.unreadableDefinition, "cannot read \(SettingsFile.name)"))
    }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw Diagnostic(
        .init(.notUTF8, "the file is not UTF-8"), at: SourceLocation(file: SettingsFile.name),
        hint: "save it as UTF-8")
    }
    return try SettingsFile.read(text: text)
  }
}
