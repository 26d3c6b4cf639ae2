/// Finds the delimiter of a text: by the declared headers, by the header line, by the shape of the first
/// records.
package struct DelimiterSearch {
  package static let delimiters: [UInt8] = [UInt8(ascii: ","), UInt8(ascii: ";"), 0x09, UInt8(ascii: "|")]

  private let candidates: [FirstRecords]

  init(_ head: Span<UInt8>, from start: Int, isEnd: Bool) {
    var candidates: [FirstRecords] = []
    for delimiter in DelimiterSearch.delimiters {
      candidates.append(FirstRecords(head, from: start, delimiter: delimiter, isEnd: isEnd))
    }
    self.candidates = candidates
  }

  /// - Parameter columns: declared columns, whose headers decide.
  func delimiter(_ head: Span<UInt8>, columns: [InputColumn]) -> UInt8 {
    let likely = likely(head)
    if columns.isEmpty { return likely }
    var best = (delimiter: likely, score: score(of: likely, head, columns))
    if best.score == columns.count { return likely }
    for candidate in candidates where candidate.delimiter != likely {
      let score = candidate.bestMatch(head, columns)?.score ?? 0
      if score > best.score { best = (candidate.delimiter, score) }
    }
    return best.delimiter
  }

  private func score(of delimiter: UInt8, _ head: Span<UInt8>, _ columns: [InputColumn]) -> Int {
    let candidate = candidates.first { $0.delimiter == delimiter }
    // A text of one column: its first record is its only header.
    guard let candidate else { return columns.count == 1 ? 1 : 0 }
    return candidate.bestMatch(head, columns)?.score ?? 0
  }

  private func likely(_ head: Span<UInt8>) -> UInt8 {
    let several = candidates.filter { $0.width != nil }
    if let named = onlyOneOfHeader(several) { return named.delimiter }
    guard let best = several.max(by: { isWorse($0, $1, head) }) else { return candidates[0].delimiter }
    return isOneColumn(best, head) ? DelimiterSearch.absent(from: head) : best.delimiter
  }

  /// The delimiter of a first record that has only this one, if it is the header of a table: commas in cells may
  /// be more regular than the ends of rows.
  private func onlyOneOfHeader(_ several: [FirstRecords]) -> FirstRecords? {
    let present = several.filter { $0.counts[0] > 1 }
    guard present.count == 1, let only = present.first, only.counts[0] == only.width, only.share >= 0.5
    else { return nil }
    let isWidest = several.allSatisfy { $0.share <= only.share || $0.width! < only.width! }
    return isWidest ? only : nil
  }

  private func isWorse(_ a: FirstRecords, _ b: FirstRecords, _ head: Span<UInt8>) -> Bool {
    func rank(_ records: FirstRecords, against other: FirstRecords) -> (Int, Double, Int, Int) {
      // Commas with blanks are those of sentences and dates, unless nothing else divides the records.
      // No sentence has tabs, so these divide records of several widths, too.
      let divides = other.share >= 0.5 || other.delimiter == 0x09 && other.dividesMost
      let isText = divides && records.isMostlyInSentences(head)
      return (isText ? 0 : 1, records.share, records.lastRun, records.width!)
    }
    let (left, right) = (rank(a, against: b), rank(b, against: a))
    // The first of equals is kept: `max` keeps the last that is not worse.
    return left < right || left == right && DelimiterSearch.order(a) > DelimiterSearch.order(b)
  }

  private static func order(_ records: FirstRecords) -> Int {
    delimiters.firstIndex(of: records.delimiter)!
  }

  /// Whether the text has one column, in whose texts the delimiter occurs. Then no row is lost: a table with a
  /// title of one field and two columns would need evidence.
  private func isOneColumn(_ best: FirstRecords, _ head: Span<UInt8>) -> Bool {
    guard best.counts[0] == 1 else { return false }
    let narrow = best.counts.prefix { $0 == 1 }.count
    // A table below a title begins with its header, and all its rows have several fields.
    let wide = best.counts.dropFirst(narrow)
    if wide.count < 2 || wide.count(where: { $0 == 1 }) * 2 > wide.count { return true }
    if best.width! > 2 { return best.share < 0.5 && best.isMostlyInSentences(head) }
    if HeaderSearch.contrasts(head, best, narrow) { return false }
    return best.delimiter == UInt8(ascii: ",") && (best.isMostlyInSentences(head) || narrow > 1)
  }

  /// A character that does not occur, so that each record is one field.
  private static func absent(from head: Span<UInt8>) -> UInt8 {
    var present: Set<UInt8> = []
    for place in 0..<head.count where head[place] < 0x20 { present.insert(head[place]) }
    return CSVLayout.oneColumnDelimiters.first { !present.contains($0) } ?? delimiters[0]
  }
}
