package import Tables

/// The formats of reports. Files that none of them recognises are plain tables.
package enum ReportFormats {
  /// In the order in which they are tried.
  package static let all: [any ReportFormat.Type] = [
    ZoomRegistration.self, ZoomPoll.self, ZoomQuestions.self, ZoomMeeting.self, ZoomWebinar.self,
    TeamsAttendance.self, WebexAttendance.self, MeetAttendance.self, YouTubeTable.self,
    IndicoRegistrations.self,
    PretixOrders.self, EventbriteAttendees.self, GoogleForms.self, MicrosoftForms.self, JSONLines.self,
    JSONTable.self, XLSXTable.self,
  ]

  /// Those that are known by the words of their headers alone.
  static let lists: [any ReportFormat.Type] = all.filter { $0 is any ListFormat.Type }

  /// Nil for plain tables.
  static func named(_ name: InputFormat) -> (any ReportFormat.Type)? { all.first { $0.name == name } }

  /// - Parameter hasColumns: whether the job declares columns without a format. Then a list is read under its own
  ///   headers, as the job expects them.
  static func recognising(_ beginning: FileBeginning, hasColumns: Bool) -> (any ReportFormat.Type)? {
    all.first { !(hasColumns && $0 is any ListFormat.Type) && $0.recognises(beginning) }
  }
}

extension InputFormat: RawRepresentable, CaseIterable {
  package static var allCases: [InputFormat] { [.csv] + ReportFormats.all.map { $0.name } }

  /// Nil if no format has this name.
  package init?(rawValue: String) {
    guard let known = InputFormat.allCases.first(where: { $0.rawValue == rawValue }) else { return nil }
    self = known
  }
}
