internal import Tables

/// Which format a file has, from what its beginning says.
enum FormatRecognition {
  /// Only what has the services' own words is taken for their report; all else is a plain table.
  static func format(_ file: TextFile, delimiter: UInt8) -> InputFormat {
    let list = records(file, delimiter)
    for (seen, record) in filled(list).enumerated() {
      let width = list.filledWidth(record)
      let first = foldedHeader(list.string(record, 0))
      if ZoomWords.role(section: first) != nil && width == 1 { return .zoomWebinar }
      if ZoomWords.reportTitles.contains(first), width <= 2, seen == 0 { return .zoomWebinar }
      if width > 1, let found = recognise(list, record) { return found }
    }
    return .csv
  }

  /// The first records, as many as are looked at.
  private static func records(_ file: TextFile, _ delimiter: UInt8) -> RecordList {
    func list(_ limit: Int) -> RecordList {
      let limit = min(file.head.count, limit)
      return RecordList(
        file.head.span.extracting(0..<limit), delimiter: delimiter,
        isEnd: file.headIsWhole && limit == file.head.count)
    }
    let short = list(8192)
    let candidates = filled(short)
    let isEnough = candidates.count == candidateCount && candidates.last! + below <= short.count
    return isEnough ? short : list(32_768)
  }

  /// The first records that are not blank.
  private static func filled(_ list: RecordList) -> ArraySlice<Int> {
    (0..<list.count).filter { !list.isBlank($0) }.prefix(candidateCount)
  }

  private static let candidateCount = 12
  /// Records below a candidate that may be its list of people.
  private static let below = 30

  private static func recognise(_ list: RecordList, _ record: Int) -> InputFormat? {
    let names = list.strings(record)
    if YouTubeWords.isHeader(names) { return .youtubeTable }
    let keys = names.map(foldedHeader)
    let has = { (field: ZoomField) in keys.contains { ZoomWords.field($0) == field } }
    let hasOriginal = keys.contains { ZoomWords.hasOriginalName($0) && ZoomWords.field($0) == .name }
    let isSession = keys.contains { ZoomWords.field($0) == .minutes && $0.contains("ses") }
    if has(.attended), has(.name) || has(.firstName), isSession { return .zoomWebinar }
    if has(.minutes) {
      let users: Set<String> = ["useremail", "emaildelusuario", "correoelectronicodelusuario"]
      if hasOriginal || keys.contains(where: users.contains), has(.name) { return .zoomMeeting }
    }
    // Facts of a meeting are also what a programme has; they count above a list of people.
    guard has(.topic), has(.identifier) else { return nil }
    let following = record + 1..<max(record + 1, min(record + below, list.count))
    guard following.contains(where: { ZoomHeader(list.strings($0)).listsPeople }) else { return nil }
    return keys.contains(where: isWebinarIdentifier) ? .zoomWebinar : .zoomMeeting
  }

  private static func isWebinarIdentifier(_ key: String) -> Bool {
    ZoomWords.field(key) == .identifier && (key.contains("webinar") || key.contains("seminario"))
  }
}
