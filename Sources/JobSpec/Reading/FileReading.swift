internal import Diagnostics
internal import Tables

/// The state that the readers of one file share: the file, and the mistakes found so far.
final class FileReading {
  let file: String
  /// The zone of times that name none.
  let zone: Zone
  private(set) var diagnostics = Diagnostics()
  /// All references to tables, to be checked when the tables are known; those in invalid parts
  /// as well.
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
