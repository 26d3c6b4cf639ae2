/// A file format, by its name in job files.
///
/// In the order in which the formats are tried on a file: recognise nothing that one before it can be. `ReportFormats` has
/// the reader of each.
package enum InputFormat: String, CaseIterable, Sendable {
  /// A plain table: one header, one record per row.
  case csv
  case zoomRegistration = "zoom-registration"
  case zoomPoll = "zoom-poll"
  case zoomQuestions = "zoom-qa"
  case zoomMeeting = "zoom-meeting"
  case zoomWebinar = "zoom-webinar"
  case teamsAttendance = "teams-attendance"
  case webexAttendance = "webex-attendance"
  case meetAttendance = "meet-attendance"
  case youTubeTable = "youtube-table"
  case indicoRegistrations = "indico-registrations"
  case pretixOrders = "pretix-orders"
  case eventbriteAttendees = "eventbrite-attendees"
  case googleForms = "google-forms"
  case microsoftForms = "ms-forms"
  case jsonLines = "jsonl"
  case json
  case xlsx
}
