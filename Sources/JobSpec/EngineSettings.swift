internal import Diagnostics
internal import Tables

/// Where runs on this machine keep their rows: `engine:` in `acta.yaml`. No result depends on it.
package struct EngineSettings: Sendable, Equatable {
  package enum Use: String, Sendable, CaseIterable {
    /// In memory if the job's rows fit; else on disk.
    case auto
    case memory
    /// On disk between steps.
    case stages
    /// On the machines of a cluster.
    case spark
  }

  /// The memory that a run may use.
  package enum Memory: Sendable, Equatable {
    /// A part of the memory that the machine, its control group or `ulimit -v` gives.
    case percent(Int)
    case bytes(Int)
  }

  package var use = Use.auto
  package var memory = Memory.percent(60)
  /// Nil if there is no cluster.
  package var spark: SparkSettings?

  package init() {}
}

/// Reads `acta.yaml`, the settings of a machine, in the workspace's folder.
package enum SettingsFile {
  package static let name = "acta.yaml"

  /// - Throws: `Diagnostics` with all errors, in the file's order.
  package static func read(text: String) throws -> EngineSettings {
    let document = YAMLDocument(text: text, file: name)
    let reading = FileReading(file: name, zone: .utc)
    reading.report(document.diagnostics)
    var settings = EngineSettings()
    if let root = document.root, !root.isNull {
      _ = NodeReader(node: root, name: "the settings", reading: reading).mapping("the settings") { keys in
        keys.section("engine")?.mapping("'engine'") { keys in
          if let use = keys["use"]?.word(EngineSettings.Use.self) { settings.use = use.value }
          if let memory = keys["memory"]?.engineMemory() { settings.memory = memory }
          settings.spark = keys.section("spark")?.spark()
          return true
        }
      }
    }
    try Diagnostics(reading.diagnostics.sorted).throwIfErrors()
    return settings
  }
}

extension NodeReader {
  /// `60%`, or `8GB`
  fileprivate func engineMemory() -> EngineSettings.Memory? {
    let expected = "a percentage like 60%, or a size like 8GB"
    guard let scalar = scalar(expected) else { return nil }
    guard scalar.text.hasSuffix("%") else {
      return byteCount(upTo: 1_000_000_000_000).map { .bytes($0) }
    }
    guard let percent = Int(scalar.text.dropLast()), (1...100).contains(percent) else {
      wrongType("\(expected), from 1% to 100%")
      return nil
    }
    return .percent(percent)
  }
}
