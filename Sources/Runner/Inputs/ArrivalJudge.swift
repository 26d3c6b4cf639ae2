internal import Diagnostics
internal import Glibc
internal import JobSpec
internal import Tables

/// Decides how an input arrived (missing, empty, still being written, unchanged, stale) and what its job
/// says to do about it.
struct ArrivalJudge {
  let job: Job
  let asOf: Instant
  /// How long a file must be quiet where its input does not say.
  let settle: TimeSpan
  /// SHA-256 by file, by input, of the last good run of an earlier night.
  let lastGood: [String: [String: String]]

  /// A fault and the job's policy for it; nil where it has none.
  func arrival(_ input: Input, _ fault: Arrival.Fault, _ finding: String) -> InputArrival? {
    guard let policy = input.arrival.policies[fault] else { return nil }
    return InputArrival(
      input: input.name.value, fault: fault, policy: policy,
      words: "input '\(input.name.value)' \(finding)", location: input.location)
  }

  /// What is wrong with an input that was read, where the job says what to do about it.
  func faults(of input: Input, _ files: [FileReport], modified: Int64?) -> [InputArrival] {
    var faults: [InputArrival?] = []
    if files.allSatisfy({ $0.rows == 0 }) {
      faults.append(arrival(input, .empty, "is empty: no row of data is in it"))
    }
    if isUnchanged(input, files) {
      faults.append(arrival(input, .unchanged, "is the same as at the last good run of an earlier night"))
    }
    if isStale(input, modified: modified) {
      faults.append(arrival(input, .stale, "is older than its 'fresh' check allows"))
    }
    return faults.compactMap { $0 }
  }

  /// Waits until files that were changed just now are quiet.
  /// - Returns: the name of one that is not, after as long a wait as it should have been quiet.
  func unsettled(_ input: Input, _ files: [InputFile]) throws -> String? {
    let settle = input.arrival.settle ?? self.settle
    if settle == .zero { return nil }
    let begun = Instant.now
    while true {
      let noisy = files.first { file in
        guard let stamp = FileStamp(path: file.path) else { return false }
        // A time ahead of the clock says nothing about when the file was written.
        let age = Instant.now - stamp.modified
        return age >= .zero && age < settle
      }
      guard let noisy else { return nil }
      if Instant.now - begun >= settle { return noisy.displayName }
      try Interruption.check()
      usleep(20_000)
    }
  }

  /// Whether every file of the input has the bytes that it had at the last good run of an earlier night.
  private func isUnchanged(_ input: Input, _ files: [FileReport]) -> Bool {
    guard let last = lastGood[input.name.value] else { return false }
    let now = Dictionary(files.map { ($0.file, $0.sha256) }, uniquingKeysWith: { a, _ in a })
    // What another job published is in another folder every night.
    if case .job = input.source { return Set(now.values) == Set(last.values) }
    return now == last
  }

  /// Whether it is older than its `fresh` check allows, and the run is not to be made for that; with any
  /// other policy the check reports it.
  private func isStale(_ input: Input, modified: Int64?) -> Bool {
    guard input.arrival.policies[.stale] == .skip, let modified else { return false }
    return job.isStale(input.name.value, modified: Instant(microseconds: modified), asOf: asOf)
  }
}
