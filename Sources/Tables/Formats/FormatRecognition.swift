/// Which format a file has, from what its beginning says.
enum FormatRecognition {
  /// Only what has the services' own words is taken for their report; all else is a plain table.
  static func format(_ file: TextFile, options: ReadingOptions) -> InputFormat {
    let limit = min(file.head.count, 32_768)
    let delimiter = CSVLayout.delimiter(file, options: options)
    let list = RecordList(
      file.head.span.extracting(0..<limit), delimiter: delimiter,
      isEnd: file.headIsWhole && limit == file.head.count)
    var seen = 0
    for record in 0..<list.count where !list.isBlank(record) {
      let width = list.filledWidth(record)
      let first = foldedHeader(list.string(record, 0))
      if ZoomWords.role(section: first) != nil && width == 1 { return .zoomWebinar }
      if ZoomWords.reportTitles.contains(first), width <= 2, seen == 0 { return .zoomWebinar }
      if width > 1, let found = recognise(list.strings(record)) { return found }
      seen += 1
      if seen == 12 { break }
    }
    return .csv
  }

  private static func recognise(_ names: [String]) -> InputFormat? {
    if YouTubeWords.isHeader(names) { return .youtubeTable }
    let keys = names.map(foldedHeader)
    let isOriginal = keys.contains { ZoomWords.hasOriginalName($0) && ZoomWords.field($0) == .name }
    let isTimed = keys.contains { ZoomWords.field($0) == .minutes }
    if keys.contains(where: { ZoomWords.field($0) == .attended }), isTimed { return .zoomWebinar }
    if keys.contains(where: isWebinarIdentifier), keys.contains(where: { ZoomWords.field($0) == .topic }) {
      return .zoomWebinar
    }
    if isOriginal && isTimed { return .zoomMeeting }
    let has = { (words: Set<String>) in keys.contains(where: words.contains) }
    if has(["useremail", "emaildelusuario", "correoelectronicodelusuario"]), isTimed { return .zoomMeeting }
    if has(["topic", "tema"]), has(["meetingid", "id", "iddereunion", "iddelareunion"]),
      has(["starttime", "horadeinicio"]), has(["participants", "participantes"])
    {
      return .zoomMeeting
    }
    return nil
  }

  private static func isWebinarIdentifier(_ key: String) -> Bool {
    ZoomWords.field(key) == .identifier && (key.contains("webinar") || key.contains("seminario"))
  }
}
