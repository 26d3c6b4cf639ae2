package import Diagnostics

/// The dependencies between jobs that read each other's exports.
package struct JobGraph {
  private let jobs: [Job]
  private let names: [String]
  private let indexes: [String: Int]

  /// - Parameter names: the names of all jobs, including those that could not be read; nil: the names of
  ///   these jobs.
  package init(_ jobs: [Job], names: [String]? = nil) {
    self.jobs = jobs
    self.names = names ?? jobs.map(\.name.value)
    indexes = Dictionary(
      jobs.enumerated().map { ($1.name.value, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The errors of inputs that name no existing job or export, and of jobs that depend on themselves.
  package func check() -> Diagnostics {
    var diagnostics = Diagnostics()
    for job in jobs {
      for source in sources(of: job) { check(source, of: job, &diagnostics) }
    }
    var isDone = Array(repeating: false, count: jobs.count)
    for start in jobs.indices {
      var path: [(index: Int, place: SourceLocation)] = []
      visit(start, path: &path, isDone: &isDone, &diagnostics)
    }
    return diagnostics
  }

  private func sources(of job: Job) -> [(job: Located<String>, export: Located<String>)] {
    job.inputs.compactMap { input in
      if case .job(let name, let export) = input.source { (name, export) } else { nil }
    }
  }

  private func check(
    _ source: (job: Located<String>, export: Located<String>), of reader: Job,
    _ diagnostics: inout Diagnostics
  ) {
    guard let index = indexes[source.job.value] else {
      // The errors of a job that cannot be read are enough.
      if self.names.contains(source.job.value) { return }
      let names = names.filter { $0 != reader.name.value }
      diagnostics.add(
        Diagnostic(
          .unknownJob(source.job.value), at: source.job.location,
          reason: names.isEmpty ? "there is no other job" : inventory("other job", names),
          hint: suggestion(for: source.job.value, among: names)))
      return
    }
    let exports = jobs[index].exports
    let matching = exports.filter { $0.canBeNamed(source.export.value) }
    if matching.isEmpty, jobs[index].unread.hasExports { return }
    if matching.isEmpty {
      let names = exports.flatMap(\.expandedNames)
      diagnostics.add(
        Diagnostic(
          .unknownExport(source.export.value, job: source.job.value), at: source.export.location,
          reason: names.isEmpty ? "it has no exports" : "it publishes \(listing(names))",
          hint: suggestion(for: source.export.value, among: names)))
    } else if !matching.contains(where: { if case .csv = $0 { true } else { false } }) {
      diagnostics.add(
        Diagnostic(
          .workbookAsInput(source.export.value), at: source.export.location,
          reason: "only CSV files keep every value and its type",
          hint: "give job '\(source.job.value)' a 'csv' export of the same table"))
    }
  }

  private func visit(
    _ index: Int, path: inout [(index: Int, place: SourceLocation)], isDone: inout [Bool],
    _ diagnostics: inout Diagnostics
  ) {
    if let first = path.firstIndex(where: { $0.index == index }) {
      let cycle = path[first...]
      let begin = cycle.indices.min { cycle[$0].index < cycle[$1].index } ?? first
      let names = (cycle[begin...] + cycle[..<begin]).map { jobs[$0.index].name.value }
      diagnostics.add(
        Diagnostic(
          .jobCycle(names[0]), at: cycle[begin].place,
          reason: zip(names, names.dropFirst() + [names[0]]).map { "\($0) reads from \($1)" }.joined(
            separator: ", ")))
      return
    }
    if isDone[index] { return }
    for source in sources(of: jobs[index]) {
      guard let next = indexes[source.job.value] else { continue }
      path.append((index, source.job.location))
      visit(next, path: &path, isDone: &isDone, &diagnostics)
      path.removeLast()
    }
    isDone[index] = true
  }
}

extension Export {
  /// Whether the export can write a file with this name.
  package func canBeNamed(_ name: String) -> Bool {
    guard let by = each?.by.value else { return expandedNames.contains(name) }
    return expandedNames.contains { pattern in
      guard let open = pattern.firstRange(of: "{\(by)}") else { return pattern == name }
      let (before, after) = (pattern[..<open.lowerBound], pattern[open.upperBound...])
      return name.hasPrefix(before) && name.hasSuffix(after) && name.count > before.count + after.count
    }
  }
}

extension Diagnostic.Message {
  static func unknownJob(_ name: String) -> Self { Self(.unknownJob, "unknown job '\(name)'") }
  static func unknownExport(_ name: String, job: String) -> Self {
    Self(.unknownExport, "job '\(job)' has no export '\(name)'")
  }
  static func workbookAsInput(_ name: String) -> Self {
    Self(.unreadableExport, "a workbook cannot be an input: '\(name)'")
  }
  static func jobCycle(_ name: String) -> Self { Self(.jobCycle, "job '\(name)' reads from itself") }
}
