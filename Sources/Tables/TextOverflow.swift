package import Diagnostics
internal import Synchronization

/// Texts that did not fit into a column.
///
/// A column has at most ``TextColumn/mostBytes``. What would make it longer is left out at once, before it takes memory,
/// and noted here. Everything that makes rows asks for the note before anybody sees them: a reader after each file, an
/// engine after each step, exports at their end.
package enum TextOverflow {
  private static let happened = Atomic<Bool>(false)

  static func note() { happened.store(true, ordering: .relaxed) }

  /// - Parameter place: what was made, as it begins a sentence: `filter: age > 3`, or a file.
  /// - Throws: a diagnostic if texts were left out since the last call.
  package static func verify(_ place: @autoclosure () -> String, at location: SourceLocation? = nil) throws {
    guard happened.load(ordering: .relaxed) else { return }
    happened.store(false, ordering: .relaxed)
    throw Diagnostic(
      .init(.tooLarge, "\(place()) would make a column of more text than a column holds"), at: location,
      reason: "a column has at most \(TextColumn.mostBytes) bytes of text",
      hint: "look for a long text that many rows share")
  }
}
