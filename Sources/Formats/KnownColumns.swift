internal import Diagnostics
internal import Tables

/// The columns that a known format brings, whatever the layout and language of the file.
enum KnownColumns {
  static func fields(of format: InputFormat) -> [Field] {
    switch format {
    case .csv: []
    case .zoomMeeting:
      [
        Field("session", .text), Field("meeting_id", .text), Field("name", .text),
        Field("original_name", .text), Field("email", .text), Field("joined_at", .datetime),
        Field("left_at", .datetime), Field("minutes", .number), Field("guest", .boolean),
        Field("waiting_room", .boolean),
      ]
    case .zoomWebinar:
      [
        Field("session", .text), Field("webinar_id", .text), Field("role", .text),
        Field("attended", .boolean), Field("name", .text), Field("first_name", .text),
        Field("last_name", .text), Field("email", .text), Field("registered_at", .datetime),
        Field("approval", .text), Field("joined_at", .datetime), Field("left_at", .datetime),
        Field("minutes", .number), Field("country", .text), Field("guest", .boolean),
      ]
    case .youtubeTable:
      [Field("video", .text), Field("title", .text), Field("published_at", .date)]
    }
  }

  /// What reports write where there is nothing.
  static let nulls: [[UInt8]] = ["--", "-", "—", "–", "NA", "N/A", "n/a"].map { Array($0.utf8) }

  /// Names may be anything that people type.
  private static let freeTexts: Set<String> = [
    "session", "name", "original_name", "first_name", "last_name", "title", "video", "role",
  ]

  /// Plans for the format's own columns, with what the job declares of them.
  static func plans(of format: InputFormat, options: ReadingOptions, times: TimeSyntax) throws
    -> [ColumnSpec]
  {
    var problems = Diagnostics()
    var plans: [ColumnSpec] = []
    for field in fields(of: format) {
      plans.append(plan(field, options: options, times: times, &problems))
    }
    try problems.throwIfErrors()
    return plans
  }

  static func plan(
    _ field: Field, options: ReadingOptions, times: TimeSyntax, _ problems: inout Diagnostics
  ) -> ColumnSpec {
    var plan = ColumnSpec(field.name, field.type, source: nil, zone: options.zone)
    plan.times = times
    if !freeTexts.contains(field.name) { plan.nulls = nulls }
    if let declaration = options.columns.first(where: { $0.name == field.name }) {
      problems.collect { try plan.apply(declaration) }
    }
    plan.isBuilt = options.neededColumns?.contains(field.name) ?? true
    return plan
  }
}
