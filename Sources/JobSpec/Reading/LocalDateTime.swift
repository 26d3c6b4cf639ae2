package import Tables

/// An ISO 8601 date and time, with its offset from UTC where it names one.
package struct LocalDateTime: Sendable, Equatable {
  package var date: CivilDate
  /// Microseconds since midnight.
  package var time: Int64
  /// Microseconds to take away to have UTC; nil: a local time of whatever zone is meant.
  package var offset: Int64?

  /// `2021-04-26T09:00`, with `T` or one space, seconds and fractions if wanted, and at the end
  /// nothing, `Z`, `+hh`, `+hhmm` or `+hh:mm`. Nil for anything else, and where there is no such day.
  package init?(iso text: some StringProtocol) {
    var rest = Array(text.utf8)[...]
    guard rest.count >= 16, let date = CivilDate(iso: String(decoding: rest.prefix(10), as: UTF8.self)) else {
      return nil
    }
    rest.removeFirst(10)
    guard let separator = rest.popFirst(), [0x54, 0x74, 0x20].contains(separator) else { return nil }
    guard let hour = takeNumber(&rest, through: 23), rest.popFirst() == 0x3A,
      let minute = takeNumber(&rest, through: 59)
    else { return nil }
    var time = (hour * 60 + minute) * 60_000_000
    if rest.first == 0x3A {
      rest.removeFirst()
      guard let second = takeNumber(&rest, through: 59) else { return nil }
      time += second * 1_000_000
      if rest.first == 0x2E || rest.first == 0x2C {
        rest.removeFirst()
        let digits = rest.prefix { (0x30...0x39).contains($0) }
        guard (1...9).contains(digits.count) else { return nil }
        var unit: Int64 = 100_000
        for digit in digits {
          time += Int64(digit - 0x30) * unit
          unit /= 10
        }
        rest.removeFirst(digits.count)
      }
    }
    self.date = date
    self.time = time
    if rest.isEmpty { return }
    if rest.count == 1, rest.first == 0x5A || rest.first == 0x7A {
      offset = 0
      return
    }
    guard let sign = rest.popFirst(), sign == 0x2B || sign == 0x2D, let hours = takeNumber(&rest, through: 18)
    else { return nil }
    var minutes: Int64 = 0
    if rest.first == 0x3A { rest.removeFirst() }
    if !rest.isEmpty {
      guard let more = takeNumber(&rest, through: 59), rest.isEmpty else { return nil }
      minutes = more
    }
    offset = (hours * 60 + minutes) * 60_000_000 * (sign == 0x2D ? -1 : 1)
  }

  /// A local time is one of `zone`.
  package func instant(in zone: Zone) -> Instant {
    let local = TimeSpan.days(date.days) + TimeSpan(microseconds: time)
    return offset.map { Instant(microseconds: local.microseconds - $0) } ?? zone.instant(local: local)
  }
}

/// Two digits, no more than `limit`.
private func takeNumber(_ bytes: inout ArraySlice<UInt8>, through limit: Int64) -> Int64? {
  guard bytes.count >= 2 else { return nil }
  let digits = bytes.prefix(2)
  guard digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
  bytes.removeFirst(2)
  let number = digits.reduce(0) { $0 * 10 + Int64($1 - 0x30) }
  return number <= limit ? number : nil
}
