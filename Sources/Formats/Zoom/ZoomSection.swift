internal import Tables

/// One table of people inside a Zoom report.
struct ZoomSection: Sendable {
  var role: ZoomRole?
  var header: ZoomHeader
  var headerRecord: Int
  var rows: [Int] = []
  /// The topic and number of the meeting, if they are above the table.
  var topic: ByteRange?
  var identifier: ByteRange?
}

/// Divides a report into its tables.
struct ZoomSections: Sendable {
  private(set) var sections: [ZoomSection] = []
  /// Records with facts about the report as a whole.
  private(set) var facts: [Int] = []
  /// Records of tables whose headers are not known.
  private(set) var unplaced: [Int] = []
  /// The titles of sections that are not known, with the number of records below each that are rows of people.
  private(set) var strangers: [(record: Int, people: Int)] = []
  /// The numbers of other records outside of tables that are no title of a report, by what they are.
  private(set) var notes: [(what: String, rows: Int)] = []
  /// The numbers that the report gives about its people.
  private(set) var totals: [ReportTotal] = []

  /// - Parameter hasRoles: the report is a webinar's, with sections by role.
  init(_ list: RecordList, hasRoles: Bool) {
    var topic: ByteRange?
    var identifier: ByteRange?
    var role: ZoomRole?
    var isOpen = false
    // Below the title of an unknown section.
    var isStrange = false
    var factHeader: ZoomHeader?
    for record in 0..<list.count {
      let width = list.filledWidth(record)
      if width == 0 { continue }
      if let header = factHeader {
        topic = header.places[.topic].flatMap { list.field(record, $0) }
        identifier = header.places[.identifier].flatMap { list.field(record, $0) }
        facts.append(record)
        totals += ZoomFacts.totals(list, header.names, record)
        factHeader = nil
        continue
      }
      if hasRoles, width <= 2, ZoomWords.reportTitles.contains(foldedHeader(list.string(record, 0))) {
        // Another report begins, if one was open.
        isOpen = false
        isStrange = false
        facts.append(record)
        continue
      }
      if hasRoles, width == 1 {
        let title = foldedHeader(list.string(record, 0))
        if let found = ZoomWords.role(section: title) {
          role = found
          isOpen = false
          isStrange = false
          continue
        }
        if !sections.isEmpty, ZoomSections.isTitle(list, record) {
          role = nil
          isOpen = false
          isStrange = true
          strangers.append((record, 0))
          note(list, record, title)
          continue
        }
        // A title before any table is not a row.
        if !isOpen && !isStrange {
          note(list, record, title)
          continue
        }
      }
      if width > 1, ZoomSections.mayBeHeader(list, record) {
        let header = ZoomHeader(list.strings(record))
        if header.describesMeeting {
          factHeader = header
          isOpen = false
          isStrange = false
          continue
        }
        if header.listsPeople {
          let section = ZoomSection(
            role: hasRoles && !isStrange ? role ?? .attendee : nil, header: header, headerRecord: record,
            topic: topic, identifier: identifier)
          sections.append(section)
          isOpen = true
          continue
        }
      }
      if isOpen {
        sections[sections.count - 1].rows.append(record)
        if isStrange { strangers[strangers.count - 1].people += 1 }
      } else if isStrange {
        unplaced.append(record)
      } else {
        facts.append(record)
        note(list, record, foldedHeader(list.string(record, 0)))
      }
    }
    for index in sections.indices {
      let rows = sections[index].rows
      sections[index].header.findTimes { field in ZoomSections.isTime(list, rows, field) }
    }
  }

  /// Takes a record outside of tables. Titles and the time of the report have one or two fields.
  private mutating func note(_ list: RecordList, _ record: Int, _ title: String) {
    let width = list.filledWidth(record)
    if width <= 2, ZoomWords.reportTitles.contains(title) { return }
    if width > (sections.isEmpty ? 2 : 1) { return unplaced.append(record) }
    let what = sections.isEmpty ? "preamble" : "title row"
    if let place = notes.firstIndex(where: { $0.what == what }) {
      notes[place].rows += 1
    } else {
      notes.append((what, 1))
    }
  }

  /// Whether a text that stands alone is the title of another section: the next record is a header.
  private static func isTitle(_ list: RecordList, _ record: Int) -> Bool {
    guard let next = (record + 1..<max(record + 1, list.count)).first(where: { !list.isBlank($0) }) else {
      return false
    }
    let names = list.strings(next)
    return list.filledWidth(next) > 1 && mayBeHeader(list, next)
      && (ZoomHeader(names).listsPeople || isAllWords(names))
  }

  /// Whether no field has a digit, as those of a person's row with times have.
  private static func isAllWords(_ names: [String]) -> Bool {
    !names.contains { $0.utf8.contains { (0x30...0x39).contains($0) } }
  }

  /// Headers have letters in every field and no address; rows have a number or an address.
  private static func mayBeHeader(_ list: RecordList, _ record: Int) -> Bool {
    (0..<list.filledWidth(record)).allSatisfy { field in
      let text = list.string(record, field)
      return text.isEmpty
        || !text.utf8.contains(UInt8(ascii: "@"))
          && text.unicodeScalars.contains { $0.properties.isAlphabetic }
    }
  }

  /// Whether most values of the field are dates with times.
  private static func isTime(_ list: RecordList, _ rows: [Int], _ field: Int) -> Bool {
    var times = 0
    var others = 0
    for record in rows.prefix(200) {
      guard let place = list.field(record, field), !list.isEmpty(place) else { continue }
      let value = list.bytes.span.trimmed(place)
      if NullMarkers.all.contains(where: { list.bytes.span.equals(value, $0) }) { continue }
      let first = LooseTime.read(list.bytes.span, value, order: .monthFirst)
      let time = first ?? LooseTime.read(list.bytes.span, value, order: .dayFirst)
      if time?.hasTime == true { times += 1 } else { others += 1 }
    }
    return times > others
  }
}
