internal import Diagnostics
internal import Tables

/// What the readers of one file share: where they are, and everything found wrong so far.
final class FileReading {
  let file: String
  /// Of local times that name no zone.
  let zone: Zone
  private(set) var diagnostics = Diagnostics()
  /// Every name of a table that was read, so that all are checked once the tables are known, also
  /// those in parts that are wrong otherwise.
  var tableReferences: [Located<String>] = []

  init(file: String, zone: Zone) {
    self.file = file
    self.zone = zone
  }

  func report(
    _ message: Diagnostic.Message, at location: SourceLocation, reason: String? = nil, hint: String? = nil
  ) {
    diagnostics.add(Diagnostic(message, at: location, reason: reason, hint: hint))
  }

  func report(_ others: Diagnostics) { diagnostics.add(others) }
}

/// `did you mean 'x'?`, or nil where no candidate is near.
func suggestion(for name: String, among candidates: some Sequence<String>) -> String? {
  nearestName(to: name, among: candidates).map { "did you mean '\($0)'?" }
}

/// `a, b and c`
func enumeration(_ words: [String], or conjunction: String = "and") -> String {
  switch words.count {
  case 0: "none"
  case 1: words[0]
  default: words.dropLast().joined(separator: ", ") + " \(conjunction) " + words[words.count - 1]
  }
}
