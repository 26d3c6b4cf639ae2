internal import Diagnostics
internal import Engine
internal import Formats
internal import Foundation
internal import JobSpec
internal import Tables

/// Something that reads bytes from outside and must never crash, hang or lose a row, whatever they are.
///
/// `make fuzz` looks for such bytes; `FuzzCorpusTests` reads those that were found once.
package enum FuzzTarget: String, CaseIterable, Sendable {
  /// A file of any format, as `acta inspect` and a job without `format:` read it.
  case file
  /// A delimited text with declared columns of every type.
  case table
  /// A file that is said to be of one of the formats: the first byte chooses it.
  case format
  /// A job file.
  case job
  /// An expression over columns of every type.
  case expression
  /// A regular expression, a pattern of file names and one of dates; a text from the second line on.
  case pattern
  /// The names and values of a table that is written as a workbook, which is read again.
  case workbook

  /// A result that must not be.
  package struct Fault: Error, CustomStringConvertible {
    package let description: String
  }

  /// - Parameter scratch: a file that this writes.
  /// - Throws: ``Fault`` if rows are lost, or an error that is no diagnostic.
  package func run(_ bytes: [UInt8], scratch: String) throws {
    do {
      switch self {
      case .file: try readFile(bytes, scratch, ReadingOptions(zone: .utc))
      case .table: try readFile(bytes, scratch, FuzzTarget.everyType)
      case .format:
        let formats = InputFormat.allCases
        var options = ReadingOptions(zone: .utc)
        options.format = formats[Int(bytes.first ?? 0) % formats.count]
        try readFile(Array(bytes.dropFirst()), scratch, options)
      case .job: readJob(String(decoding: bytes, as: UTF8.self))
      case .expression: try evaluate(String(decoding: bytes, as: UTF8.self))
      case .pattern: try match(String(decoding: bytes, as: UTF8.self))
      case .workbook: try FuzzWorkbook(bytes).writeAndRead(scratch)
      }
    } catch is Diagnostics {
    } catch is Diagnostic {}
  }

  // MARK: Files

  private static var everyType: ReadingOptions {
    var options = ReadingOptions(zone: .utc)
    options.format = .csv
    options.ragged = .pad
    options.columns = ColumnType.allCases.map { type in
      var column = InputColumn(type.rawValue)
      column.type = type
      return column
    }
    return options
  }

  private func readFile(_ bytes: [UInt8], _ scratch: String, _ options: ReadingOptions) throws {
    var options = options
    options.limits.unpacked = 16 << 20
    options.limits.cell = 1 << 20
    try Data(bytes).write(to: URL(fileURLWithPath: scratch))
    let file = InputFile(path: scratch, displayName: "Inputs/fuzz")
    let result = try InputReader.read([file], options: options)
    let found = result.files.reduce(0) { $0 + $1.rows }
    let leftOut = result.files.flatMap(\.leftOut).reduce(0) { $0 + $1.rows }
    let rejected = result.files.reduce(0) { $0 + $1.rejected }
    guard rejected == result.rejects.rowCount, found == result.table.rowCount + rejected + leftOut else {
      throw Fault(
        description:
          "\(found) rows found, \(result.table.rowCount) read, \(rejected) rejected, \(leftOut) left out")
    }
    for column in result.table.columns {
      guard column.count == result.table.rowCount else { throw Fault(description: "a column has other rows") }
      guard case .text(let texts) = column else { continue }
      for row in 0..<texts.count where texts.validity[row] {
        if texts.string(at: row).utf8.contains(0) { throw Fault(description: "a text has a NUL") }
      }
    }
    _ = try? FileInspector.inspect(file, options: options)
  }

  // MARK: Jobs

  private func readJob(_ text: String) {
    let (job, _) = JobFile.readCollecting(text: text, file: "Jobs/fuzz.yaml", timeline: FuzzTarget.setting)
    guard let job else { return }
    let schemas = Dictionary(
      job.inputs.map { ($0.name.value, Schema(FuzzTarget.fields, undeclared: .text)) },
      uniquingKeysWith: { first, _ in first })
    _ = Planner.plan(job, inputs: schemas, constants: FuzzTarget.constants)
  }

  private static let setting = timeline(stages: [("review", "2021-04-26", "2021-04-28")])

  private static let fields = ColumnType.allCases.map { Field($0.rawValue, $0) }

  private static let constants = RunConstants(
    asOf: Instant(seconds: 1_619_568_000), night: 18_745, stage: "review", parameters: [:], zone: .utc)

  private func evaluate(_ text: String) throws {
    // As JSON, which is YAML, so that every text is one expression.
    let quoted = String(decoding: try JSONEncoder().encode([text]), as: UTF8.self).dropFirst().dropLast()
    let yaml = """
      job: fuzz
      inputs: {d: {file: d.csv}}
      tables:
        t: {from: d, steps: [{derive: {made: \(quoted)}}]}
        f: {from: d, steps: [{filter: \(quoted)}]}
        g: {from: d, steps: [{group: {by: [text], summarize: {made: \(quoted)}}}]}
      """
    for table in ["t", "f", "g"] {
      let (job, _) = JobFile.readCollecting(text: yaml, file: "Jobs/fuzz.yaml", timeline: FuzzTarget.setting)
      guard var job else { return }
      job.tables.removeAll { $0.name.value != table }
      let (plan, mistakes) = Planner.plan(
        job, inputs: ["d": Schema(FuzzTarget.fields)], constants: FuzzTarget.constants)
      if mistakes.hasErrors { continue }
      var inputs = [
        "d": InputData(
          table: FuzzTarget.rows, rejects: Table(empty: ReadingResult.rejectSchema),
          rowsFound: FuzzTarget.rows.rowCount, modified: nil)
      ]
      _ = try MemoryEngine().run(plan, inputs: &inputs, languages: ["es"])
    }
  }

  private static let rows: Table = {
    let values: [ColumnType: [Value]] = [
      .text: [.text("Peña, Ana"), .null, .text("")], .integer: [.integer(.max), .integer(-3), .null],
      .number: [.number(-0.5), .null, .number(1e300)], .boolean: [.boolean(true), .null, .boolean(false)],
      .date: [.date(18_745), .date(.min), .null], .datetime: [.datetime(0), .null, .datetime(.max)],
    ]
    return Table(
      Schema(fields), ColumnType.allCases.map { Column($0, values[$0] ?? [.null, .null, .null]) }, rowCount: 3
    )
  }()

  // MARK: Patterns

  private func match(_ text: String) throws {
    let lines = text.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let subject = Array((lines.count > 1 ? lines[1] : "2021-04-26 09:00").utf8)
    if let pattern = try? Pattern.compiled(lines[0]) {
      var matcher = PatternMatcher(pattern)
      do {
        if let range = try matcher.firstMatch(in: subject.span), range.upperBound > subject.count {
          throw Fault(description: "a match ends behind the text")
        }
      } catch is PatternMatcher.TooMuchWork {}
    }
    _ = Glob(lines[0]).matches(String(decoding: subject.prefix(255), as: UTF8.self))
    if let dates = try? DatePattern(lines[0]) { _ = dates.read(subject.span, 0..<subject.count) }
  }
}
