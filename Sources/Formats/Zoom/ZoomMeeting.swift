package import Tables

/// Zoom's report of the participants of a meeting.
package struct ZoomMeeting: ReportFormat {
  package static let name = InputFormat("zoom-meeting")

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
