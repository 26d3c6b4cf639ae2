package import Tables

/// Zoom's report of the participants of a meeting.
package struct ZoomMeeting: ReportFormat {
  package static let name = InputFormat.zoomMeeting
  package static let about = FormatDescription(
    "Zoom's list of participants of a meeting",
    recognisedBy:
      "a header with `Name (Original Name)` or `User Email` beside a duration, in any of the languages below",
    columns: [
      "session": "topic, null if the layout does not have it",
      "meeting_id": "number, null if the layout does not have it",
      "name": "of `iPhone (Ana Soto)`: `iPhone`; a `(Host)` or `(Anfitrión)` after it is dropped",
      "original_name": "of `iPhone (Ana Soto)`: `Ana Soto`",
      "email": "null for guests of many reports",
      "minutes": "as in the report: Zoom rounds it up in each row, so never sum it; use the step `intervals`",
    ])

  package static let columns = [
    Field("session", .text), Field("meeting_id", .text), Field("name", .text), Field("original_name", .text),
    Field("email", .text), Field("joined_at", .datetime), Field("left_at", .datetime),
    Field("minutes", .number), Field("guest", .boolean), Field("waiting_room", .boolean),
  ]

  package static let freeTexts: Set<String> = ["session", "name", "original_name"]

  private var reader: ZoomReader

  package static func recognises(_ beginning: FileBeginning) -> Bool {
    ZoomRecognition.kind(beginning) == .meeting
  }

  package init(_ file: OpenedFile, options: ReadingOptions) throws {
    reader = try ZoomReader(file, kind: .meeting, options: options)
  }

  package mutating func read() throws -> FileRows { try reader.read() }
}
