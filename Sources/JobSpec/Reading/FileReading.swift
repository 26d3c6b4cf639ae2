internal import Diagnostics
internal import Tables

/// The state shared by the readers of one file: the file, and the errors found so far.
final class FileReading {
  let file: String
  /// The default zone of times.
  let zone: Zone
  private(set) var diagnostics = Diagnostics()
  /// The number of errors covered by placeholders: a part that could not be read still exists.
  private(set) var placeheldCount = 0
  /// All references to tables, including those in invalid parts, to be checked when all tables are
  /// known.
  var tableReferences: [Located<String>] = []
  /// The same for stages.
  var stageReferences: [Located<String>] = []

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

  /// Reads a part of the file.
  ///
  /// - Returns: the part, and whether it is complete: no error affected it.
  func watching<Part>(_ read: () -> Part) -> (part: Part, isWhole: Bool) {
    let before = diagnostics.all.count - placeheldCount
    let part = read()
    return (part, diagnostics.all.count - placeheldCount == before)
  }

  /// Reads a part for which a placeholder stands in case of an error, so that the error does not count
  /// in ``watching(_:)``.
  func placeheld<Part>(_ read: () -> Part) -> Part {
    let before = diagnostics.all.count - placeheldCount
    let part = read()
    placeheldCount = diagnostics.all.count - before
    return part
  }

  func reportRepeated(_ items: [Located<String>], in list: String) {
    var known: Set<String> = []
    for item in items where !known.insert(item.value).inserted {
      report(.repeatedItem(item.value, in: list), at: item.location)
    }
  }
}
