/// A duration in microseconds; may be negative.
///
/// It also represents a time on a clock that is not tied to an instant: since midnight, or since
/// 1970-01-01 00:00 on the same clock.
package struct TimeSpan: Sendable, Hashable, Comparable, Codable {
  package var microseconds: Int64

  @inlinable
  package init(microseconds: Int64) { self.microseconds = microseconds }

  @inlinable package static var zero: TimeSpan { TimeSpan(microseconds: 0) }
  @inlinable package static var microsecond: TimeSpan { TimeSpan(microseconds: 1) }
  @inlinable package static var millisecond: TimeSpan { TimeSpan(microseconds: 1000) }
  @inlinable package static var second: TimeSpan { TimeSpan(microseconds: 1_000_000) }
  @inlinable package static var minute: TimeSpan { TimeSpan(microseconds: 60_000_000) }
  @inlinable package static var hour: TimeSpan { TimeSpan(microseconds: 3_600_000_000) }
  @inlinable package static var day: TimeSpan { TimeSpan(microseconds: 86_400_000_000) }
  @inlinable package static var week: TimeSpan { TimeSpan(microseconds: 604_800_000_000) }

  package static func seconds(_ count: Int) -> TimeSpan { second * Int64(count) }
  package static func minutes(_ count: Int) -> TimeSpan { minute * Int64(count) }
  package static func hours(_ count: Int) -> TimeSpan { hour * Int64(count) }
  package static func days(_ count: Int) -> TimeSpan { day * Int64(count) }

  /// The number of whole units, rounded down: -1 microsecond is in day -1.
  package func count(of unit: TimeSpan) -> Int64 { floorDivide(microseconds, unit.microseconds) }

  /// The remainder after the whole units of ``count(of:)``; never negative.
  package func within(_ unit: TimeSpan) -> TimeSpan { self - unit * count(of: unit) }

  package static func < (a: TimeSpan, b: TimeSpan) -> Bool { a.microseconds < b.microseconds }
  package static func + (a: TimeSpan, b: TimeSpan) -> TimeSpan {
    TimeSpan(microseconds: a.microseconds + b.microseconds)
  }
  package static func - (a: TimeSpan, b: TimeSpan) -> TimeSpan {
    TimeSpan(microseconds: a.microseconds - b.microseconds)
  }
  package static prefix func - (a: TimeSpan) -> TimeSpan { TimeSpan(microseconds: -a.microseconds) }
  package static func * (a: TimeSpan, count: Int64) -> TimeSpan {
    TimeSpan(microseconds: a.microseconds * count)
  }
}

extension TimeSpan {
  /// `36 hours`: a whole number of the largest unit of which there are at least two.
  package var text: String {
    let units: [(TimeSpan, String)] = [(.day, "day"), (.hour, "hour"), (.minute, "minute")]
    let (size, unit) =
      units.first { self >= $0.0 + $0.0 && within($0.0) == .zero } ?? (.second, "second")
    let count = count(of: size)
    return "\(count) \(unit)\(count == 1 ? "" : "s")"
  }
}

/// `a / b`, rounded down.
package func floorDivide(_ a: Int64, _ b: Int64) -> Int64 {
  let quotient = a / b
  return a % b < 0 ? quotient - 1 : quotient
}
