package import Tables

/// The table `<table>.stale`: corrections that were not applied, because the value is neither what they change nor
/// what they make of it.
package enum StaleCorrections {
  private static let ending = ".stale"

  /// The key is written as `email: ana@example.org`.
  package static let schema = Schema(
    ["key", "column", "from", "to", "found", "reason", "by", "at", "why", "file", "until"].map {
      Field($0, .text)
    })

  package static func table(of corrected: String) -> String { corrected + ending }

  /// The table whose stale corrections have this name; nil for the name of another table.
  package static func correctedTable(_ name: String) -> String? {
    name.hasSuffix(ending) ? String(name.dropLast(ending.utf8.count)) : nil
  }
}

/// Why a correction has no effect. The text is that of the column `reason`; `{x}` is what it quotes.
package enum StaleReason: String, Sendable, CaseIterable {
  case otherTable = "no step 'correct' of this job corrects table '{x}'"
  case otherColumn = "no step 'correct' of the table corrects column '{x}'"
  case until = "'until' is not a date: '{x}'"
  case key = "no row has this key"
  case type = "'to' is not of type {x}"
  case value = "the value is neither 'from' nor 'to'"

  package func text(_ quoted: String = "") -> String { rawValue.replacing("{x}", with: quoted) }

  /// The reason that a text gives, and what it quotes.
  package static func reading(_ text: String) -> (reason: StaleReason, quoted: String)? {
    for reason in allCases {
      guard let place = reason.rawValue.firstRange(of: "{x}") else {
        if reason.rawValue == text { return (reason, "") }
        continue
      }
      let (before, after) = (reason.rawValue[..<place.lowerBound], reason.rawValue[place.upperBound...])
      if text.hasPrefix(before), text.hasSuffix(after), text.count >= before.count + after.count {
        return (reason, String(text.dropFirst(before.count).dropLast(after.count)))
      }
    }
    return nil
  }
}
