internal import Diagnostics

/// The dependencies between the tables of a job; `figures` depends on every figure's table.
struct TableGraph {
  private var edges: [(table: String, sources: [Located<String>])]
  private let indexes: [String: Int]

  init(_ job: Job) {
    edges = job.tables.map { table in
      (table.name.value, [table.from] + table.steps.flatMap(\.otherTables))
    }
    if !job.figures.isEmpty { edges.append(("figures", job.figures.compactMap(\.table))) }
    indexes = Dictionary(
      edges.enumerated().map { ($1.table, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Reports each cycle once, at the reference from its first table.
  func reportCycles(to reading: FileReading) {
    var isDone = Array(repeating: false, count: edges.count)
    for start in edges.indices {
      var path: [(index: Int, source: Located<String>?)] = []
      visit(start, path: &path, isDone: &isDone, reading)
    }
  }

  /// Depth-first search; `path` has the tables on the way and the reference from each to the next.
  private func visit(
    _ index: Int, path: inout [(index: Int, source: Located<String>?)], isDone: inout [Bool],
    _ reading: FileReading
  ) {
    if let first = path.firstIndex(where: { $0.index == index }) {
      report(Array(path[first...]), to: reading)
      return
    }
    if isDone[index] { return }
    path.append((index, nil))
    for source in edges[index].sources {
      let name = StaleCorrections.correctedTable(source.value) ?? source.value
      guard let next = indexes[name] else { continue }
      path[path.count - 1].source = source
      visit(next, path: &path, isDone: &isDone, reading)
    }
    path.removeLast()
    isDone[index] = true
  }

  private func report(_ cycle: [(index: Int, source: Located<String>?)], to reading: FileReading) {
    // The message begins with the table that comes first in the file.
    let begin = cycle.indices.min { cycle[$0].index < cycle[$1].index } ?? 0
    let turned = cycle[begin...] + cycle[..<begin]
    let names = turned.map { edges[$0.index].table }
    guard let first = names.first, let place = turned.first?.source?.location else { return }
    let links = zip(names, names.dropFirst() + [first]).map { "'\($0)' from '\($1)'" }
    reading.report(
      .tableCycle(first), at: place, reason: "the tables make \(listing(links))",
      hint: "one of them must begin with an input, or with a table outside the cycle")
  }
}

extension Diagnostic.Message {
  static func tableCycle(_ table: String) -> Self {
    Self(.tableCycle, "table '\(table)' is made from itself")
  }
}
