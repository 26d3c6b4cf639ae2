internal import Ledger
internal import Tables

/// The differences between two runs of the same job and night, and between their inputs.
package struct RunComparison: Sendable {
  /// `Jobs/attendance.yaml was edited`, `Inputs/zoom/a.csv is new`
  package var causes: [String]
  /// Changed, new and removed exports.
  package var exports: [String]

  package var isSame: Bool { causes.isEmpty && exports.isEmpty }

  package init(_ old: Snapshot, _ new: Snapshot) {
    causes = []
    let then = Dictionary(old.files.map { ($0.path, $0.sha256) }, uniquingKeysWith: { a, _ in a })
    let now = Dictionary(new.files.map { ($0.path, $0.sha256) }, uniquingKeysWith: { a, _ in a })
    for path in Set(then.keys).union(now.keys).sorted() where then[path] != now[path] {
      // The manifests of other jobs' exports differ with every run.
      if path.hasPrefix("Exports/"), path.hasSuffix("/" + Manifest.fileName) { continue }
      let isDefinition = path.hasPrefix("Jobs/")
      switch (then[path], now[path]) {
      case (nil, _): causes.append("\(path) is new")
      case (_, nil): causes.append("\(path) is gone")
      default: causes.append("\(path) \(isDefinition ? "was edited" : "has other bytes")")
      }
    }
    for name in Set(old.set.keys).union(new.set.keys).sorted() where old.set[name] != new.set[name] {
      func words(_ value: Value?) -> String { value?.messageText ?? "not given" }
      causes.append("--set \(name) was \(words(old.set[name])), is \(words(new.set[name]))")
    }
    if old.previous != new.previous { causes.append("the figures of the night before differ") }
    if old.lastNight != new.lastNight { causes.append("the rows of the night before differ") }
    if old.versions != new.versions { causes.append("the version of acta or of a library differs") }
    let before = Dictionary(old.run.files.map { ($0.file, $0.sha256) }, uniquingKeysWith: { a, _ in a })
    let after = Dictionary(new.run.files.map { ($0.file, $0.sha256) }, uniquingKeysWith: { a, _ in a })
    exports = Set(before.keys).union(after.keys).sorted().compactMap { file in
      switch (before[file], after[file]) {
      case (nil, _): "\(file) is new"
      case (_, nil): "\(file) is gone"
      case (let a, let b): a == b ? nil : "\(file) has other bytes"
      }
    }
    // A different moment is enough to change the bytes: covers and $as_of contain it.
    if causes.isEmpty, old.run.asOf != new.run.asOf { exports = [] }
  }
}
