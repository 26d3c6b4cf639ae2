package import Tables

/// The local date of the instant that a run is as of.
package struct Night: Sendable, Hashable, Comparable, CustomStringConvertible {
  package var date: CivilDate

  package init(_ date: CivilDate) { self.date = date }

  /// `2021-04-26`; nil for any other text.
  package init?(iso text: String) {
    guard let date = CivilDate(iso: text) else { return nil }
    self.date = date
  }

  package var iso: String { date.iso }
  package var description: String { iso }

  package static func < (a: Night, b: Night) -> Bool { a.date < b.date }
}
