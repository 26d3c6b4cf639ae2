package import Ledger
package import Tables

extension Night: ExpressibleByStringLiteral {
  package init(stringLiteral text: String) {
    guard let night = Night(iso: text) else { preconditionFailure("the test's night is a date") }
    self = night
  }
}

/// Microseconds since 1970.
extension Instant: ExpressibleByIntegerLiteral {
  package init(integerLiteral microseconds: Int64) { self.init(microseconds: microseconds) }
}
