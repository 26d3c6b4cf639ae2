internal import ArgumentParser

/// The option of commands that show or take something as of a moment.
struct AsOfOption: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp("As of a date or an ISO 8601 date-time (default: now).", valueName: "when"))
  var asOf: String?
}
