package import Tables

/// The formats of reports. Files that none of them recognises are plain tables.
package enum ReportFormats {
  /// In the order in which they are tried.
  package static let all: [any ReportFormat.Type] = [
    ZoomMeeting.self, ZoomWebinar.self, YouTubeTable.self, XLSXTable.self,
  ]

  /// Nil for plain tables.
  static func named(_ name: InputFormat) -> (any ReportFormat.Type)? { all.first { $0.name == name } }

  static func recognising(_ beginning: FileBeginning) -> (any ReportFormat.Type)? {
    all.first { $0.recognises(beginning) }
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
