/// Allows expressions without quotes where YAML alone would split them.
///
///     derive: {domain: split(email, "@", 2), month: format(at, "yyyy-MM")}
///
/// Inside braces and brackets YAML ends a plain value at the first comma, and everywhere at `: ` and `
/// #`; a plain value cannot begin with a backquote. In such values, the shield finds the text between an
/// expression's own brackets and quotes, and replaces each punctuation mark there by a private-use
/// character; so it does in placeholders such as `{country}` and `{$minimum}`. Each replacement is one scalar, so
/// all positions stay the same. ``undone(_:)`` restores the marks after parsing. Unbalanced text is left unchanged,
/// for the YAML parser to report.
struct ExpressionShield {
  private var scalars: [Unicode.Scalar]
  /// The number of open braces and brackets.
  private var depth = 0
  /// The column of the current list item or key; lines indented further belong to its value.
  private var parentColumn = 0
  private var lineStart = 0

  static func applied(to scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var shield = ExpressionShield(scalars: scalars)
    shield.run()
    return shield.scalars
  }

  static func undone(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { isShielded($0) }) else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      result.append(isShielded(scalar) ? Unicode.Scalar(scalar.value - base)! : scalar)
    }
    return String(result)
  }

  /// The private-use character for `scalar`; files do not contain it by accident.
  static func shielded(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    Unicode.Scalar(base + scalar.value)!
  }

  /// The first of the supplementary private-use characters that replace ASCII.
  private static let base: UInt32 = 0xF_0000

  private static func isShielded(_ scalar: Unicode.Scalar) -> Bool {
    (base..<base + 0x80).contains(scalar.value)
  }

  private mutating func run() {
    var at = 0
    while at < scalars.count { at = endOfToken(at) }
  }

  /// Shields the token at `at`, and returns its end.
  private mutating func endOfToken(_ at: Int) -> Int {
    let scalar = scalars[at]
    switch scalar {
    case " ", "\t": return at + 1
    case _ where scalar.isLineBreak:
      beginLine(at + 1)
      return skipMarker(at + 1)
    case "#": return endOfLine(at)
    case "\"": return endOfKey(at, quoteEnd: endOfQuoted(at, escapes: true))
    case "'": return endOfKey(at, quoteEnd: endOfQuoted(at, escapes: false))
    case "{" where endOfPlaceholder(at) != nil: break
    case "{", "[":
      depth += 1
      return at + 1
    case "}", "]":
      depth = max(0, depth - 1)
      return at + 1
    case "," where depth > 0: return at + 1
    case "&", "*", "!": return endOfWord(at)
    case "|", ">":
      if depth == 0 { return endOfBlockScalar(at) }
      return at + 1
    case "-", "?", ":":
      if isBlank(at + 1) || depth > 0 && scalar == ":" {
        if depth == 0, scalar != ":" { parentColumn = at - lineStart }
        return at + 1
      }
    case "`": scalars[at] = ExpressionShield.shielded("`")
    default: break
    }
    return depth == 0 ? endOfBlockPlain(at) : endOfFlowPlain(at)
  }

  private mutating func beginLine(_ start: Int) {
    lineStart = start
    if depth == 0 { parentColumn = indent(of: start) }
  }

  /// Skips `---`, `...` or a directive at the beginning of a line.
  private func skipMarker(_ start: Int) -> Int {
    guard depth == 0, start + 2 < scalars.count else { return start }
    let three = scalars[start..<start + 3]
    if scalars[start] == "%" || (three.elementsEqual("...".unicodeScalars)) { return endOfLine(start) }
    return three.elementsEqual("---".unicodeScalars) && isBlank(start + 3) ? start + 3 : start
  }

  private func endOfLine(_ at: Int) -> Int {
    scalars[at...].firstIndex { $0.isLineBreak } ?? scalars.count
  }

  private func endOfWord(_ at: Int) -> Int {
    var end = at + 1
    while !isBlank(end), !(depth > 0 && isFlowIndicator(end)) { end += 1 }
    return end
  }

  private func indent(of start: Int) -> Int {
    (scalars[start...].firstIndex { $0 != " " } ?? scalars.count) - start
  }

  private func isBlank(_ at: Int) -> Bool {
    at >= scalars.count || scalars[at] == " " || scalars[at] == "\t" || scalars[at].isLineBreak
  }

  private func isFlowIndicator(_ at: Int) -> Bool {
    at < scalars.count && [",", "[", "]", "{", "}"].contains(scalars[at])
  }

  // A quoted text can span lines.
  private func endOfQuoted(_ at: Int, escapes: Bool) -> Int {
    var end = at + 1
    while end < scalars.count {
      if escapes, scalars[end] == "\\" {
        end += 2
      } else if scalars[end] == scalars[at] {
        if !escapes, end + 1 < scalars.count, scalars[end + 1] == "'" {
          end += 2
        } else {
          return end + 1
        }
      } else {
        end += 1
      }
    }
    return scalars.count
  }

  private mutating func endOfKey(_ at: Int, quoteEnd: Int) -> Int {
    if depth == 0, quoteEnd < scalars.count, scalars[quoteEnd] == ":", isBlank(quoteEnd + 1) {
      parentColumn = at - lineStart
    }
    return min(quoteEnd, scalars.count)
  }

  /// Skips a block scalar (`|`, `>`): all following lines that are indented further than its key.
  private func endOfBlockScalar(_ at: Int) -> Int {
    endOfIndented(after: endOfLine(at))
  }

  private func endOfIndented(after lineEnd: Int) -> Int {
    var end = lineEnd
    while end < scalars.count {
      var start = end + 1
      if scalars[end] == "\r", start < scalars.count, scalars[start] == "\n" { start += 1 }
      guard start < scalars.count else { return scalars.count }
      let indent = indent(of: start)
      let isEmpty = start + indent >= scalars.count || scalars[start + indent].isLineBreak
      guard isEmpty || indent > parentColumn else { return end }
      end = endOfLine(start)
    }
    return end
  }

  /// Reads a key up to its colon, or a value with its continuation lines.
  private mutating func endOfBlockPlain(_ at: Int) -> Int {
    var end = at
    if let close = endOfPlaceholder(at) {
      shield(at...close)
      end = close + 1
    }
    while end < scalars.count, !scalars[end].isLineBreak {
      if scalars[end] == ":", isBlank(end + 1) {
        parentColumn = at - lineStart
        return end + 1
      }
      if scalars[end] == "#", end > at, isBlank(end - 1) { return endOfLine(end) }
      if scalars[end] == "\"", end > at, beginsQuote(end), let close = closingQuote("\"", after: end) {
        shield(end...close)
        end = close
      }
      end += 1
    }
    return endOfIndented(after: end)
  }

  private mutating func endOfFlowPlain(_ at: Int) -> Int {
    var end = at
    if scalars[at] == ExpressionShield.shielded("`"), let close = closingQuote("`", after: at) {
      shield(at...close)
      end = close + 1
    }
    while end < scalars.count {
      let scalar = scalars[end]
      switch scalar {
      case _ where scalar.isLineBreak: return end
      case ",", "]", "}": return end
      case ":" where isBlank(end + 1) || isFlowIndicator(end + 1): return end
      case "{" where endOfPlaceholder(end, isWithinText: end > at) != nil:
        let close = endOfPlaceholder(end, isWithinText: end > at)!
        shield(end...close)
        end = close
      case "#" where end > at && isBlank(end - 1): return end
      case "[" where end == at: return end
      case "{" where end == at || isBlank(end - 1): return end
      case "(", "[", "{":
        if let close = closingBracket(end) {
          shield(end...close)
          end = close
        } else if scalar != "(" {
          return end
        }
      case "\"", "'", "`":
        if end > at, beginsQuote(end), let close = closingQuote(scalar, after: end) {
          shield(end...close)
          end = close
        }
      default: break
      }
      end += 1
    }
    return end
  }

  /// The closing brace of a placeholder at `at`: `{$minimum}`, since keys have no `$`, or `{country}` with text
  /// before or after it. YAML alone would take it for a mapping.
  private func endOfPlaceholder(_ at: Int, isWithinText: Bool = false) -> Int? {
    guard scalars[at] == "{" else { return nil }
    let isParameter = at + 1 < scalars.count && scalars[at + 1] == "$"
    let start = at + (isParameter ? 2 : 1)
    var close = start
    while close < scalars.count, isOfName(scalars[close]) { close += 1 }
    guard close > start, close < scalars.count, scalars[close] == "}" else { return nil }
    if isParameter || isWithinText { return close }
    var next = close + 1
    while next < scalars.count, scalars[next] == " " || scalars[next] == "\t" { next += 1 }
    let isWhole =
      next >= scalars.count || scalars[next].isLineBreak || [",", "]", "}", ":", "#"].contains(scalars[next])
    return isWhole ? nil : close
  }

  private func isOfName(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == "_"
  }

  /// Whether a quotation starts here; an apostrophe inside a word does not start one.
  private func beginsQuote(_ at: Int) -> Bool {
    at == 0 || !(scalars[at - 1].properties.isAlphabetic || ("0"..."9").contains(scalars[at - 1]))
  }

  private func closingQuote(_ quote: Unicode.Scalar, after at: Int) -> Int? {
    var end = at + 1
    while end < scalars.count, !scalars[end].isLineBreak {
      if scalars[end] == "\\" {
        end += 1
      } else if scalars[end] == quote {
        return end
      }
      end += 1
    }
    return nil
  }

  /// The bracket that closes the one at `at`; nil if brackets are not balanced.
  private func closingBracket(_ at: Int) -> Int? {
    var open: [Unicode.Scalar] = []
    var end = at
    while end < scalars.count {
      let scalar = scalars[end]
      switch scalar {
      case "(": open.append(")")
      case "[": open.append("]")
      case "{": open.append("}")
      case ")", "]", "}":
        guard open.popLast() == scalar else { return nil }
        if open.isEmpty { return end }
      case "\"", "'", "`":
        if beginsQuote(end), let close = closingQuote(scalar, after: end) { end = close }
      default: break
      }
      end += 1
    }
    return nil
  }

  private mutating func shield(_ range: ClosedRange<Int>) {
    for index in range where scalars[index].isASCII {
      switch scalars[index].value {
      case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E:
        scalars[index] = ExpressionShield.shielded(scalars[index])
      default: break
      }
    }
  }
}
