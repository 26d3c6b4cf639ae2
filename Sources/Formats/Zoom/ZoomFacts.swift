internal import Tables

/// The facts about the meeting or webinar above the list of a Zoom report: headers, and values in the record below.
struct ZoomFacts {
  private(set) var values: [String: ByteRange] = [:]
  private(set) var totals: [ReportTotal] = []

  /// - Parameter end: the record where the list begins.
  init(_ list: RecordList, before end: Int) {
    var header: Int?
    for record in 0..<end where !list.isBlank(record) {
      if let above = header {
        read(list, header: above, record)
        header = nil
      } else if list.filledWidth(record) > 1, ZoomHeader(list.strings(record)).describesMeeting {
        header = record
      }
    }
  }

  private mutating func read(_ list: RecordList, header: Int, _ record: Int) {
    let names = list.strings(header)
    let found = ZoomHeader(names)
    values["session"] = found.places[.topic].flatMap { list.field(record, $0) }
    values["webinar_id"] = found.places[.identifier].flatMap { list.field(record, $0) }
    totals = ZoomFacts.totals(list, names, record)
  }

  /// The numbers that a report gives about its people.
  static func totals(_ list: RecordList, _ names: [String], _ record: Int) -> [ReportTotal] {
    names.enumerated().compactMap { place, name in
      guard ZoomWords.isTotal(foldedHeader(name)), let value = ReportTotal.number(list.string(record, place))
      else {
        return nil
      }
      return ReportTotal(label: name, value: value, record: record, counts: .rows)
    }
  }
}
