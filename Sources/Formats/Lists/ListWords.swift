internal import Tables

/// The folded headers of a format's columns, in every language of its exports.
struct ListWords: Sendable {
  private var columns: [String: String] = [:]
  private var english = Set<String>()

  /// - Parameter words: the headers of each column, separated by blanks: the English ones, and the others.
  init(_ words: [(column: String, english: String, others: String)]) {
    for (column, english, others) in words {
      for word in english.plainWords {
        if columns[word] == nil { columns[word] = column }
        self.english.insert(word)
      }
      for word in others.plainWords where columns[word] == nil { columns[word] = column }
    }
    // Other languages have these, too.
    self.english.subtract(["name", "email", "id", "status", "role"])
  }

  /// The column of a folded header.
  func column(_ key: String) -> String? { columns[key] }

  /// The hashes of the folded headers of a column; see ``foldedHeaderHash(_:_:)``.
  func hashes(of column: String) -> Set<UInt64> {
    Set(
      columns.filter { $0.value == column }.map { header, _ in
        let bytes = Array(header.utf8)
        return foldedHeaderHash(bytes.span, 0..<bytes.count)!
      })
  }

  func isEnglish(_ key: String) -> Bool { english.contains(key) }

  /// The columns that these headers have.
  func columns(_ keys: [String]) -> Set<String> { Set(keys.compactMap { columns[$0] }) }
}
