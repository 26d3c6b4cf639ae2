/// One thing to tell the user: what is wrong, where, why, and what to do.
///
/// Facts are thrown as diagnostics, worded once at the foot of the file that throws them (in an
/// extension of ``Message``), and printed in one place, the command line.
package struct Diagnostic: Error, Sendable, Equatable {
  package enum Severity: String, Sendable, Equatable {
    case error, warning, note
  }

  /// A sentence without capital or full stop; the user's words in single quotes.
  package struct Message: Sendable, Equatable, ExpressibleByStringInterpolation,
    CustomStringConvertible
  {
    package let description: String
    package init(stringLiteral value: String) { description = value }
    package init(_ text: String) { description = text }
  }

  package var severity: Severity
  package var location: SourceLocation?
  package var message: Message
  /// What makes it wrong (printed after `why:`).
  package var reason: String?
  /// What to do about it (printed after `hint:`).
  package var hint: String?

  package init(
    _ message: Message, at location: SourceLocation? = nil, severity: Severity = .error,
    reason: String? = nil, hint: String? = nil
  ) {
    self.severity = severity
    self.location = location
    self.message = message
    self.reason = reason
    self.hint = hint
  }
}

/// Everything that is wrong, thrown at once.
package struct Diagnostics: Error, Sendable {
  package private(set) var all: [Diagnostic]

  package init(_ all: [Diagnostic] = []) { self.all = all }

  package var hasErrors: Bool { all.contains { $0.severity == .error } }
  package var isEmpty: Bool { all.isEmpty }

  package mutating func add(_ diagnostic: Diagnostic) { all.append(diagnostic) }
  package mutating func add(_ others: Diagnostics) { all.append(contentsOf: others.all) }

  /// Runs `body` and keeps what it throws, so that reading can go on.
  package mutating func collect<R>(_ body: () throws -> R) -> R? {
    do {
      return try body()
    } catch let one as Diagnostic {
      add(one)
    } catch let many as Diagnostics {
      add(many)
    } catch {
      add(Diagnostic("\(error)"))
    }
    return nil
  }

  /// Throws all that was collected if any of it is an error.
  package func throwIfErrors() throws {
    if hasErrors { throw self }
  }

  /// By file, line and column; what has no place comes first.
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
