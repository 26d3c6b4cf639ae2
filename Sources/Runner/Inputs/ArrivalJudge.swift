internal import Diagnostics
internal import Glibc
internal import JobSpec
internal import Tables

/// Decides how an input arrived (missing, empty, still being written, unchanged, stale), and applies the job's
/// policy for it.
struct ArrivalJudge {
  let job: Job
  let asOf: Instant
  /// The time a file must stay unchanged, unless its input says otherwise.
  let settle: TimeSpan
  /// SHA-256 by input and file, from the last good run of an earlier night.
  let lastGood: [String: [String: String]]

  /// The job's policy for a fault; nil if it has none.
  func arrival(_ input: Input, _ fault: Arrival.Fault, _ finding: String) -> InputArrival? {
    guard let policy = input.arrival.policies[fault] else { return nil }
    return InputArrival(
      input: input.name.value, fault: fault, policy: policy,
      words: "input '\(input.name.value)' \(finding)", location: input.location)
  }

  /// The fault of an input that was read, if the job has a policy for it.
  func faults(of input: Input, _ files: [FileReport], modified: Int64?) -> [InputArrival] {
    var faults: [InputArrival?] = []
    if files.allSatisfy({ $0.dataRows == 0 }) {
      faults.append(arrival(input, .empty, "is empty: it has no data rows"))
    }
    if isUnchanged(input, files) {
      faults.append(arrival(input, .unchanged, "is the same as at the last good run of an earlier night"))
    }
    if isStale(input, modified: modified) {
      faults.append(arrival(input, .stale, "is older than its 'fresh' check allows"))
    }
    return faults.compactMap { $0 }
  }

  /// Waits until recently changed files stay unchanged.
  /// - Returns: the name of a file that still changes after the time it should have stayed unchanged.
  func unsettled(_ input: Input, _ files: [InputFile]) throws -> String? {
    let settle = input.arrival.settle ?? self.settle
    if settle == .zero { return nil }
    let clock = ContinuousClock()
    let begun = clock.now
    let stamps = files.map { FileStamp(path: $0.path) }
    while true {
      let noisy = files.contains { file in
        guard let stamp = FileStamp(path: file.path) else { return false }
        // A modification time in the future does not tell when the file was written.
        let age = Instant.now - stamp.modified
        return age >= .zero && age < settle
      }
      if !noisy { return nil }
      if begun.duration(to: clock.now) >= .microseconds(settle.microseconds) {
        // Where the system's clock stands still, a file never grows old.
        return zip(files, stamps).first { FileStamp(path: $0.path) != $1 }?.0.displayName
      }
      try Interruption.check()
      usleep(20_000)
    }
  }

  /// Whether every file of the input has the same bytes as at the last good run of an earlier night.
  private func isUnchanged(_ input: Input, _ files: [FileReport]) -> Bool {
    guard let last = lastGood[input.name.value] else { return false }
    let now = Dictionary(files.map { ($0.file, $0.sha256) }, uniquingKeysWith: { a, _ in a })
    // Another job's exports are in a different folder every night.
    if case .job = input.source { return Set(now.values) == Set(last.values) }
    return now == last
  }

  /// Whether the input is older than its `fresh` check allows and the policy is to skip the run; with any other
  /// policy, the check reports it.
  private func isStale(_ input: Input, modified: Int64?) -> Bool {
    guard input.arrival.policies[.stale] == .skip, let modified else { return false }
    return job.isStale(input.name.value, modified: Instant(microseconds: modified), asOf: asOf)
  }
}
