/// The two kinds of report that Zoom exports.
enum ZoomReport: Sendable {
  case meeting, webinar

  var format: any ReportFormat.Type {
    switch self {
    case .meeting: ZoomMeeting.self
    case .webinar: ZoomWebinar.self
    }
  }
}

/// Recognises Zoom's reports by their beginning. Only Zoom's own words count as evidence.
enum ZoomRecognition {
  static func kind(_ beginning: FileBeginning) -> ZoomReport? {
    for (position, candidate) in beginning.candidates.enumerated() {
      let title = candidate.keys.first ?? ""
      if ZoomWords.role(section: title) != nil && candidate.width == 1 { return .webinar }
      if ZoomWords.reportTitles.contains(title), candidate.width <= 2, position == 0 { return .webinar }
      if candidate.width > 1, let found = kind(of: candidate, beginning) { return found }
    }
    return nil
  }

  private static func kind(
    of candidate: FileBeginning.Candidate, _ beginning: FileBeginning
  ) -> ZoomReport? {
    let keys = candidate.keys
    let meanings = keys.map(ZoomWords.field)
    let has = { (field: ZoomField) in meanings.contains(field) }
    let isSession = zip(keys, meanings).contains { $1 == .minutes && $0.contains("ses") }
    if has(.attended), has(.name) || has(.firstName), isSession { return .webinar }
    if has(.minutes), has(.name) {
      let users: Set<String> = ["useremail", "emaildelusuario", "correoelectronicodelusuario"]
      let hasOriginal = zip(keys, meanings).contains { ZoomWords.hasOriginalName($0) && $1 == .name }
      if hasOriginal || keys.contains(where: users.contains), ZoomHeader(candidate.names).listsPeople {
        return .meeting
      }
    }
    // A programme also has facts of meetings; they count only above a list of people.
    guard has(.topic), has(.identifier) else { return nil }
    let list = beginning.list
    guard beginning.following(candidate).contains(where: { ZoomHeader(list.strings($0)).listsPeople }) else {
      return nil
    }
    let isWebinar = zip(keys, meanings).contains {
      $1 == .identifier && ($0.contains("webinar") || $0.contains("seminario"))
    }
    return isWebinar ? .webinar : .meeting
  }
}
