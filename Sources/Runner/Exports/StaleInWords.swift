internal import Foundation
internal import JobSpec
internal import Tables

/// A table of corrections without effect for people: its headers, columns and reasons in the words of one book.
struct StaleInWords {
  let words: BookWords
  /// The readers' name of a column of the corrected table, and of a value of it.
  let label: (String) -> String
  let value: (String, String?) -> String

  func header(_ column: String) -> String { words.staleColumns[column] ?? column }

  func table(_ table: Table) -> Table {
    var result = table
    for name in ["key", "column", "from", "to", "found", "reason"] {
      guard case .text(let texts)? = table.column(named: name) else { continue }
      result.set(
        name,
        .text(
          TextColumn(
            (0..<table.rowCount).map { row in
              texts.validity[row] ? shown(texts.string(at: row), name, row, table) : nil
            })))
    }
    return result
  }

  private func shown(_ text: String, _ name: String, _ row: Int, _ table: Table) -> String {
    switch name {
    case "key":
      return text.components(separatedBy: ", ").map(keyPart).joined(separator: ", ")
    case "column": return label(text)
    case "reason":
      guard let (reason, quoted) = StaleReason.reading(text) else { return text }
      return BookWords.filled(words.staleReasons[reason] ?? text, ["x": label(quoted)])
    default:
      guard case .text(let columns)? = table.column(named: "column"), columns.validity[row] else {
        return text
      }
      return value(text, columns.string(at: row))
    }
  }

  /// `email: ana@example.org`
  private func keyPart(_ text: String) -> String {
    guard let colon = text.firstRange(of: ": ") else { return text }
    let column = String(text[..<colon.lowerBound])
    return label(column) == column ? text : words.pair(label(column), String(text[colon.upperBound...]))
  }
}

extension Book {
  /// The words for a table of corrections without effect; nil for any other table.
  func staleInWords(_ table: String) -> StaleInWords? {
    StaleCorrections.correctedTable(table).map { corrected in
      StaleInWords(
        words: words, label: { label(of: $0, in: corrected) }, value: { label(of: $0, ofColumn: $1) })
    }
  }
}
