internal import ArgumentParser
internal import Diagnostics
internal import Engine
internal import JobSpec
internal import Tables

extension FileOptions {
  /// Reads the options that say how delimited text is divided into rows and fields.
  func readShape(_ options: inout ReadingOptions) throws {
    let delimiters = delimiter.filter { $0 != "auto" }.map { ["\\t", "tab"].contains($0) ? "\t" : $0 }
    for text in delimiters
    where !(1...8).contains(text.utf8.count) || text.contains(where: { "\"\r\n".contains($0) }) {
      throw ValidationError("The delimiter must be one character or a few, not '\(text)'.")
    }
    if delimiters.count == 1, delimiters[0].utf8.count == 1 {
      options.delimiter = delimiters[0].utf8.first
    } else {
      options.delimited.delimiters = delimiters.map { Array($0.utf8) }
    }
    options.delimited.quote = try character(quote, "--quote").map { QuoteMarks($0) }
    options.delimited.escape = try character(escape, "--escape").map { Array(String($0).utf8) }
    options.delimited.comment = try character(comment, "--comment").map { Array(String($0).utf8) }
    if let (mark, keys) = options.delimited.conflicts(delimiter: options.delimiter).first {
      throw ValidationError("'\(mark)' cannot be both --\(keys.0) and --\(keys.1).")
    }
    let rows = try headerRow.map(FileOptions.rows) ?? []
    options.headerRow = rows.first
    if rows.count > 1 { options.delimited.headerRows = rows }
    if let skipRows, skipRows < 0 { throw ValidationError("--skip-rows must be 0 or more.") }
    options.delimited.skippedRows = skipRows ?? 0
    options.delimited.fillDown = fillDown
    if let until {
      let text = ExpressionText(until, at: SourceLocation(file: "--until", line: 1))
      options.delimited.until = RowCondition(
        text, of: "the file",
        constants: RunConstants(
          asOf: Instant(microseconds: 0), night: 0, stage: nil, parameters: [:], zone: options.zone))
    }
  }

  private func character(_ text: String?, _ option: String) throws -> Character? {
    guard let text else { return nil }
    guard text.count == 1, let character = text.first, !character.isNewline else {
      throw ValidationError("\(option) must be one character, not '\(text)'.")
    }
    return character
  }

  /// `3` or `3,4`
  private static func rows(_ text: String) throws -> [Int] {
    if text == "auto" { return [] }
    let rows = text.split(separator: ",").map { Int($0) ?? -1 }
    let isAscending = zip(rows, rows.dropFirst()).allSatisfy { $0 < $1 }
    guard !rows.isEmpty, rows.allSatisfy({ $0 >= 0 }), isAscending, rows.count == 1 || rows[0] > 0 else {
      throw ValidationError("--header-row must be a row, or rows such as 3,4, not '\(text)'.")
    }
    return rows
  }
}
