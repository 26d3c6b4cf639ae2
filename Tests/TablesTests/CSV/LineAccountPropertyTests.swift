import TestSupport
import Testing

@testable import Formats
@testable import Tables

/// Every line of a file is a row, is left out under a name, or is blank where blank lines are nothing; no count is negative.
@Suite struct LineAccountPropertyTests {
  private struct Lines {
    var random: SteadyRandom
    let width: Int

    mutating func next(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &random) }

    /// Comments and blank lines anywhere, rows, headers again, and ends of the table.
    mutating func text() -> String {
      let row = width == 1 ? ["x", "long text", "y"] : ["x,1", "long text,2", "y,"]
      let header = width == 1 ? "a" : "a,b"
      var lines: [String] = []
      for _ in 0..<next(3) { lines.append(next(2) == 0 ? "# above" : "") }
      lines += [header, row[0]]
      for _ in 0..<next(30) {
        switch next(12) {
        case 0, 1: lines.append("# remark")
        case 2, 3: lines.append("")
        case 4: lines.append(width == 1 ? "end" : "end,")
        case 5: lines.append(header)
        default: lines.append(row[next(3)])
        }
      }
      let end = ["\n", "\r\n", "\r"][next(3)]
      return lines.joined(separator: end) + (next(3) == 0 ? "" : end)
    }
  }

  /// What the lines are by the same rules, one after the other.
  private func account(_ text: String, width: Int) -> (rows: Int, leftOut: [String: Int], others: Int) {
    var (rows, others) = (0, 0)
    var leftOut: [String: Int] = [:]
    var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    if lines.last == "" { lines.removeLast() }
    var header: Substring?
    var isOver = false
    for line in lines {
      if line.hasPrefix("#") {
        leftOut["comment", default: 0] += 1
      } else if line.isEmpty {
        if header != nil, !isOver, width == 1 { leftOut["blank line", default: 0] += 1 } else { others += 1 }
      } else if header == nil {
        header = line
        others += 1
      } else if isOver || line.hasPrefix("end") {
        isOver = true
        leftOut["after the end", default: 0] += 1
      } else if width > 1, line == header {
        leftOut["repeated header", default: 0] += 1
      } else {
        rows += 1
      }
    }
    return (rows, leftOut, others)
  }

  @Test(arguments: 0..<80) func `each line counts once`(seed: Int) throws {
    let width = 1 + seed % 2
    var random = Lines(random: SteadyRandom(seed: seed), width: width)
    let text = random.text()
    let expected = account(text, width: width)
    for fills in width == 2 ? [false, true] : [false] {
      for piece in [1, 5, 1 << 20] {
        var options = ReadingOptions(zone: .utc)
        options.delimiter = UInt8(ascii: ",")
        options.delimited.comment = Array("#".utf8)
        options.delimited.until = RowCondition("a == 'end'", columns: { _ in ["a"] }) { table in
          #expect(table.schema.names == ["a"])
          guard case .text(let texts) = table.columns[0] else { return nil }
          return (0..<texts.count).first { texts.validity[$0] && texts.string(at: $0) == "end" }
        }
        if fills { options.delimited.fillDown = ["b"] }
        let result = try withFile(Array(text.utf8)) {
          try InputReader.read([$0], options: options, piece: piece, whole: 1 << 20)
        }
        let leftOut = Dictionary(uniqueKeysWithValues: result.files[0].leftOut.map { ($0.what, $0.rows) })
        #expect(leftOut == expected.leftOut && leftOut.values.allSatisfy { $0 > 0 })
        #expect(result.table.rowCount == expected.rows && result.balances)
        let lines = FieldScanner.lineEnds(Array(text.utf8).span, 0..<text.utf8.count)
        let isEnded = text.last!.isNewline
        #expect(result.files[0].rows + expected.others == lines + (isEnded ? 0 : 1))
      }
    }
  }
}
