internal import Tables

/// A list inside a report.
struct ListSection: Sendable {
  struct Row: Sendable {
    var record: Int
    /// Values that do not stand in a field of the record, by column.
    var values: [String: ByteRange] = [:]
  }

  /// The headers, trimmed, up to the last that is not empty.
  var header: [String]
  var headerRecord: Int
  var rows: [Row] = []
  /// The number of fields that a row may have; nil for the header's. Questions and their answers may stand behind it.
  var width: Int?
  /// The fields of columns for which the first header with a known word is not the right one.
  var places: [String: Int] = [:]
}

/// The lists of a report, and what else it says.
struct ListLayout: Sendable {
  var sections: [ListSection] = []
  /// Records that are not rows, by what they are, in order of first appearance.
  private(set) var leftOut: [(what: String, rows: Int)] = []
  /// Values of columns that hold for all rows.
  var facts: [String: ByteRange] = [:]
  /// Records of people who are in another part of the report only, and so are no rows.
  var absent: [Int] = []
  /// The totals that the report itself states.
  var totals: [ReportTotal] = []

  /// Records in which a header is looked for.
  static let searched = 200

  init() {}

  /// A report with one list. A header that is repeated below, as in files put one after the other, is not a row.
  init?(_ list: RecordList, isDeclared: Bool, isHeader: ([String], [String]) -> Bool) {
    let filled = (0..<min(list.count, ListLayout.searched)).filter { list.filledWidth($0) > 1 }
    let known = filled.first { record in
      let names = list.strings(record)
      return isHeader(names, names.map(foldedHeader))
    }
    let width = filled.map { list.filledWidth($0) }.max()
    let widest = isDeclared ? filled.first { list.filledWidth($0) == width } : nil
    guard let record = known ?? widest else { return nil }
    for above in 0..<record where !list.isBlank(above) { leaveOut("preamble") }
    var section = ListSection(list, record)
    for below in (record + 1)..<max(record + 1, list.count) {
      if list.isBlank(below) {
        // Spreadsheets write delimiters for blank rows.
        if list.fieldCount(below) > 1 { leaveOut("blank line") }
      } else if list.isSame(below, record) {
        leaveOut("repeated header")
      } else {
        section.rows.append(ListSection.Row(record: below))
      }
    }
    sections = [section]
  }

  mutating func leaveOut(_ what: String, rows: Int = 1) {
    if rows == 0 { return }
    if let place = leftOut.firstIndex(where: { $0.what == what }) {
      leftOut[place].rows += rows
    } else {
      leftOut.append((what, rows))
    }
  }
}

extension ListSection {
  init(_ list: RecordList, _ record: Int) {
    header = Array(list.strings(record).prefix(list.filledWidth(record)))
    headerRecord = record
  }
}
