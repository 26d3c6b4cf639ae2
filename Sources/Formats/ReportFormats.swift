internal import Tables

/// The formats of reports. Files that none of them recognises are plain tables.
package enum ReportFormats {
  /// In the order in which they are tried.
  package static let all: [any ReportFormat.Type] = InputFormat.allCases.compactMap(named)

  /// Those that are known by the words of their headers alone.
  static let lists: [any ReportFormat.Type] = all.filter { $0 is any ListFormat.Type }

  /// Nil for plain tables.
  static func named(_ format: InputFormat) -> (any ReportFormat.Type)? {
    switch format {
    case .csv: nil
    case .zoomRegistration: ZoomRegistration.self
    case .zoomPoll: ZoomPoll.self
    case .zoomQuestions: ZoomQuestions.self
    case .zoomMeeting: ZoomMeeting.self
    case .zoomWebinar: ZoomWebinar.self
    case .teamsAttendance: TeamsAttendance.self
    case .webexAttendance: WebexAttendance.self
    case .meetAttendance: MeetAttendance.self
    case .youTubeTable: YouTubeTable.self
    case .indicoRegistrations: IndicoRegistrations.self
    case .pretixOrders: PretixOrders.self
    case .eventbriteAttendees: EventbriteAttendees.self
    case .googleForms: GoogleForms.self
    case .microsoftForms: MicrosoftForms.self
    case .jsonLines: JSONLines.self
    case .json: JSONTable.self
    case .xlsx: XLSXTable.self
    }
  }

  /// - Parameter hasColumns: whether the job declares columns without a format. Then a list is read under its own
  ///   headers, as the job expects them.
  static func recognising(_ beginning: FileBeginning, hasColumns: Bool) -> (any ReportFormat.Type)? {
    all.first { !(hasColumns && $0 is any ListFormat.Type) && $0.recognises(beginning) }
  }
}
