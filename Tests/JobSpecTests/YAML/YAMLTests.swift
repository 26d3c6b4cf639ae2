import Diagnostics
import JobSpec
import Tables
import Testing

/// The parts of YAML that files may use, through what jobs are read to.
struct YAMLTests {
  private func parameters(_ yaml: String) -> [String: Value] {
    let job = try? readJob("job: test\nparameters:\n" + yaml)
    return Dictionary(
      (job?.parameters ?? []).map { ($0.name.value, $0.value.value) }, uniquingKeysWith: { first, _ in first }
    )
  }

  @Test(arguments: [
    ("12", Value.integer(12)), ("-3", .integer(-3)), ("+4", .integer(4)), ("1.50", .number(1.5)),
    ("1e3", .number(1000)),
    (".5", .number(0.5)), ("true", .boolean(true)), ("False", .boolean(false)), ("yes", .text("yes")),
    ("on", .text("on")), ("007", .text("007")), ("0", .integer(0)), ("0.5", .number(0.5)),
    ("1_000", .text("1_000")),
    ("0x1F", .text("0x1F")), ("12:30", .text("12:30")), ("\"12\"", .text("12")), ("'true'", .text("true")),
    ("2021-04-26", .date(18743)), ("2021-02-30", .text("2021-02-30")),
    (".", .text(".")),
    ("9223372036854775807", .integer(.max)), ("'9223372036854775808'", .text("9223372036854775808")),
    ("2021-04-26T09:00:00Z", .datetime(1_619_427_600_000_000)),
    ("2021-04-26 09:00", .datetime(1_619_442_000_000_000)),
  ])
  func `a plain scalar is what it looks like, a quoted one is text`(yaml: String, value: Value) {
    #expect(parameters("  a: \(yaml)\n")["a"] == value)
  }

  @Test(arguments: ["9223372036854775808", "-99999999999999999999", "1e999"])
  func `a number that is too large is an error, and not another one`(yaml: String) {
    let found = JobFile.readCollecting(
      text: "job: test\nparameters: {a: \(yaml)}\n", file: "Jobs/test.yaml", timeline: .review)
    #expect(
      found.diagnostics.sorted.map(\.message.description).contains {
        $0.hasSuffix("must be a value, found '\(yaml)', which is too large for a number")
      })
  }

  @Test func `anchors, aliases and merges are followed`() throws {
    let job = try readJob(
      """
      job: test
      inputs:
        a: {file: a.csv, columns: &people {email: {type: text, required: true}, name: }}
        b: {file: b.csv, columns: *people}
        c:
          file: c.csv
          columns:
            <<: *people
            name: {type: integer}
      """)
    #expect(job.inputs.map { $0.columns.map(\.name) } == Array(repeating: ["email", "name"], count: 3))
    #expect(job.inputs[2].columns.map(\.type) == [.text, .integer])
  }

  @Test func `an empty section is as one that is not there`() throws {
    let job = try readJob("job: test\ninputs:\ntables:\nchecks:\nparameters:\n")
    #expect(job.inputs.isEmpty && job.tables.isEmpty)
  }

  @Test func `byte order mark, CRLF and a short file are read`() throws {
    let job = try readJob("\u{FEFF}job: test\r\ntitle: a\r\n")
    #expect(job.title != nil)
    let short = try JobFile.read(text: "job: a", file: "Jobs/a.yaml", timeline: nil)
    #expect(short.name.value == "a")
  }

  @Test func `aliases that stand for millions of values are refused`() {
    var text = "job: test\nparameters:\n  a0: &a0 [1, 2, 3, 4, 5, 6, 7, 8, 9]\n"
    for level in 1...9 {
      let parts = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
      text += "  a\(level): &a\(level) [\(parts)]\n"
    }
    let read = JobFile.readCollecting(text: text, file: "Jobs/test.yaml", timeline: nil)
    #expect(read.diagnostics.all.contains { $0.message.description.hasPrefix("the file is too large") })
  }

  @Test func `reading goes on beside what is wrong`() {
    let read = JobFile.readCollecting(
      text: "job: test\ninputs:\n  a: {file: a.csv, colums: []}\n  b: {fil: b.csv}\ntables: {t: {from: a}}\n",
      file: "Jobs/test.yaml", timeline: nil)
    #expect(read.diagnostics.all.count == 2)
    #expect(read.job?.inputs.first?.name.value == "a" && read.job?.tables.count == 1)
  }

  @Test func `a file that ends anywhere, or lacks any letter, is read or told`() {
    let scalars = Array(ContractExampleTests.text.unicodeScalars)
    func text(_ scalars: some Sequence<Unicode.Scalar>) -> String {
      var view = String.UnicodeScalarView()
      view.append(contentsOf: scalars)
      return String(view)
    }
    for cut in stride(from: 0, to: scalars.count, by: 101) {
      let lacking = scalars[..<cut] + scalars[(cut + 1)...]
      for text in [text(scalars[..<cut]), text(lacking)] {
        let read = JobFile.readCollecting(text: text, file: "Jobs/attendance.yaml", timeline: .review)
        #expect(read.job != nil || read.diagnostics.hasErrors)
        let isPlaced = read.diagnostics.all.allSatisfy {
          $0.location.map { $0.line >= 1 && $0.column >= 1 } ?? false
        }
        #expect(isPlaced)
      }
    }
  }
}
