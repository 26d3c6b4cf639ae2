internal import Diagnostics
internal import Foundation
internal import Glibc
internal import Runner

/// Everything that Acta says: results on stdout, all else on stderr; colour and progress only on a
/// terminal. The one place that prints.
struct Console {
  let isQuiet: Bool
  /// Where everything but results goes instead, as one JSON object a line.
  let log: EventLog?
  private let sources: [String: String]
  private let hasTerminal = isatty(2) == 1 && ProcessInfo.processInfo.environment["NO_COLOR"] == nil

  init(isQuiet: Bool = false, log: EventLog? = nil, sources: [String: String] = [:]) {
    self.isQuiet = isQuiet
    self.log = log
    self.sources = sources
  }

  /// A result, on stdout.
  func result(_ text: String) { write(text + "\n", to: 1) }

  /// A result that `--quiet` leaves out.
  func summary(_ text: String) {
    if !isQuiet { result(text) }
  }

  /// What has no event of its own in the log has no place in it.
  func note(_ text: String) {
    if !isQuiet, log == nil { write(text + "\n", to: 2) }
  }

  /// Errors always, warnings unless quiet, repeats capped.
  func show(_ diagnostics: [Diagnostic]) {
    let sources = sources
    let printer = DiagnosticPrinter(colour: hasTerminal) { sources[$0] }
    let shown = diagnostics.filter { $0.severity == .error || !isQuiet }
    if let log {
      for diagnostic in shown { log.write(diagnostic) }
      return
    }
    for diagnostic in shown.prefix(Console.mostShown) { write(printer.text(for: diagnostic) + "\n", to: 2) }
    if shown.count > Console.mostShown { write("and \(shown.count - Console.mostShown) more\n", to: 2) }
  }

  /// What is going on now, on one line that the next one overwrites.
  func progress(_ text: String) {
    if hasProgress { write("\r\u{1B}[K\(text)", to: 2) }
  }

  func endProgress() {
    if hasProgress { write("\r\u{1B}[K", to: 2) }
  }

  private var hasProgress: Bool { hasTerminal && !isQuiet && log == nil }

  private static let mostShown = 200

  private func write(_ text: String, to descriptor: Int32) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      // SAFETY: the buffer lives through the call.
      let written = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
      // Whoever read our output has gone (a closed pipe): there is nobody left to tell.
      if written <= 0 { return }
      bytes = bytes.dropFirst(written)
    }
  }
}

extension EventLog {
  /// An error, a warning or a note, with its place.
  fileprivate func write(_ diagnostic: Diagnostic) {
    let place = diagnostic.location
    write(
      "diagnostic",
      level: diagnostic.severity == .error ? .error : diagnostic.severity == .warning ? .warning : .notice,
      [
        ("message", .string("\(diagnostic.message)")), ("why", diagnostic.reason.map { .string($0) }),
        ("hint", diagnostic.hint.map { .string($0) }), ("file", place.map { .string($0.file) }),
        ("line", place.map { .integer(Int64($0.line)) }),
        ("column", place.map { .integer(Int64($0.column)) }),
      ])
  }
}
