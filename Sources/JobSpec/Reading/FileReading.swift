internal import Diagnostics
internal import Tables

/// What the readers of one file share: where they are, and everything found wrong so far.
final class FileReading {
  let file: String
  /// Of local times that name no zone.
  let zone: Zone
  private(set) var diagnostics = Diagnostics()
  /// How many mistakes a placeholder stands for: an expression that could not be read is still there.
  private(set) var placeheldCount = 0
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

  /// Reads a part of the file.
  ///
  /// - Returns: what was read, and whether it is all there: no mistake kept a part of it from being read.
  func watching<Part>(_ read: () -> Part) -> (part: Part, isWhole: Bool) {
    let before = diagnostics.all.count - placeheldCount
    let part = read()
    return (part, diagnostics.all.count - placeheldCount == before)
  }

  /// Reads a part of which a mistake leaves a placeholder, so that it does not count in ``watching(_:)``.
  func placeheld<Part>(_ read: () -> Part) -> Part {
    let before = diagnostics.all.count - placeheldCount
    let part = read()
    placeheldCount = diagnostics.all.count - before
    return part
  }

  /// Reports what is in a list for the second time.
  func reportRepeated(_ items: [Located<String>], in list: String) {
    var known: Set<String> = []
    for item in items where !known.insert(item.value).inserted {
      report(.repeatedItem(item.value, in: list), at: item.location)
    }
  }
}
