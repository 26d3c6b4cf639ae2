package import Tables

/// The local date of a run's as-of instant.
package struct Night: Sendable, Hashable, Comparable, CustomStringConvertible {
  package var date: CivilDate

  package init(_ date: CivilDate) { self.date = date }

  /// Parses `2021-04-26`; returns nil for other formats.
  package init?(iso text: String) {
    guard let date = CivilDate(iso: text) else { return nil }
    self.date = date
  }

  package var iso: String { date.iso }
  package var description: String { iso }

  package static func < (a: Night, b: Night) -> Bool { a.date < b.date }
}

/// As `2021-04-26`.
extension Night: Decodable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let night = Night(iso: try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a date")
    }
    self = night
  }
}
