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

  /// Reports what is in a list for the second time.
  func reportRepeated(_ items: [Located<String>], in list: String) {
    var known: Set<String> = []
    for item in items where !known.insert(item.value).inserted {
      report(.repeatedItem(item.value, in: list), at: item.location)
    }
  }
}
