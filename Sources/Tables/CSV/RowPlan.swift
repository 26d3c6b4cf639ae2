/// How to convert the records of a file to rows: its width, its columns, and the rules for rejects.
struct RowPlan: Sendable {
  var scanner: FieldScanner
  /// The number of header fields, and their number up to the last named one.
  var width: Int
  var namedWidth: Int
  var ragged: RaggedPolicy
  var columns: [ColumnSpec]
  var wantsSourceLine: Bool
  var emptyLinesAreRows = false
  /// The bytes of the header's record; a record with the same bytes is not a row.
  var headerRecord: [UInt8]?
  /// The bytes of other records that are no rows; see ``CSVLayout/otherHeaders``.
  var otherHeaders: [[UInt8]] = []
  /// How many rejects of a chunk have fields.
  var rejectsWithFields = 0

  /// Converts the records in `index`, whose bytes are `from..<to` of `bytes`. `offset` is the position
  /// of `bytes` in the text.
  func rows(_ bytes: Span<UInt8>, _ index: FieldIndex, from: Int, to: Int, offset: Int) -> ChunkRows {
    var result = ChunkRows(start: offset + from, end: offset + to)
    result.lines = index.hasLongRecords ? FieldScanner.lineEnds(bytes, from..<to) : index.count
    var faults = RowFaults()
    // The records that are rows, and those with fields for every column.
    var rows: [Int32] = []
    rows.reserveCapacity(index.count)
    let broken = BrokenRecords(bytes, index, from..<to)
    result.utf8Sequences = broken.utf8Sequences
    result.invalidBytes = broken.invalidBytes
    result.doubled = broken.doubled
    let goingOn = index.goingOn.filter { $0 < index.count }
    if let first = goingOn.first {
      result.goingOn = (goingOn.count, index.lines(before: Int(first), bytes))
    }
    let headerBeginnings = headerBeginnings
    for record in 0..<index.count {
      let count = index.fieldCount(record)
      if let headerRecord, isRepeated(headerRecord, bytes, index.record(record)) {
        result.repeatedHeaders += 1
        continue
      }
      if !headerBeginnings.isEmpty, headerBeginnings[Int(bytes[Int(index.starts[record])])],
        isOtherHeader(bytes, index.record(record))
      {
        result.repeatedHeaders += 1
        continue
      }
      if count != width {
        if count == 1 && isBlank(bytes, index.field(record, 0)) {
          if result.gap == nil, isGap(bytes, index, record, rows) {
            result.gap = (index.lines(before: record, bytes) + 1, text(bytes, index.field(record + 1, 0)))
          }
          continue
        }
        if index.isUnterminated, record == index.count - 1, let reason = broken.reason(record) {
          // An open quote is why fields are missing.
          faults.add(rows.count, column: nil, BrokenRecords.code(reason), reason)
        }
        checkWidth(bytes, index, record, row: rows.count, &faults)
      } else if count == 1 && !emptyLinesAreRows && index.field(record, 0).isEmpty {
        result.blankLines += 1
        continue
      }
      if let reason = broken.reason(record) {
        faults.add(rows.count, column: nil, BrokenRecords.code(reason), reason)
      }
      rows.append(Int32(record))
    }
    result.rows = rows.count
    for column in columns {
      result.columns.append(read(column, bytes, index, rows, &faults))
    }
    finish(bytes, index, rows, faults, from: from, offset: offset, &result)
    return result
  }

  func read(
    _ column: ColumnSpec, _ bytes: Span<UInt8>, _ index: FieldIndex, _ rows: [Int32],
    _ faults: inout RowFaults
  ) -> Column? {
    guard column.isBuilt || column.isChecked else { return nil }
    guard let source = column.source else {
      return column.isBuilt ? .nulls(column.type, count: rows.count) : nil
    }
    let missing = ColumnReader.Fields.missing
    let (recordStarts, firstEnds, fieldEnds) = (index.starts.span, index.firstEnds.span, index.ends.span)
    let starts = [UInt32](capacity: rows.count) { starts in
      for row in rows {
        let first = Int(firstEnds[Int(row)])
        if first + source >= Int(firstEnds[Int(row) + 1]) {
          starts.append(missing)
        } else {
          starts.append(source == 0 ? recordStarts[Int(row)] : fieldEnds[first + source - 1] + 1)
        }
      }
    }
    let ends = [UInt32](capacity: rows.count) { ends in
      for row in rows {
        let place = Int(firstEnds[Int(row)]) + source
        ends.append(place < Int(firstEnds[Int(row) + 1]) ? fieldEnds[place] : 0)
      }
    }
    let fields = ColumnReader.Fields(starts: starts, ends: ends)
    let values = ColumnReader(plan: column).column(bytes, fields, faults: &faults)
    return column.isBuilt ? values : nil
  }

