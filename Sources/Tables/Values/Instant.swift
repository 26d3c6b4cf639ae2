internal import Foundation

/// A point in time, in microseconds.
///
/// Columns keep instants as plain `Int64` microseconds for their inner loops. All other code uses this
/// type.
package struct Instant: Sendable, Hashable, Comparable {
  /// Since 1970-01-01T00:00:00Z.
  package var microseconds: Int64

  @inlinable
  package init(microseconds: Int64) { self.microseconds = microseconds }

  package init(seconds: Int) { self.init(microseconds: TimeSpan.seconds(seconds).microseconds) }

  /// The current time of the system's clock.
  package static var now: Instant { Instant(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000)) }
  package static let distantPast = Instant(microseconds: .min)
  package static let distantFuture = Instant(microseconds: .max)

  /// The time since 1970-01-01T00:00:00Z.
  package var sinceEpoch: TimeSpan { TimeSpan(microseconds: microseconds) }

  /// The last whole unit at or before the instant, counted from 1970: `floored(to: .second)` has no
  /// fraction.
  package func floored(to unit: TimeSpan) -> Instant {
    self - sinceEpoch.within(unit)
  }

  package static func < (a: Instant, b: Instant) -> Bool { a.microseconds < b.microseconds }
  package static func - (a: Instant, b: Instant) -> TimeSpan {
    TimeSpan(microseconds: a.microseconds - b.microseconds)
  }
  package static func + (a: Instant, b: TimeSpan) -> Instant {
    Instant(microseconds: a.microseconds + b.microseconds)
  }
  package static func += (a: inout Instant, b: TimeSpan) { a = a + b }
  package static func - (a: Instant, b: TimeSpan) -> Instant {
    Instant(microseconds: a.microseconds - b.microseconds)
  }
}

extension Instant {
  /// The number of fractional digits of a second in a text.
  package enum Precision: Sendable {
    /// None; rounded down.
    case second
    /// Three digits, even if they are zeros.
    case millisecond
    /// As many digits as necessary.
    case exact
  }

  /// ISO 8601: `2021-04-26T09:00:00-04:00`; `2021-04-26T13:00:00Z` in UTC.
  package func text(in zone: Zone, to precision: Precision = .second) -> String {
    switch precision {
    case .second: return DateFormatting.text(floored(to: .second).microseconds, in: zone)
    case .exact: return DateFormatting.text(microseconds, in: zone)
    case .millisecond:
      let second = floored(to: .second)
      let digits = String(1000 + (self - second).count(of: .millisecond)).dropFirst()
      var text = DateFormatting.text(second.microseconds, in: zone)
      text.insert(contentsOf: ".\(digits)", at: text.index(text.startIndex, offsetBy: 19))
      return text
    }
  }
}
