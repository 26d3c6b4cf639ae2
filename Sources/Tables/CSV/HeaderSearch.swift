/// Finds the header among the first records of a text.
///
/// Declared headers decide. Without any, the first record that is as wide as the table is the header: records
/// before it are passed over only if they have at most half of its fields, as titles and notes do, or if the record below
/// has a name for every column, also for those with numbers, dates or addresses.
enum HeaderSearch {
  /// - Parameter records: at least one.
  static func header(_ head: Span<UInt8>, _ records: FirstRecords, _ columns: [InputColumn]) -> Int {
    let width = tableWidth(head, records)
    if let declared = records.bestMatch(head, columns) {
      return width.flatMap { better(head, records, columns, declared, $0) } ?? declared.record
    }
    guard let width else { return records.filled[0] }
    for place in records.filled.indices where !isPreamble(head, records, place, width) {
      return records.filled[isAboveHeader(head, records, place, width) ? place + 1 : place]
    }
    return records.filled[0]
  }

  /// Another record with as many of the declared headers, if the first of them is a title above it.
  private static func better(
    _ head: Span<UInt8>, _ records: FirstRecords, _ columns: [InputColumn],
    _ best: (record: Int, score: Int), _ width: Int
  ) -> Int? {
    guard let place = records.filled.firstIndex(of: best.record), isAboveHeader(head, records, place, width)
    else { return nil }
    let next = records.filled[place + 1]
    return records.score(head, next, columns) == best.score ? next : nil
  }

  /// Whether a record is a title of several fields: it has fewer fields than the table, and the next one has a name for
  /// each column, with other values below in some.
  private static func isAboveHeader(
    _ head: Span<UInt8>, _ records: FirstRecords, _ place: Int, _ width: Int
  ) -> Bool {
    guard place + 1 < records.filled.count, records.filledFields(head, records.filled[place]).count < width
    else { return false }
    let next = records.filled[place + 1]
    let names = records.fields(head, next)
    return records.filledFields(head, next).count == width && !names.contains(where: holdsData)
      && Set(names).count >= width && contrasts(head, records, place + 1)
  }

  /// The number of columns: of the records with the usual number of fields, up to the last one that any fills.
  private static func tableWidth(_ head: Span<UInt8>, _ records: FirstRecords) -> Int? {
    guard var width = records.width else { return nil }
    if let later = laterWidth(head, records) { width = later }
    let usual = records.filled.filter { records.index.fieldCount($0) == width }.suffix(40)
    return usual.map { records.filledFields(head, $0).width }.max()
  }

  /// The number of fields of the last records, if all records before them fill at most half as many: pairs of names
  /// and values may be more than the rows of the table below them.
  private static func laterWidth(_ head: Span<UInt8>, _ records: FirstRecords) -> Int? {
    guard let last = records.counts.last, last > records.width ?? last else { return nil }
    let run = records.counts.reversed().prefix { $0 == last }.count
    let before = records.filled.dropLast(run)
    return run > 1 && before.allSatisfy({ records.filledFields(head, $0).count * 2 <= last }) ? last : nil
  }

  private static func isPreamble(
    _ head: Span<UInt8>, _ records: FirstRecords, _ place: Int, _ width: Int
  ) -> Bool {
    let filled = records.filledFields(head, records.filled[place])
    if filled.count == 0 { return true }
    guard filled.count * 2 <= width, filled.width < width || filled.count == 1 else { return false }
    if records.counts[place] < width { return true }
    // With as many fields as the table: a header with empty names, or a title that a spreadsheet has padded.
    var nextPlace = place + 1
    while nextPlace < records.filled.count, records.filledFields(head, records.filled[nextPlace]).count == 0 {
      nextPlace += 1
    }
    guard filled.count == 1, nextPlace < records.filled.count else { return false }
    let next = records.filled[nextPlace]
    let nextFilled = records.filledFields(head, next)
    if nextFilled.count * 2 <= width { return isPreamble(head, records, nextPlace, width) }
    if contrasts(head, records, nextPlace) { return true }
    let title = records.fields(head, records.filled[place]).first { !$0.isEmpty } ?? ""
    return title.contains(" ") && nextFilled.count == width
      && !records.fields(head, next).contains(where: holdsData)
  }

  /// Whether a record has names where the records below it have numbers, dates or addresses.
  static func contrasts(_ head: Span<UInt8>, _ records: FirstRecords, _ place: Int) -> Bool {
    guard place < records.filled.count else { return false }
    let names = records.fields(head, records.filled[place])
    let below = records.filled.dropFirst(place + 1).prefix(20).map { records.fields(head, $0) }
    return names.indices.contains { column in
      if names[column].isEmpty || holdsData(names[column]) { return false }
      let values = below.compactMap { column < $0.count && !$0[column].isEmpty ? $0[column] : nil }
      return !values.isEmpty && values.count(where: holdsData) * 5 >= values.count * 4
    }
  }

  private static func holdsData(_ text: String) -> Bool {
    text.utf8.contains { (0x30...0x39).contains($0) || $0 == UInt8(ascii: "@") }
  }
}
