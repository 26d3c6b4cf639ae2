/// An error, a warning or a note for the user: what is wrong, where, why, and what to do.
///
/// Messages are worded once, at the foot of the file that throws them, in an extension of ``Message``.
/// Only the command line prints them.
package struct Diagnostic: Error, Sendable, Equatable {
  package enum Severity: String, Sendable, Equatable {
    case error, warning, note
  }

  /// The code and the text: a sentence without capital or full stop, with the user's words in single
  /// quotes.
  package struct Message: Sendable, Equatable, CustomStringConvertible {
    package let code: Code
    package let description: String
    /// The text for what is kept: logs, the ledger and manifests. It quotes no value of a row.
    package let kept: String

    /// - Parameter kept: the text without values of rows, if `text` quotes one.
    package init(_ code: Code, _ text: String, kept: String? = nil) {
      self.code = code
      description = text
      self.kept = kept ?? text
    }
  }

  /// The parts below the message.
  package struct Parts: OptionSet, Sendable {
    package let rawValue: Int

    package init(rawValue: Int) { self.rawValue = rawValue }

    package static let reason = Parts(rawValue: 1)
    package static let hint = Parts(rawValue: 2)
  }

  package var severity: Severity
  package var location: SourceLocation?
  package var message: Message
  /// Why it is wrong (printed after `why:`).
  package var reason: String?
  /// How to correct it (printed after `hint:`).
  package var hint: String?
  /// The parts that quote values of rows. A terminal shows them, and nothing that is kept has them.
  package var quoting: Parts

  package init(
    _ message: Message, at location: SourceLocation? = nil, severity: Severity = .error,
    reason: String? = nil, hint: String? = nil, quoting: Parts = []
  ) {
    self.severity = severity
    self.quoting = quoting
    self.location = location
    self.message = message
    self.reason = reason
    self.hint = hint
  }

  package var code: Code { message.code }

  /// The same of something that goes on all the same.
  package var asWarning: Diagnostic {
    var warning = self
    warning.severity = .warning
    return warning
  }

  /// The diagnostic without values of rows, for what is kept.
  package var kept: Diagnostic {
    var kept = self
    kept.message = Message(code, message.kept)
    if quoting.contains(.reason) { kept.reason = nil }
    if quoting.contains(.hint) { kept.hint = nil }
    kept.quoting = []
    return kept
  }
}

/// All errors of a file or a job, thrown together.
package struct Diagnostics: Error, Sendable {
  package private(set) var all: [Diagnostic]

  package init(_ all: [Diagnostic] = []) { self.all = all }

  /// The diagnostics in an error; an error of another type becomes a diagnostic with its text.
  package init(_ error: any Error) {
    switch error {
    case let one as Diagnostic: all = [one]
    case let many as Diagnostics: all = many.all
    case let interrupted as Interrupted: all = [interrupted.diagnostic]
    default: all = [Diagnostic(.unexpected(error))]
    }
  }

  package var hasErrors: Bool { all.contains { $0.severity == .error } }
  package var isEmpty: Bool { all.isEmpty }

  package mutating func add(_ diagnostic: Diagnostic) { all.append(diagnostic) }
  package mutating func add(_ others: Diagnostics) { all.append(contentsOf: others.all) }

  /// Runs `body` and collects the error it throws, so that reading can continue.
  package mutating func collect<R>(_ body: () throws -> R) -> R? {
    do {
      return try body()
    } catch {
      add(Diagnostics(error))
      return nil
    }
  }

  /// Throws everything collected if any of it is an error.
  package func throwIfErrors() throws {
    if hasErrors { throw self }
  }

  /// Sorted by file, line and column; diagnostics without a location come first.
  package var sorted: [Diagnostic] {
    all.enumerated().sorted { a, b in
      switch (a.element.location, b.element.location) {
      case (let x?, let y?): x == y ? a.offset < b.offset : x < y
      case (nil, nil): a.offset < b.offset
      case (nil, _): true
      case (_, nil): false
      }
    }.map(\.element)
  }
}

extension Diagnostic.Message {
  fileprivate static func unexpected(_ error: any Error) -> Self { Self(.fault, "\(error)") }
}
