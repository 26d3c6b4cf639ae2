package import Tables

/// Zoom's report of the registrations and the attendance of a webinar.
package struct ZoomWebinar: ReportFormat {
  package static let name = InputFormat.zoomWebinar
  package static let about = FormatDescription(
    "Zoom's attendee report of a webinar",
    recognisedBy:
      "its title, its sections (`Attendee Details`…), or a header with `Attended` beside a time in session",
    columns: [
      "session": "the topic",
      "role": "`host`, `panelist`, `attendee`, `phone`",
      "attended": "a person who registered and did not come has one row with `false` and no times",
      "name": "put together where the report has only first and last names",
      "registered_at": "on a person's first row only",
      "approval": "on a person's first row only",
      "country": "the country of the connection, in Zoom's spelling",
    ])

  package static let columns = [
    Field("session", .text), Field("webinar_id", .text), Field("role", .text), Field("attended", .boolean),
    Field("name", .text), Field("first_name", .text), Field("last_name", .text), Field("email", .text),
    Field("registered_at", .datetime), Field("approval", .text), Field("joined_at", .datetime),
    Field("left_at", .datetime), Field("minutes", .number), Field("country", .text),
    Field("guest", .boolean),
  ]

  package static let freeTexts: Set<String> = ["session", "role", "name", "first_name", "last_name"]

  private var reader: ZoomReader

  package static func recognises(_ beginning: FileBeginning) -> Bool {
    ZoomRecognition.kind(beginning) == .webinar
  }

  package init(_ file: OpenedFile, options: ReadingOptions) throws {
    reader = try ZoomReader(file, kind: .webinar, options: options)
  }

  package mutating func read() throws -> FileRows { try reader.read() }
}
