import Tables
import Testing

/// What Excel takes as a number format, and what it does not.
@Suite struct ExcelFormatTests {
  @Test(arguments: [
    ("General", [ExcelFormat.Part.general]), ("general \"units\"", [.general]), ("0", [.number]),
    ("#,##0.00", [.number]), ("0.0%", [.number]), ("0.00E+00", [.number]), ("# ?/?", [.number]),
    ("# ??/100", [.number]), ("0 \"años\"", [.number]), ("0\\ \\k\\g", [.number]), ("0 €", [.number]),
    ("#,##0.00_);[Red](#,##0.00)", [.number, .number]), ("0;-0;\"–\";@", [.number, .number, .words, .text]),
    ("[$€-40A] #,##0", [.number]), ("[$US$] 0", [.number]), ("[$-es]d mmmm", [.calendar]),
    ("[$-en-US,300]d mmmm", [.calendar]), ("[$-x-sysdate]d mmmm", [.calendar]), ("[$-F400]h:mm", [.calendar]),
    ("[<=9999999]###-####;(###) ###-####", [.number, .number]),
    ("[Color 10]0", [.number]), ("yyyy-mm-dd", [.calendar]), ("dd.mm.yyyy", [.calendar]),
    ("d \"de\" mmmm \"de\" yyyy", [.calendar]), ("hh:mm AM/PM", [.calendar]), ("[h]:mm:ss", [.calendar]),
    ("mm:ss.00", [.calendar]), ("[$-C0A]dddd d mmmm", [.calendar]), ("@", [.text]),
    ("\"yes\";\"yes\";\"no\"", [.words, .words, .words]),
    (";;;", [.words, .words, .words, .words]), ("* 0", [.number]),
  ])
  func `a format that Excel takes`(text: String, parts: [ExcelFormat.Part]) throws {
    #expect(try ExcelFormat(text).parts == parts)
  }

  @Test(arguments: [
    ("", "it is empty"), ("  ", "it is empty"), ("0;0;0;0;0", "it has more than four parts"),
    ("0 \"kg", "a quote is not closed"), ("0 kg", "'k' has no meaning in it"),
    ("currency", "'c' has no meaning in it"), ("[red", "a '[' is not closed"),
    ("0]", "a ']' has no '[' before it"),
    ("[rot]0", "'[rot]' is not a colour, a condition, a currency or a duration"),
    ("[>x]0", "'[>x]' is not a condition"), ("0.0.0", "it has two decimal points"),
    ("yyyy 0", "it shows a date and a number in one part"),
    ("0@", "it shows a number and a text in one part"),
    ("0E0", "an exponent needs a sign and digits"), ("2", "the digit '2' would stand in every cell"),
    ("yyyyy", "'yyyyy' has no meaning in it"), ("hhh", "'hhh' has no meaning in it"),
    ("0\\", "nothing follows its last '\\'"), ("0\u{7}", "it contains a control character"),
    ("0 años", "'a' has no meaning in it"),
    ("[>1][>2][>3]0", "it has more than two conditions"), ("[$-ZZZ]yy", "'ZZZ' is not a language in it"),
    ("[$€-]0", "'' is not a language in it"),
  ])
  func `a text that is not a format`(text: String, reason: String) {
    #expect(throws: ExcelFormat.Problem.self) { try ExcelFormat(text) }
    do { _ = try ExcelFormat(text) } catch { #expect(error.reason == reason) }
  }

  @Test func `a format longer than the library keeps is refused`() {
    #expect(throws: ExcelFormat.Problem.self) {
      try ExcelFormat("\"" + String(repeating: "a", count: 126) + "\"")
    }
  }
}
