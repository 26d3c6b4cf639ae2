internal import Diagnostics

/// A number of rows, or a share of a table's rows.
package enum RowLimit: Sendable, Equatable, Codable {
  case count(Int)
  /// 1.0 is one per cent.
  case percent(Double)
}

extension NodeReader {
  func rowLimit() -> RowLimit? {
    let expected = "a count, or a percentage like 1%"
    guard let scalar = scalar(expected) else { return nil }
    if scalar.text.hasSuffix("%") {
      let digits = scalar.text.dropLast()
      if let percent = Double(digits), (0...100).contains(percent), digits.first?.isNumber == true {
        return .percent(percent)
      }
      wrongType("\(expected), from 0% to 100%")
      return nil
    }
    return integer(0...Int.max, expected).map { .count($0.value) }
  }
}
