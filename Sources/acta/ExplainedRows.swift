internal import ArgumentParser
internal import Ledger

/// The options of `acta explain` that ask for rows, and of which run.
struct ExplainedRows: ParsableArguments {
  @Option(
    name: .customLong("where"),
    help: ArgumentHelp("Explain the rows for which this is true.", valueName: "expr"))
  var condition: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Show where the rows of the inputs went for which this is true.", valueName: "expr"))
  var lost: String?

  @Option(name: .long, help: ArgumentHelp("The published run of this night.", valueName: "date"))
  var night: String?

  @Option(name: .long, help: ArgumentHelp("A run from 'acta history'.", valueName: "run"))
  var run: String?

  @Flag(name: .long, help: "Use the job and the inputs as they are now.")
  var now = false

  @Flag(name: .long, help: "Show the text of each row as it stands in its file.")
  var raw = false

  @Option(name: .long, help: ArgumentHelp("Also write the rows of files to a CSV file.", valueName: "file"))
  var csv: String?

  /// Whether rows are asked for, and not the chain of steps.
  var isAsked: Bool {
    condition != nil || lost != nil || night != nil || run != nil || now || raw || csv != nil
  }

  func validate(asOf: String?) throws {
    try Night.validate(night)
    if condition != nil, lost != nil { throw ValidationError("Use --where or --lost.") }
    if [night != nil, run != nil, now || asOf != nil].count(where: { $0 }) > 1 {
      throw ValidationError("Use one of --night, --run and --now.")
    }
    if let csv, ![".csv", ".csv.gz"].contains(where: csv.lowercased().hasSuffix) {
      throw ValidationError("'\(csv)' must end in .csv or .csv.gz.")
    }
  }
}
