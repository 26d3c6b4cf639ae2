internal import Glibc

/// Whether a process may have as many files open as a run wants.
enum HandlesExamination {
  private static let wanted: UInt = 64

  static func findings() -> [Finding] {
    var limit = rlimit()
    guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return [] }
    let words = "\(limit.rlim_cur) open files at most"
    return [
      limit.rlim_cur < wanted
        ? Finding("limits", .bad, words, hint: "ulimit -n 1024") : Finding("limits", .good, words)
    ]
  }
}
