import JobSpec

extension TimelineDefinition {
  static let reviewText = """
    process: revision-regional-2021
    title: {es: Revisión Regional del Pacto Mundial para la Migración, en: Regional Review of the Global Compact for Migration}
    time_zone: America/Santiago        # IANA name; all local times below are in it
    languages: [es, en]                # the first is the default and the fallback
    night: "23:30"                     # the local time that "nightly" means
    stages:
      - {stage: webinars, title: {es: Seminarios web temáticos, en: Thematic webinars}, from: 2020-10-01, to: 2021-01-31}
      - {stage: briefing, title: {es: Sesión informativa, en: Briefing}, on: 2021-03-25}
      - {stage: civil-society, from: 2021-04-13, to: 2021-04-15}
      - {stage: main-review, title: {es: Reunión, en: Meeting}, from: 2021-04-26, to: 2021-04-28}
    """

  /// The timeline that the tests' jobs name stages of.
  static let review: TimelineDefinition = {
    guard let timeline = try? TimelineFile.read(text: reviewText, file: "Jobs/timeline.yaml") else {
      preconditionFailure("the tests' timeline is valid")
    }
    return timeline
  }()
}

/// What a job's text is read to, or nil and a failed test where it is wrong.
func readJob(_ text: String, file: String = "Jobs/test.yaml") throws -> Job {
  try JobFile.read(text: text, file: file, timeline: .review)
}
