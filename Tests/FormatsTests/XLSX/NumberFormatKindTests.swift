import Testing

@testable import Formats

@Suite struct NumberFormatKindTests {
  static let codes: [(String, NumberFormatKind)] = [
    ("General", .number), ("0", .number), ("#,##0.00", .number), ("0.00E+00", .number), ("0%", .number),
    ("#,##0.00 [$€-407];[Red]-#,##0.00 [$€-407]", .number), ("0 \"días\"", .number), ("0\\d", .number),
    ("@", .text), ("dd/mm/yyyy", .date), ("d mmm yyyy", .date), ("[$-409]d-mmm-yy;@", .date), ("mmm", .date),
    ("yyyy-mm-dd hh:mm:ss", .datetime), ("dd/mm/yyyy h:mm AM/PM", .datetime), ("hh:mm", .time),
    ("mm:ss", .time), ("h:mm AM/PM", .time), ("[h]:mm", .duration), ("[mm]:ss", .duration),
    ("[Red]General", .number), ("\"N. \"General", .number), ("Standard", .number),
    ("General;[Red]-General", .number),
    ("[$-C0A]d\" de \"mmmm\" de \"yyyy", .date), ("mm:ss\" of the day\"", .time), ("\"Day\" 0", .number),
    ("[$-411]ge.m.d", .date), ("ss", .time), ("0.00\\ \"days\"", .number),
  ]

  @Test(arguments: codes) func `a format shows what its letters say`(_ code: String, _ kind: NumberFormatKind)
  {
    #expect(NumberFormatKind(code: code) == kind)
  }

  @Test func `formats without a code are known by number`() {
    #expect(NumberFormatKind.builtIn(0) == .number && NumberFormatKind.builtIn(14) == .date)
    #expect(NumberFormatKind.builtIn(22) == .datetime && NumberFormatKind.builtIn(46) == .duration)
    #expect(NumberFormatKind.builtIn(164) == nil)
  }
}
