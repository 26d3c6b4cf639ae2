import Diagnostics
import Synchronization
import Testing

@Suite struct DiagnosticPrinterTests {
  private let printer = DiagnosticPrinter { $0 == "Jobs/a.yaml" ? "job: a\ntitle: Año\n\tx: 1\n" : nil }

  @Test func `an error shows its place, the line, a caret, why and hint`() {
    let diagnostic = Diagnostic(
      .init(.unknownKey, "unknown key 'titel'"),
      at: SourceLocation(file: "Jobs/a.yaml", line: 2, column: 8, length: 3),
      reason: "a job has title", hint: "did you mean 'title'?")
    #expect(
      printer.text(for: diagnostic) == """
        Jobs/a.yaml:2:8: error: unknown key 'titel'
          2 | title: Año
            |        ^~~
          why:  a job has title
          hint: did you mean 'title'?
        """)
  }

  @Test func `a tab before the caret is kept, so that the caret stands below its letter`() {
    let diagnostic = Diagnostic(
      .init(.fault, "no"), at: SourceLocation(file: "Jobs/a.yaml", line: 3, column: 2))
    #expect(printer.text(for: diagnostic).hasSuffix("  3 | \tx: 1\n    | \t^"))
  }

  @Test func `a place past the end of its file has no excerpt`() {
    let diagnostic = Diagnostic(
      .init(.fault, "no"), at: SourceLocation(file: "Jobs/a.yaml", line: 9, column: 1))
    #expect(printer.text(for: diagnostic) == "Jobs/a.yaml:9:1: error: no")
  }

  @Test func `a file is divided into lines once, however many of its mistakes are printed`() {
    let asked = Mutex(0)
    let printer = DiagnosticPrinter { _ in
      asked.withLock { $0 += 1 }
      return String(repeating: "a\n", count: 1000)
    }
    let all = (1...1000).map {
      Diagnostic(.init(.fault, "no"), at: SourceLocation(file: "a", line: $0, column: 1))
    }
    #expect(printer.texts(for: all) == all.map { printer.text(for: $0) })
    #expect(asked.withLock { $0 } == 1 + 1000)
  }

  @Test func `a long mistake is underlined as far as its line is shown`() {
    let printer = DiagnosticPrinter { _ in String(repeating: "a", count: 100_000) }
    let place = SourceLocation(file: "a", line: 1, column: 1, length: 100_000)
    let text = printer.text(for: Diagnostic(.init(.fault, "no"), at: place))
    #expect(text.utf8.count < 400)
  }

  @Test func `what has no place comes first, then by file, line and column`() {
    func at(_ file: String, _ line: Int) -> Diagnostic {
      Diagnostic(.init(.fault, "\(file)\(line)"), at: SourceLocation(file: file, line: line))
    }
    let all = Diagnostics([at("b", 1), at("a", 2), Diagnostic(.init(.fault, "none")), at("a", 1)])
    #expect(all.sorted.map { "\($0.message)" } == ["none", "a1", "a2", "b1"])
  }

  @Test func `names and values cannot steer a terminal or break the line`() {
    let diagnostic = Diagnostic(
      .init(.unknownColumn, "unknown column 'a\u{1B}[2J\nerror: b'"),
      at: SourceLocation(file: "Jobs/\u{202E}a.yaml"), reason: "it has 'x\u{9B}31m' and 'año\r'", hint: "a\tb"
    )
    #expect(
      printer.text(for: diagnostic) == #"""
        Jobs/\u202ea.yaml:1:1: error: unknown column 'a\u001b[2J\nerror: b'
          why:  it has 'x\u009b31m' and 'año\r'
          hint: a\#tb
        """#)
  }
}
