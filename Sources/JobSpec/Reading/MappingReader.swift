internal import Diagnostics

/// Reads the keys of a mapping; keys that are never asked for are reported as unknown.
final class MappingReader {
  let subject: String
  /// The location for errors about missing keys.
  let location: SourceLocation
  let reading: FileReading
  private let entries: [YAMLEntry]
  /// The possible keys, in the order in which they were asked for.
  private var known: [String] = []
  private var missing: [(key: String, hint: String?)] = []

  init(entries: [YAMLEntry], subject: String, location: SourceLocation, reading: FileReading) {
    self.entries = entries
    self.subject = subject
    self.location = location
    self.reading = reading
  }

  /// The value of a key; nil if the mapping lacks it.
  subscript(key: String) -> NodeReader? {
    if !known.contains(key) { known.append(key) }
    return entry(key).map { NodeReader(node: $0.value, name: "'\(key)'", reading: reading) }
  }

  /// The value of a key; a missing key is reported.
  func required(_ key: String, hint: String? = nil) -> NodeReader? {
    if let value = self[key] { return value }
    missing.append((key, hint))
    return nil
  }

  /// The value of a key that is a section; an empty section counts as missing.
  func section(_ key: String) -> NodeReader? {
    guard let value = self[key], !value.node.isNull else { return nil }
    return value
  }

  func keyLocation(_ key: String) -> SourceLocation? { entry(key)?.keyLocation }

  /// The keys among `keys` that the mapping has, in the file's order.
  func present(among keys: [String]) -> [(key: String, location: SourceLocation)] {
    entries.filter { keys.contains($0.key.text) }.map { ($0.key.text, $0.keyLocation) }
  }

  /// Whether an unknown key is probably a misspelling of one of these.
  ///
  /// - Parameter others: keys that are possible, beside those that have been asked for.
  func hasMisspelling(of keys: [String], among others: [String] = []) -> Bool {
    let known = known + others
    return entries.contains { entry in
      !known.contains(entry.key.text)
        && nearestName(to: entry.key.text, among: known).map(keys.contains) == true
    }
  }

  /// Whether the mapping has a key that has not been asked for so far.
  var hasUnknownKey: Bool { entries.contains { !known.contains($0.key.text) } }

  /// Reports missing and unknown keys; a misspelt key is reported only once.
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
      // A key that is not a misspelling of another does not affect the rest of the mapping.
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
