/// Formats a diagnostic for people: `file:line:column: error: message`, the line with a caret, then
/// `why:` and `hint:`. Text from users and files is escaped for terminals.
package struct DiagnosticPrinter: Sendable {
  /// Returns the text of a file in a location; nil if it cannot be shown.
  package var source: @Sendable (String) -> String?
  package var colour: Bool

  package init(colour: Bool = false, source: @escaping @Sendable (String) -> String?) {
    self.colour = colour
    self.source = source
  }

  package func text(for diagnostic: Diagnostic) -> String {
    var lines: [String: [Substring]] = [:]
    return text(for: diagnostic, &lines)
  }

  /// The texts of several diagnostics, each file divided into lines once.
  package func texts(for diagnostics: some Sequence<Diagnostic>) -> [String] {
    var lines: [String: [Substring]] = [:]
    return diagnostics.map { text(for: $0, &lines) }
  }

  private func text(for diagnostic: Diagnostic, _ known: inout [String: [Substring]]) -> String {
    var lines: [String] = []
    let severity = paint(diagnostic.severity.rawValue, for: diagnostic.severity)
    let message = diagnostic.message.description.escapedForTerminal
    if let place = diagnostic.location {
      let file = place.file.escapedForTerminal
      lines.append("\(file):\(place.line):\(place.column): \(severity): \(message)")
      lines.append(contentsOf: excerpt(at: place, &known))
    } else {
      lines.append("\(severity): \(message)")
    }
    if let reason = diagnostic.reason { lines.append("  why:  \(reason.escapedForTerminal)") }
    if let hint = diagnostic.hint { lines.append("  hint: \(hint.escapedForTerminal)") }
    return lines.joined(separator: "\n")
  }

  private func excerpt(at place: SourceLocation, _ known: inout [String: [Substring]]) -> [String] {
    if known[place.file] == nil {
      known[place.file] =
        source(place.file)?.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) ?? []
    }
    let lines = known[place.file] ?? []
    guard place.line >= 1, place.line <= lines.count else { return [] }
    let scalars = Array(lines[place.line - 1].unicodeScalars)
    let start = max(0, min(place.column - 1, scalars.count))
    // Long lines are shown around the caret only.
    let width = 120
    let from = scalars.count > width ? max(0, min(start - 40, scalars.count - width)) : 0
    let shown = scalars[from..<min(scalars.count, from + width)]
    let length = max(1, min(place.length, shown.endIndex - start))
    let number = String(place.line)
    let gutter = String(repeating: " ", count: number.count)
    // Tabs are kept in the padding, so that the caret is below its letter.
    let padding = scalars[from..<start].map { $0 == "\t" ? "\t" : " " }.joined()
    let caret = "^" + String(repeating: "~", count: length - 1)
    return ["  \(number) | \(string(shown))", "  \(gutter) | \(padding)\(caret)"]
  }

  private func string(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    var text = String.UnicodeScalarView()
    // One scalar for one, so that the caret stays below its letter.
    text.append(contentsOf: scalars.lazy.map { $0.steersTerminals ? "\u{FFFD}" : $0 })
    return String(text)
  }

  private func paint(_ word: String, for severity: Diagnostic.Severity) -> String {
    guard colour else { return word }
    switch severity {
    case .error: return "\u{1B}[1;31m\(word)\u{1B}[0m"
    case .warning: return "\u{1B}[1;33m\(word)\u{1B}[0m"
    case .note: return "\u{1B}[1;36m\(word)\u{1B}[0m"
    }
  }
}
