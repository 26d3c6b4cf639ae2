internal import ArgumentParser

extension ExitCode {
  /// The command line is wrong.
  static let usage = ExitCode(64)
  /// A check failed, too many rejects, or an I/O error in a run.
  static let runFailed = ExitCode(1)
  /// An invalid job, timeline or conversion input.
  static let invalid = ExitCode(65)
  /// A fault of Acta.
  static let fault = ExitCode(70)
  /// Input or output outside a run.
  static let inputOutput = ExitCode(74)
  /// Another run holds the lock.
  static let locked = ExitCode(75)
}
