internal import Foundation
internal import JobSpec

/// The settings with which Spark is started.
enum SparkConf {
  /// The settings of `acta.yaml`, with defaults for the rest: rows about people are encrypted wherever Spark keeps or
  /// sends them, nobody can look at them in a browser, and logs have only errors.
  ///
  /// - Parameter blocks: a folder for temporary files of this machine.
  static func complete(_ spark: SparkSettings, blocks: String) -> [String: String] {
    var conf = [
      "spark.ui.enabled": "false",
      "spark.ui.showConsoleProgress": "false",
      "spark.eventLog.enabled": "false",
      "spark.log.level": "ERROR",
      "spark.sql.adaptive.enabled": "false",
      // A row is a block of up to 4 MB.
      "spark.sql.execution.arrow.maxRecordsPerBatch": "8",
      "spark.sql.inMemoryColumnarStorage.batchSize": "8",
    ]
    if !spark.isConnect {
      conf["spark.io.encryption.enabled"] = "true"
      if spark.isLocal {
        conf["spark.local.dir"] = blocks
        conf["spark.driver.bindAddress"] = "127.0.0.1"
        conf["spark.driver.host"] = "127.0.0.1"
        // The master and its executors are made for this run, so their secret can be.
        conf["spark.authenticate.secret"] = UUID().uuidString + UUID().uuidString
      }
      // A standalone master has the secret that `acta.yaml` names, or none; Yarn and Kubernetes make their own.
      let hasSecret = spark.isLocal || !spark.master.hasPrefix("spark://")
      if hasSecret || spark.conf["spark.authenticate.secret"] != nil {
        conf["spark.authenticate"] = "true"
        conf["spark.network.crypto.enabled"] = "true"
      }
    }
    return conf.merging(spark.conf) { $1 }
  }
}
