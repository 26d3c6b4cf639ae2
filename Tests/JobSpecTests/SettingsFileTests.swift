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

  @Test func `a cluster is read`() throws {
    let spark = try SettingsFile.read(
      text: """
        engine:
          use: spark
          spark:
            submit: [/opt/venv/bin/python, -u]
            master: spark://10.0.0.5:7077
            shared: /mnt/shared
            worker: /usr/local/bin/acta
            partition: 32MB
            above: 50GB
            conf: {spark.executor.memory: 8g, spark.cores.max: 4}
        """
    ).spark
    var expected = SparkSettings(master: "spark://10.0.0.5:7077")
    expected.submit = ["/opt/venv/bin/python", "-u"]
    expected.shared = "/mnt/shared"
    expected.worker = "/usr/local/bin/acta"
    expected.partition = 32_000_000
    expected.above = 50_000_000_000
    expected.conf = ["spark.executor.memory": "8g", "spark.cores.max": "4"]
    #expect(spark == expected)
    #expect(try SettingsFile.read(text: "engine: {spark: {master: 'local[2]'}}").spark?.isLocal == true)
    #expect(
      try SettingsFile.read(text: "engine: {spark: {master: yarn, shared: /x}}").spark?.isLocal == false)
  }

  @Test(arguments: [
    ("engine: {spark: {}}", "'master'"), ("engine: {spark: {master: yarn}}", "'shared'"),
    ("engine: {spark: {master: yarn, shared: x}}", "'shared'"),
    ("engine: {spark: {master: local, partition: 5}}", "'partition'"),
    ("engine: {spark: {master: local, submit: []}}", "'submit'"),
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
