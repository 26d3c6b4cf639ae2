package import Tables

/// Zoom's report of the registrations and the attendance of a webinar.
package struct ZoomWebinar: ReportFormat {
  package static let name = InputFormat("zoom-webinar")

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
