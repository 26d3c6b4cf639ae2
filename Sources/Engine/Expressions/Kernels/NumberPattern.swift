internal import Tables

/// The decimal digits of a number, most significant first, as in its shortest text.
struct DecimalDigits {
  var isNegative: Bool
  /// Values 0 to 9; the first is not 0. Empty for zero.
  var digits: [UInt8]
  /// The number of digits before the decimal mark; negative if zeros follow it.
  var pointAt: Int

  init(_ value: Int64) {
    isNegative = value < 0
    digits = value == 0 ? [] : String(value.magnitude).utf8.map { $0 - 48 }
    pointAt = digits.count
  }

  init(_ value: Double) {
    isNegative = value < 0
    let parts = value.magnitude.description.split(separator: "e")
    let mantissa = parts[0].split(separator: ".")
    digits = (mantissa[0] + (mantissa.count > 1 ? mantissa[1] : "")).utf8.map { $0 - 48 }
    pointAt = mantissa[0].utf8.count + (parts.count > 1 ? Int(parts[1])! : 0)
    while digits.first == 0 {
      digits.removeFirst()
      pointAt -= 1
    }
  }

  /// Rounded to this number of decimals, halves away from zero.
  func rounded(to decimals: Int) -> DecimalDigits {
    let keep = pointAt + decimals
    guard keep < digits.count else { return self }
    var result = self
    guard keep >= 0 else {
      result.digits = []
      return result
    }
    result.digits = Array(digits[..<keep])
    if digits[keep] >= 5 {
      var index = keep - 1
      while index >= 0, result.digits[index] == 9 {
        result.digits[index] = 0
        index -= 1
      }
      if index >= 0 {
        result.digits[index] += 1
      } else {
        result.digits.insert(1, at: 0)
        result.pointAt += 1
      }
    }
    return result
  }

  /// The digit at this position before the decimal mark (0: the ones); after it if negative.
  func digit(at place: Int) -> UInt8 {
    let index = pointAt - 1 - place
    return digits.indices.contains(index) ? digits[index] : 0
  }
}

/// A number pattern such as `0`, `0.00`, `#,##0.##`, `0.0%`, with literal text before and after.
struct NumberPattern {
  private var prefix: [UInt8] = []
  private var suffix: [UInt8] = []
  private var minimumWhole = 0
  private var minimumDecimals = 0
  private var maximumDecimals = 0
  private var isGrouped = false
  private var isPercent = false

  init(_ pattern: String) throws(FormatPatternFailure) {
    let signs: Set<Character> = ["0", "#", ",", "."]
    var rest = Substring(pattern)
    try NumberPattern.takeWords(&rest, until: signs, into: &prefix)
    let body = rest.prefix { signs.contains($0) }
    rest = rest.dropFirst(body.count)
    isPercent = pattern.contains("%")
    try NumberPattern.takeWords(&rest, until: [], into: &suffix)
    let halves = body.split(separator: ".", omittingEmptySubsequences: false)
    guard body.contains(where: { $0 == "0" || $0 == "#" }), halves.count <= 2 else {
      throw FormatPatternFailure(
        reason: "it needs digits: 0 (always) or # (where needed)", hint: "for example \"0.00\" or \"#,##0\"")
    }
    isGrouped = halves[0].contains(",")
    let whole = halves[0].filter { $0 != "," }
    let decimals = halves.count > 1 ? halves[1] : ""
    guard !whole.drop(while: { $0 == "#" }).contains("#"), !decimals.contains(","),
      !decimals.drop(while: { $0 == "0" }).contains("0"), whole.count <= 30, decimals.count <= 30
    else {
      throw FormatPatternFailure(
        reason: "'#' must be outside, '0' next to the decimal point", hint: "for example \"#,##0.0#\"")
    }
    minimumWhole = whole.count { $0 == "0" }
    minimumDecimals = decimals.count { $0 == "0" }
    maximumDecimals = decimals.count
  }

  private static func takeWords(
    _ rest: inout Substring, until signs: Set<Character>, into words: inout [UInt8]
  ) throws(FormatPatternFailure) {
    var isQuoted = false
    while let next = rest.first, isQuoted || !signs.contains(next) {
      rest = rest.dropFirst()
      if next == "'" {
        isQuoted.toggle()
      } else if !isQuoted, "0#".contains(next) {
        throw FormatPatternFailure(reason: "its digits are in two places", hint: nil)
      } else {
        words.append(contentsOf: next.utf8)
      }
    }
    if isQuoted { throw FormatPatternFailure(reason: "a quoted part is not closed", hint: "end it with '") }
  }

  func append(_ value: DecimalDigits, _ names: CalendarNames, to output: inout [UInt8]) {
    var value = value
    if isPercent { value.pointAt += 2 }
    value = value.rounded(to: maximumDecimals)
    let isZero = value.digits.allSatisfy { $0 == 0 }
    if value.isNegative, !isZero { output.append(UInt8(ascii: "-")) }
    output.append(contentsOf: prefix)
    var place = max(minimumWhole, isZero ? 0 : value.pointAt) - 1
    while place >= 0 {
      output.append(48 + value.digit(at: place))
      if isGrouped, place > 0, place % 3 == 0 { output.append(contentsOf: names.groupMark.utf8) }
      place -= 1
    }
    var decimals = maximumDecimals
    while decimals > minimumDecimals, value.digit(at: -decimals) == 0 { decimals -= 1 }
    if decimals > 0 {
      output.append(contentsOf: names.decimalMark.utf8)
      for decimal in 1...decimals { output.append(48 + value.digit(at: -decimal)) }
    }
    output.append(contentsOf: suffix)
  }
}