  /// Removes the rejects from the columns and locates them.
  private func finish(
    _ bytes: Span<UInt8>, _ index: FieldIndex, _ rows: [Int32], _ faults: RowFaults,
    from: Int, offset: Int, _ result: inout ChunkRows
  ) {
    result.kept = rows.count
    var lines = LineCounter(at: from)
    if wantsSourceLine || !faults.isEmpty {
      for (row, record) in rows.enumerated() {
        let fault = faults.byRow[row]
        guard wantsSourceLine || fault != nil else { continue }
        let line =
          index.hasLongRecords ? lines.line(bytes, of: Int(index.starts[Int(record)])) : Int(record)
        if let fault {
          var reject = Reject(
            line: line, column: fault.column, code: fault.code, reason: fault.reason,
            raw: bytes.text(index.record(Int(record))), place: index.record(Int(record)).moved(by: offset))
          if result.rejects.count < rejectsWithFields, fault.code != .quote {
            reject.fields = columns.map { column in
              column.source.flatMap { FieldScanner.text(of: $0, in: Int(record), index, bytes) }
            }
          }
          result.rejects.append(reject)
        } else {
          result.sourceLines.append(Int64(line))
        }
      }
    }
    if !faults.isEmpty {
      let good = faults.good(of: rows.count)
      result.kept = good.count
      result.columns = result.columns.map { $0?.gather(good) }
    }
    if index.isUnterminated {
      let record = index.record(index.count - 1)
      let line = index.lines(before: index.count - 1, bytes)
      let isEnded = record.upperBound > record.lowerBound && bytes[record.upperBound - 1] == 0x0A
      result.unclosedQuote = (line, FieldScanner.lineEnds(bytes, record) + (isEnded ? 0 : 1))
    }
  }

  /// Whether a record is a row, readable or not.
  func isRow(_ bytes: Span<UInt8>, _ index: FieldIndex, _ record: Int) -> Bool {
    let range = index.record(record)
    if let headerRecord, isRepeated(headerRecord, bytes, range) || isOtherHeader(bytes, range) {
      return false
    }
    return !isBlank(bytes, index, record)
  }

  /// Whether a record is a blank line, which does not count as a row.
  func isBlank(_ bytes: Span<UInt8>, _ index: FieldIndex, _ record: Int) -> Bool {
    index.fieldCount(record) == 1 && !(width == 1 && emptyLinesAreRows)
      && isBlank(bytes, index.field(record, 0))
  }

  /// By byte, whether one of ``otherHeaders`` may begin with it; empty if there are none. Most rows are told from a header
  /// by their first byte.
  private var headerBeginnings: [Bool] {
    if otherHeaders.isEmpty { return [] }
    var result = [Bool](repeating: false, count: 256)
    result[0xEF] = true
    for header in otherHeaders { if let first = header.first { result[Int(first)] = true } }
    return result
  }

  private func isOtherHeader(_ bytes: Span<UInt8>, _ record: ByteRange) -> Bool {
    otherHeaders.contains { isRepeated($0, bytes, record) }
  }

  /// Whether a field is empty, or only spaces in a row of several fields.
  private func isBlank(_ bytes: Span<UInt8>, _ field: ByteRange) -> Bool {
    field.isEmpty || width > 1 && bytes.trimmed(field).isEmpty
  }

  /// Whether a record repeats the header, as in files that were put one after the other; the second one may
  /// begin with its byte order mark.
  @inline(__always)
  private func isRepeated(_ header: [UInt8], _ bytes: Span<UInt8>, _ record: ByteRange) -> Bool {
    let extra = record.count - header.count
    if extra != 0 && extra != 3 { return false }
    return isSame(header, bytes, record, extra)
  }

  private func isSame(_ header: [UInt8], _ bytes: Span<UInt8>, _ record: ByteRange, _ extra: Int) -> Bool {
    let start = record.lowerBound
    if extra == 3, bytes[start] != 0xEF || bytes[start + 1] != 0xBB || bytes[start + 2] != 0xBF {
      return false
    }
    return header.indices.allSatisfy { header[$0] == bytes[start + extra + $0] }
  }

  private func checkWidth(
    _ bytes: Span<UInt8>, _ index: FieldIndex, _ record: Int, row: Int, _ faults: inout RowFaults
  ) {
    let count = index.fieldCount(record)
    if count < width && (count >= namedWidth || ragged == .pad) { return }
    if count > width, ragged == .pad, (width..<count).allSatisfy({ index.field(record, $0).isEmpty }) {
      return
    }
    faults.add(
      row, column: nil, .fields,
      "it has \(count) \(count == 1 ? "field" : "fields"), the header has \(namedWidth)")
  }
}

extension Range<Int> {
  fileprivate func moved(by offset: Int) -> Range<Int> { lowerBound + offset..<upperBound + offset }
}

/// Counts lines up to positions that are given in ascending order.
package struct LineCounter {
  private var position: Int
  private var count = 0

  package init(at position: Int) { self.position = position }

  package mutating func line(_ bytes: Span<UInt8>, of target: Int) -> Int {
    count += FieldScanner.lineEnds(bytes, position..<target)
    position = target
    return count
  }
}
