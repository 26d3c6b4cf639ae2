internal import Diagnostics
internal import JobSpec

/// Why a run on a cluster came to nothing, in one sentence.
struct SparkFault {
  /// A word of the driver's.
  let kind: String
  let spark: SparkSettings
  /// The machine, or what Spark said.
  let words: String

  init(kind: String, _ spark: SparkSettings, words: String = "") {
    self.kind = kind
    self.spark = spark
    self.words = words
  }

  /// The driver's process has ended.
  static func ended(_ spark: SparkSettings, code: Int32) -> SparkFault {
    code == 127
      ? SparkFault(kind: "submit", spark)
      : SparkFault(kind: "driver", spark, words: code == 0 ? "" : "it ended with code \(code)")
  }

  var diagnostic: Diagnostic {
    let (text, reason, hint) = sentence
    return Diagnostic(.init(.clusterFailed, text), reason: reason.isEmpty ? nil : reason, hint: hint)
  }

  private var program: String { spark.submit.joined(separator: " ") }
  private var machine: String { words.split(separator: ":").first.map { String($0) } ?? "an executor" }

  private var sentence: (String, reason: String, hint: String?) {
    switch kind {
    case "submit":
      (
        "Spark cannot be started, because there is no '\(program)'", "",
        "name a Python that has pyspark, or spark-submit, in  engine: spark: submit"
      )
    case "pyspark":
      (
        "Spark cannot be started, because '\(words)' has no pyspark", "",
        "\(words) -m pip install 'pyspark==4.0.*' 'pyarrow<23' 'pandas<3'"
      )
    case "java":
      (
        "Spark cannot be started, because there is no Java", "",
        "install Java 17, for example  apt-get install openjdk-17-jre-headless"
      )
    case "master":
      (
        "Spark at '\(spark.master)' does not answer", "",
        "is the master running, and can this machine reach it?"
      )
    case "silent":
      (
        "Spark at '\(spark.master)' was not ready in 10 minutes", "",
        "has the cluster free executors of the size that  conf  asks for?"
      )
    case "pyarrow":
      (
        "Python on the executors has no pyarrow and pandas", "",
        "install 'pyarrow<23' and 'pandas<3' for the Python that  spark.pyspark.python  names"
      )
    case "python":
      (
        "the executors have another version of Python than the driver", "",
        "let  spark.pyspark.python  in  conf  name the same version on the executors"
      )
    case "executor-python":
      (
        "the executors cannot start Python", "",
        "let  spark.pyspark.python  in  conf  name a Python that they have"
      )
    case "missing":
      (
        "no worker can be started on \(machine)", words,
        "install Acta there, and name it in  engine: spark: worker"
      )
    case "libraries":
      (
        "no worker can be started on \(machine), which lacks libraries", words,
        "install Acta and its libraries there, and name it in  engine: spark: worker"
      )
    case "version":
      (
        "the worker on \(machine) is not of version \(Version.text)", words,
        "install the same version everywhere"
      )
    case "shared":
      (
        "\(machine) does not see the folder '\(spark.shared ?? "")'", "",
        "name a folder in  engine: spark: shared  that all machines see under this path, and may write to"
      )
    case "killed":
      (
        "a worker on \(machine) was killed again and again",
        "a part needed more memory than its executor may have",
        "make  engine: spark: partition  smaller, or  spark.executor.memoryOverhead  larger"
      )
    case "exhausted":
      (
        "a worker on \(machine) ran out of memory again and again",
        "a part needed more memory than its executor may have",
        "make  engine: spark: partition  smaller, or  spark.executor.memoryOverhead  larger"
      )
    case "memory":
      (
        "an executor had too little memory", "",
        "make  engine: spark: partition  smaller, or  spark.executor.memory  larger"
      )
    case "executor": ("Spark lost its executors", "", "run the job again when the cluster is sound")
    case "ended": ("a worker on \(machine) ended before its work was done", words, nil)
    case "driver": ("Spark's driver ended before the run was done", words, "run the job again")
    default: ("Spark could not run a stage", words, nil)
    }
  }
}
