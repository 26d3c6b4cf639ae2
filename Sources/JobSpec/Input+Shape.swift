internal import Diagnostics
internal import Tables

/// The keys of an input that say how delimited text is divided into rows and fields.
extension Input {
  mutating func readShape(_ keys: MappingReader) {
    let known = ["delimiter", "quote", "escape", "comment", "header_row", "skip_rows", "fill_down", "until"]
    for (key, location) in keys.present(among: known) { keyLocations[key] = location }
    if let delimiters = keys["delimiter"]?.delimiters() {
      if delimiters.count == 1, delimiters[0].count == 1 {
        delimiter = delimiters[0][0]
      } else {
        delimited.delimiters = delimiters
      }
    }
    delimited.quote = keys["quote"]?.oneCharacter("quote").map { QuoteMarks($0) }
    delimited.escape = keys["escape"]?.oneCharacter("escape").map { Array(String($0).utf8) }
    delimited.comment = keys["comment"]?.oneCharacter("comment").map { Array(String($0).utf8) }
    let rows = keys["header_row"]?.headerRows() ?? []
    headerRow = rows.first
    if rows.count > 1 { delimited.headerRows = rows }
    delimited.skippedRows = keys["skip_rows"]?.integer(0...1_000_000, "a number of rows")?.value ?? 0
    fillDown = keys["fill_down"]?.names("a list of columns") ?? []
    delimited.fillDown = fillDown.map(\.value)
    until = keys["until"]?.expression()
    keys.reading.placeheld { checkMarks(keys) }
  }

  /// Reports a character that would have two meanings.
  private func checkMarks(_ keys: MappingReader) {
    for (mark, (first, second)) in delimited.conflicts(delimiter: delimiter) {
      guard let place = keys[second]?.location else { continue }
      keys.reading.report(
        .markTwice(mark, first, second), at: place,
        reason: keys[first] == nil ? "'\(first)' is \(mark) unless it is declared" : nil,
        hint: (first, second) == ("quote", "escape")
          ? "leave out 'escape': a doubled quote in a field always stands for one" : nil)
    }
  }
}

extension NodeReader {
  /// The separators of fields: a character, several characters, or a list of these; nothing for `auto`.
  fileprivate func delimiters() -> [[UInt8]] {
    let expected = "auto, a character such as \",\", or a list of what stands between fields"
    let texts: [Located<String>]
    if case .sequence = node.content {
      texts = list(expected, allowsEmpty: false) { $0.delimiter(expected) } ?? []
    } else {
      if node.scalar?.text == "auto" { return [] }
      texts = delimiter(expected).map { [$0] } ?? []
    }
    return texts.map { Array($0.value.utf8) }
  }

  private func delimiter(_ expected: String) -> Located<String>? {
    guard let text = text(expected) else { return nil }
    let words = ["\\t": "\t", "tab": "\t", "comma": ",", "semicolon": ";"]
    let value = words[text.value.lowercased()] ?? text.value
    guard (1...8).contains(value.utf8.count),
      !value.unicodeScalars.contains(where: { "\r\n\"".unicodeScalars.contains($0) }),
      value.allSatisfy({ !$0.isLetter && !$0.isNumber })
    else {
      wrongType(expected)
      return nil
    }
    return Located(value, at: text.location)
  }

  fileprivate func oneCharacter(_ key: String) -> Character? {
    guard let text = text("one character"), text.value.count == 1, let character = text.value.first,
      !character.isNewline, !character.isLetter, !character.isNumber
    else {
      if node.scalar != nil { wrongType("one character that is not a letter or digit") }
      return nil
    }
    return character
  }

  /// One row or several, ascending; nothing for `auto`.
  fileprivate func headerRows() -> [Int] {
    if node.scalar?.text == "auto" { return [] }
    let limit = 1_000_000
    guard case .sequence = node.content else {
      return
        (integer(0...limit, "auto, or the number of the row (0: there is none), or a list of rows")?.value)
        .map { [$0] } ?? []
    }
    let rows =
      list("a list of rows", allowsEmpty: false) { $0.integer(1...limit, "the number of a row")?.value } ?? []
    if zip(rows, rows.dropFirst()).contains(where: { $0 >= $1 }) {
      wrongType("rows in ascending order")
      return []
    }
    return rows
  }
}

extension Diagnostic.Message {
  fileprivate static func markTwice(_ mark: String, _ first: String, _ second: String) -> Self {
    Self(.keyNotAllowed, "'\(mark)' cannot be both '\(first)' and '\(second)'")
  }
}
