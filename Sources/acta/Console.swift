internal import ArgumentParser
internal import Diagnostics
internal import Foundation
internal import Glibc
internal import Runner
internal import Synchronization

/// Everything that Acta prints: results on stdout, all else on stderr; colour and progress only on a
/// terminal. Nothing else prints, so that here all text is escaped and every failed write is noticed.
struct Console {
  let isQuiet: Bool
  /// Whether results are JSON; then failures are as well.
  let isJSON: Bool
  /// The log that receives everything except results, as one JSON object a line.
  let log: EventLog?
  private let sources: [String: String]
  private let hasTerminal = isatty(2) == 1 && ProcessInfo.processInfo.environment["NO_COLOR"] == nil

  init(
    isQuiet: Bool = false, isJSON: Bool = false, log: EventLog? = nil, sources: [String: String] = [:]
  ) {
    self.isQuiet = isQuiet
    self.isJSON = isJSON
    self.log = log
    self.sources = sources
  }

  /// A line of results, on stdout.
  func result(_ line: String) { write(line.escapedForTerminal + "\n", to: 1) }

  /// Results of several lines, on stdout.
  func result(lines: [String]) {
    write(lines.map { $0.escapedForTerminal + "\n" }.joined(), to: 1)
  }

  /// Results for machines, on stdout.
  func result(_ json: JSONValue) {
    // Line breaks inside strings are escaped in JSON; those that are left lay it out.
    result(lines: json.text.unicodeScalars.split(separator: "\n").map { String($0) })
  }

  /// A line of results that `--quiet` leaves out.
  func summary(_ line: String) {
    if !isQuiet { result(line) }
  }

  /// A remark on stderr. The log has events instead.
  func note(_ line: String) {
    if !isQuiet, log == nil { write(line.escapedForTerminal + "\n", to: 2) }
  }

  /// Prints errors always, warnings unless quiet, and of each file not more than people can read.
  func show(_ diagnostics: [Diagnostic]) {
    let sources = sources
    let printer = DiagnosticPrinter(colour: hasTerminal) { sources[$0] }
    let shown = diagnostics.filter { $0.severity == .error || !isQuiet }
    if let log {
      for diagnostic in shown { log.write(diagnostic) }
      return
    }
    var counts: [String: Int] = [:]
    let listed = shown.filter {
      counts[$0.location?.file ?? "", default: 0] += 1
      return counts[$0.location?.file ?? "", default: 0] <= Console.mostOfFile
    }
    for text in printer.texts(for: listed) { write(text + "\n", to: 2) }
    if shown.count > listed.count { write("and \(shown.count - listed.count) more\n", to: 2) }
  }

  /// Prints what makes a command fail, for machines on stdout as well.
  ///
  /// - Returns: the exit code, to be thrown.
  func failure(_ diagnostics: [Diagnostic], _ code: ExitCode) -> ExitCode {
    show(diagnostics)
    if isJSON { result(diagnostics.failureJSON) }
    // Whatever was going on when a signal came, the command ends in the same way.
    return diagnostics.contains { $0.code == .interrupted } ? .runFailed : code
  }

  /// Shows what is going on, on one line that the next one overwrites.
  func progress(_ text: String) {
    if hasProgress { write("\r\u{1B}[K\(text.escapedForTerminal)", to: 2) }
  }

  func endProgress() {
    if hasProgress { write("\r\u{1B}[K", to: 2) }
  }

  private var hasProgress: Bool { hasTerminal && !isQuiet && log == nil }

  private static let mostOfFile = 200

  // MARK: Writing

  /// The first error of a write to stdout; 0: there was none.
  private static let outputError = Atomic<Int32>(0)

  /// The error that results could not be written with, if there was one. Work goes on without its
  /// output; the command then ends with exit code 74.
  static var lostOutput: Int32? {
    let code = outputError.load(ordering: .relaxed)
    return code == 0 ? nil : code
  }

  private func write(_ text: String, to descriptor: Int32) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      // SAFETY: the buffer lives through the call.
      let written = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if written < 0, errno == EINTR { continue }
      if written <= 0 {
        let code = errno
        if descriptor == 1 { Console.outputError.store(code == 0 ? EIO : code, ordering: .relaxed) }
        return
      }
      bytes = bytes.dropFirst(written)
    }
  }
}

extension EventLog {
  /// An error, a warning or a note, with its location.
  fileprivate func write(_ whole: Diagnostic) {
    let diagnostic = whole.kept
    let location = diagnostic.location
    write(
      "diagnostic",
      level: diagnostic.severity == .error ? .error : diagnostic.severity == .warning ? .warning : .notice,
      [
        ("code", .string(diagnostic.code.rawValue)), ("message", .string("\(diagnostic.message)")),
        ("why", diagnostic.reason.map { .string($0) }),
        ("hint", diagnostic.hint.map { .string($0) }),
        ("file", location.map { .string($0.file) }), ("line", location.map { .integer(Int64($0.line)) }),
        ("column", location.map { .integer(Int64($0.column)) }),
      ])
  }
}
