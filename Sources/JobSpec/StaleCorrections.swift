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
