internal import Diagnostics

/// A cluster of Apache Spark: `engine: spark:` in `acta.yaml`.
package struct SparkSettings: Sendable, Equatable {
  /// The command that starts the driver: a Python that has pyspark, or `spark-submit`.
  package var submit = ["python3"]
  /// `spark://host:7077`, `yarn`, `k8s://…`, `sc://…`, `local[2]`
  package var master: String
  /// A folder that all machines see under this path; nil only if all are this machine.
  package var shared: String?
  /// The program on the executors; nil sends this one to them.
  package var worker: String?
  /// The size of the rows in memory, for one task.
  package var partition = 64_000_000
  /// The need of memory from which on `auto` chooses the cluster; nil: never.
  package var above: Int?
  /// Spark's own settings.
  package var conf: [String: String] = [:]

  /// Whether the executors are on this machine.
  package var isLocal: Bool { master.hasPrefix("local") }
  package var isConnect: Bool { master.hasPrefix("sc://") }
}

extension NodeReader {
  func spark() -> SparkSettings? {
    mapping("'spark'") { keys in
      let master = keys.required("master", hint: "for example  master: spark://10.0.0.5:7077")?.nonEmptyText()
      var settings = SparkSettings(master: master?.value ?? "")
      if let submit = keys["submit"]?.list(
        "a list of words", allowsEmpty: false, { $0.nonEmptyText()?.value })
      {
        settings.submit = submit
      }
      settings.shared = keys["shared"]?.absolutePath()
      settings.worker = keys["worker"]?.absolutePath()
      if let partition = keys["partition"]?.byteCount(upTo: 1_000_000_000) { settings.partition = partition }
      settings.above = keys["above"]?.byteCount(upTo: 1_000_000_000_000_000)
      let conf = keys["conf"]?.entries("a mapping of Spark's settings", allowsEmpty: true) { name, value in
        value.scalar("a text").map { (name.value, $0.text) }
      }
      settings.conf = Dictionary(conf ?? [], uniquingKeysWith: { first, _ in first })
      if let master, !settings.isLocal, settings.shared == nil {
        reading.report(
          .init(.missingKey, "'spark' has no 'shared'"), at: master.location,
          hint: "name a folder that all machines of the cluster see under the same path")
      }
      return settings
    }
  }

  private func absolutePath() -> String? {
    guard let text = nonEmptyText("an absolute path") else { return nil }
    if !text.value.hasPrefix("/") { wrongType("an absolute path") }
    return text.value
  }
}
