internal import Diagnostics
internal import Tables

/// The rows of a report as ranges of a ``RecordList``, before their values are typed.
struct ReportTable: Sendable {
  struct RangeColumn: Sendable {
    var plan: ColumnSpec
    var fields: ColumnReader.Fields

    init(_ plan: ColumnSpec) {
      self.plan = plan
      fields = ColumnReader.Fields(starts: [], ends: [], mayBeQuoted: false)
    }

    mutating func append(_ place: ByteRange?) {
      fields.starts.append(place.map { UInt32($0.lowerBound) } ?? ColumnReader.Fields.missing)
      fields.ends.append(place.map { UInt32($0.upperBound) } ?? 0)
    }
  }

  var records: [Int] = []
  var columns: [RangeColumn]
  /// Reasons for rejecting rows, found before typing.
  var faults = RowFaults()

  init(_ plans: [ColumnSpec]) { columns = plans.map { RangeColumn($0) } }

  /// Types the columns and removes the rejects.
  ///
  /// - Throws: a diagnostic if the values that rows share would be too long, each row having a copy.
  func finish(_ list: RecordList, into result: inout FileRows, options: ReadingOptions) throws {
    try verifySize(list, result.report, options.limits)
    var faults = faults
    for (row, record) in records.enumerated() {
      if let reason = list.fault(record) { faults.add(row, column: nil, BrokenRecords.code(reason), reason) }
    }
    let built = try typed(list, &faults)
    result.unbuilt = columns.lazy.map(\.plan).filter { !$0.isBuilt }.map { Field($0.name, $0.type) }
    result.report.rows += records.count
    for (row, record) in records.enumerated() {
      if let fault = faults.byRow[row] {
        var reject = Reject(
          line: list.lines[record], column: fault.column, code: fault.code, reason: fault.reason,
          raw: list.raw(record), place: list.place(record))
        if result.rejects.count < options.rejectsWithFields, fault.code != .quote {
          reject.fields = columns.map { $0.fields.text(at: row, list.bytes.span) }
        }
        result.rejects.append(reject)
      } else if options.wantsSourceLine {
        result.sourceLines.append(Int64(list.lines[record]))
      }
    }
    result.specs = columns.map(\.plan)
    result.report.rejected = result.rejects.count
    let good = faults.isEmpty ? nil : faults.good(of: records.count)
    result.rowCount = good?.count ?? records.count
    for (plan, column) in built {
      result.fields.append(Field(plan.name, plan.type))
      result.columns.append(good.map { column.gather($0) } ?? column)
    }
  }

  private static let pieceRows = 65_536

  /// The columns that are built, typed on all cores.
  private func typed(
    _ list: RecordList, _ faults: inout RowFaults
  ) throws -> [(plan: ColumnSpec, column: Column)] {
    let count = records.count
    let read = columns.filter { $0.plan.isBuilt || $0.plan.isChecked }
    let pieces = stride(from: 0, to: max(1, count), by: ReportTable.pieceRows).map {
      $0..<min($0 + ReportTable.pieceRows, count)
    }
    var assemblies = read.map { ColumnAssembly($0.plan.type) }
    try Parallel.inOrder(pieces, onThreads: pieces.count > 1) { rows in
      var faults = RowFaults()
      let columns = read.map { column in
        ColumnReader(plan: column.plan).column(
          list.bytes.span, pieces.count == 1 ? column.fields : column.fields.extracting(rows), faults: &faults
        )
      }
      return (rows: rows, columns: columns, faults: faults)
    } take: { piece in
      faults.add(piece.faults, from: piece.rows.lowerBound)
      let done = count == 0 ? 1 : Double(piece.rows.upperBound) / Double(count)
      for index in read.indices where read[index].plan.isBuilt {
        try assemblies[index].append(piece.columns[index], done: done)
      }
    }
    return zip(read, assemblies).filter { $0.0.plan.isBuilt }.map { ($0.0.plan, $0.1.whole) }
  }

  private func verifySize(_ list: RecordList, _ report: FileReport, _ limits: UnpackingLimits) throws {
    var (total, longest) = (0, 0)
    for column in columns where column.plan.isBuilt || column.plan.isChecked {
      let size = column.fields.size
      total += size
      if column.plan.type == .text { longest = max(longest, size) }
    }
    // Each field of the file may be there once.
    let copied = max(0, total - list.bytes.count)
    try limits.allow(copied: copied, ofPacked: report.bytes, .cannotRead(report.file))
    try TextColumn.allow(bytes: longest, of: report.file)
  }
}

extension Diagnostic.Message {
  fileprivate static func cannotRead(_ file: String) -> Self { Self(.cannotRead, "cannot read '\(file)'") }
}
