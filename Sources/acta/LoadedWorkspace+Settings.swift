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

  func readSettings() throws -> EngineSettings {
    guard FileManager.default.fileExists(atPath: workspace.path(of: SettingsFile.name)) else {
      return EngineSettings()
    }
    return try SettingsFile.read(text: workspace.readText(SettingsFile.name))
  }
}
