internal import Diagnostics

/// The keys of one mapping: every one is either asked for or reported as unknown.
final class MappingReader {
  let subject: String
  /// Where a missing key is reported.
  let location: SourceLocation
  let reading: FileReading
  private let entries: [YAMLEntry]
  /// In the order that they were asked for; these are the keys that the mapping may have.
  private var known: [String] = []
  private var missing: [(key: String, hint: String?)] = []

  init(entries: [YAMLEntry], subject: String, location: SourceLocation, reading: FileReading) {
    self.entries = entries
    self.subject = subject
    self.location = location
    self.reading = reading
  }

  /// The value of a key, or nil where it is not there.
  subscript(key: String) -> NodeReader? {
    if !known.contains(key) { known.append(key) }
    return entry(key).map { NodeReader(node: $0.value, name: "'\(key)'", reading: reading) }
  }

  /// As the subscript; a key that is not there is reported.
  func required(_ key: String, hint: String? = nil) -> NodeReader? {
    if let value = self[key] { return value }
    missing.append((key, hint))
    return nil
  }

  /// As the subscript, for sections: one that is empty is as one that is not there.
  func section(_ key: String) -> NodeReader? {
    guard let value = self[key], !value.node.isNull else { return nil }
    return value
  }

  func keyLocation(_ key: String) -> SourceLocation? { entry(key)?.keyLocation }

  /// Those of some keys that are there, in the file's order.
  func present(among keys: [String]) -> [(key: String, location: SourceLocation)] {
    entries.filter { keys.contains($0.key.text) }.map { ($0.key.text, $0.keyLocation) }
  }

  /// Whether some key that nobody asked for was probably meant to be one of these.
  func hasMisspelling(of keys: [String]) -> Bool {
    entries.contains { entry in
      !known.contains(entry.key.text)
        && nearestName(to: entry.key.text, among: known).map(keys.contains) == true
    }
  }

  /// Reports the keys that are missing and those that were never asked for; one that is only
  /// misspelt is reported once.
  func finish() {
    for (key, hint) in missing where !hasMisspelling(of: [key]) {
      reading.report(.missingKey(key, of: subject), at: location, hint: hint)
    }
    for entry in entries where !known.contains(entry.key.text) {
      let hint = suggestion(for: entry.key.text, among: known)
      let report = {
        self.reading.report(
          .unknownKey(entry.key.text, in: self.subject), at: entry.keyLocation,
          reason: "its keys are \(self.known.joined(separator: ", "))", hint: hint)
      }
      // A key that is no slip of another says nothing about what is described; the rest is whole.
      if hint == nil { reading.placeheld(report) } else { report() }
    }
  }

  private func entry(_ key: String) -> YAMLEntry? { entries.first { $0.key.text == key } }
}

extension Diagnostic.Message {
  static func missingKey(_ key: String, of subject: String) -> Self {
    Self(.missingKey, "\(subject) has no '\(key)'")
  }
  static func unknownKey(_ key: String, in subject: String) -> Self {
    Self(.unknownKey, "unknown key '\(key)' in \(subject)")
  }
}
