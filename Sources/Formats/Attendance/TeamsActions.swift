internal import Diagnostics
internal import Tables

/// The list of 2020, where each row is somebody's arrival or departure.
enum TeamsActions {
  static func isAction(_ candidate: FileBeginning.Candidate) -> Bool {
    candidate.width == 3 && isAction(candidate.keys[1])
  }

  static func areActions(_ list: RecordList, _ records: [Int]) -> Bool {
    !records.isEmpty
      && records.count { isAction(foldedHeader(list.string($0, 1))) } * 2 > records.count
  }

  private static func isAction(_ key: String) -> Bool {
    TeamsWords.joined.contains(key) || TeamsWords.left.contains(key)
  }

  /// A row for each arrival. Its departure is the next one in time of the same name, and is counted as left out.
  static func connections(
    _ list: RecordList, _ records: [Int], leftOut layout: inout ListLayout
  ) -> [ListSection.Row] {
    var rows: [ListSection.Row] = []
    var open: [String: Int] = [:]
    var departures = 0
    for record in inOrderOfTime(list, records) {
      let name = list.string(record, 0)
      let time = list.field(record, 2)
      guard TeamsWords.left.contains(foldedHeader(list.string(record, 1))), let time else {
        open[name] = rows.count
        rows.append(ListSection.Row(record: record))
        continue
      }
      if let row = open.removeValue(forKey: name) {
        rows[row].values["left_at"] = time
        departures += 1
      } else {
        // Somebody who was there before the list began.
        rows.append(ListSection.Row(record: record, values: ["joined_at": 0..<0, "left_at": time]))
      }
    }
    layout.leaveOut("departure row", rows: departures)
    return rows
  }

  /// The records by their times, since lists are also saved sorted otherwise. A record whose time cannot be read stays behind the
  /// one above it.
  private static func inOrderOfTime(_ list: RecordList, _ records: [Int]) -> [Int] {
    var evidence = DateOrderEvidence()
    for record in records { if let place = list.field(record, 2) { evidence.weigh(list.bytes.span, place) } }
    let isEnglish = records.contains { TeamsActions.english.contains(foldedHeader(list.string($0, 1))) }
    let order = evidence.order(isEnglish: isEnglish, column: "", at: SourceLocation(file: "", line: 1)).order
    var last = Int64.min
    var events: [(record: Int, time: Int64)] = records.map { record in
      let time = list.field(record, 2).flatMap { LooseTime.read(list.bytes.span, $0, order: order)?.local }
      last = time ?? last
      return (record, last)
    }
    // Of one moment the first line is the later event where the newest stands first.
    if let first = events.first, let end = events.last, first.time > end.time { events.reverse() }
    return events.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }.map(
      \.element.record)
  }

  private static let english: Set<String> = ["joined", "joinedbefore", "left"]
}
