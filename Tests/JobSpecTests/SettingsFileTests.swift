import Diagnostics
import Testing

@testable import JobSpec

@Suite struct SettingsFileTests {
  @Test func `settings are read`() throws {
    let settings = try SettingsFile.read(text: "engine:\n  use: stages\n  memory: 8GB\n")
    #expect(settings.use == .stages)
    #expect(settings.memory == .bytes(8_000_000_000))
    #expect(try SettingsFile.read(text: "engine: {memory: 25%}").memory == .percent(25))
    for text in ["engine:\n", "engine: {}\n"] {
      #expect(try SettingsFile.read(text: text) == EngineSettings())
    }
  }

  @Test(arguments: [
    ("engine: {use: sparks}", "'sparks'"), ("engine: {memory: 0%}", "'memory'"),
    ("engine: {memory: 8}", "'memory'"), ("engine: {memry: 8GB}", "'memry'"), ("engines: {}", "'engines'"),
  ])
  func `a mistake is named at its place`(_ text: String, _ name: String) {
    do {
      _ = try SettingsFile.read(text: text)
      Issue.record("nothing was found in \(text)")
    } catch {
      let found = Diagnostics(error).sorted
      #expect(found.count == 1)
      #expect(found.allSatisfy { $0.message.description.contains(name) && $0.location?.file == "acta.yaml" })
    }
  }
}
