/// Rejected rows that somebody has corrected.
extension FileRows {
  /// The end of the reason of a row that is a reject in spite of its correction.
  package static let asCorrected = " (as corrected)"

  /// Reads rejected rows again with the corrections of their fields. Those that can be read now become rows, where they
  /// stand in the file; the others stay rejects, with the corrected fields.
  ///
  /// The lines of the rows must be known.
  package mutating func correct(_ corrections: RejectCorrections, in place: SpillPlace?) throws {
    var found: [(reject: Int, fields: [String?])] = []
    for index in rejects.indices {
      let key = RejectKey.text(rejects[index].raw)
      guard let known = corrections.byKey[key] else { continue }
      correctedKeys.insert(key)
      var fields = rejects[index].fields ?? specs.map { _ in nil }
      let applied = RejectCorrections.apply(known, to: &fields, specs, &outcomes)
      if applied.isEmpty { continue }
      rejects[index].fields = fields
      rejects[index].corrections = applied
      found.append((index, fields))
    }
    if found.isEmpty { return }
    found.sort { (rejects[$0.reject].line, $0.reject) < (rejects[$1.reject].line, $1.reject) }
    let (columns, faults) = typed(found.map(\.fields))
    for (row, fault) in faults.byRow {
      let index = found[row].reject
      rejects[index].column = fault.column
      rejects[index].code = fault.code
      rejects[index].reason = fault.reason + FileRows.asCorrected
    }
    let good = faults.good(of: found.count)
    if good.isEmpty { return }
    let read = good.map { found[Int($0)].reject }
    try insert(columns.mapValues { $0.gather(good) }, lines: read.map { Int64(rejects[$0].line) }, in: place)
    corrected = read.map { rejects[$0] }
    let gone = Set(read)
    rejects = rejects.enumerated().filter { !gone.contains($0.offset) }.map(\.element)
    report.rejected = rejects.count
  }

  /// Finds corrected rows that the file itself has by now, of corrections whose rejected row is gone.
  package mutating func findDone(_ corrections: RejectCorrections, without known: Set<String>) throws {
    var rows: [[String?]] = []
    var keys: [String] = []
    let text = RowText(self)
    for (key, list) in corrections.byKey where !known.contains(key) {
      guard let own = text.fields(of: key), own.count > 1 || specs.count == 1 else { continue }
      var fields = own.byColumn
      var outcomes: [Int: RejectCorrections.Outcome] = [:]
      _ = RejectCorrections.apply(list, to: &fields, specs, &outcomes)
      if outcomes.values.contains(where: { $0 != .applied && $0 != .done }) { continue }
      rows.append(fields)
      keys.append(key)
    }
    if rows.isEmpty { return }
    let (columns, faults) = typed(rows)
    let names = fields.map(\.name).filter { columns[$0] != nil }
    if names.isEmpty { return }
    var wanted: [Value: [Int]] = [:]
    for row in faults.good(of: rows.count).map(Int.init) {
      wanted[columns[names[0]]!.value(at: row), default: []].append(row)
    }
    var found: Set<Int> = []
    func look(_ table: Table) {
      let own = names.map { table.column(named: $0)! }
      for row in 0..<table.rowCount {
        for candidate in wanted[own[0].value(at: row)] ?? [] where !found.contains(candidate) {
          let isSame = zip(names, own).dropFirst().allSatisfy {
            $1.value(at: row) == columns[$0]!.value(at: candidate)
          }
          if isSame { found.insert(candidate) }
        }
      }
    }
    if let stored {
      let chosen = stored.selecting(names)
      for block in 0..<chosen.blockCount { look(try chosen.block(block)) }
    } else {
      look(Table(Schema(fields), self.columns, rowCount: rowCount))
    }
    for row in found {
      for correction in corrections.byKey[keys[row]]! {
        RejectCorrections.note(.done, of: correction, &outcomes)
      }
    }
  }

  // MARK: Types

  /// Columns of these texts by the rules of the input's columns; dates may also be written as ISO 8601 has them, as
  /// cells of workbooks come back.
  private func typed(_ rows: [[String?]]) -> (columns: [String: Column], faults: RowFaults) {
    var columns: [String: Column] = [:]
    var faults = RowFaults()
    for (place, spec) in specs.enumerated() where spec.isBuilt || spec.isChecked {
      let (bytes, fields) = FileRows.fields(rows.map { $0[place] })
      var own = RowFaults()
      var column = ColumnReader(plan: spec).column(bytes.span, fields, faults: &own)
      var better: Set<Int> = []
      if !own.isEmpty, [.date, .datetime].contains(spec.type) {
        var plain = spec
        plain.times = .iso
        let (bytes, fields) = FileRows.fields(
          rows.map { spec.type == .date ? $0[place].map(FileRows.withoutMidnight) : $0[place] })
        var others = RowFaults()
        let again = ColumnReader(plan: plain).column(bytes.span, fields, faults: &others)
        better = Set(own.byRow.keys.filter { others.byRow[$0] == nil })
        let order = rows.indices.map { Int32(better.contains($0) ? rows.count + $0 : $0) }
        column = Column.concatenating([column, again], type: spec.type).gather(order)
      }
      for (row, fault) in own.byRow where !better.contains(row) {
        faults.add(row, column: fault.column, fault.code, fault.reason)
      }
      if spec.isBuilt { columns[spec.name] = column }
    }
    return (columns, faults)
  }

  /// The texts of a column, one behind the other.
  private static func fields(_ texts: [String?]) -> (bytes: [UInt8], fields: ColumnReader.Fields) {
    var bytes: [UInt8] = []
    var (starts, ends) = ([UInt32](), [UInt32]())
    for text in texts {
      guard let text, !text.isEmpty else {
        starts.append(ColumnReader.Fields.missing)
        ends.append(0)
        continue
      }
      starts.append(UInt32(bytes.count))
      bytes += text.utf8
      ends.append(UInt32(bytes.count))
    }
    return (bytes, ColumnReader.Fields(starts: starts, ends: ends, mayBeQuoted: false))
  }

  /// A cell with a day and a format for times holds the beginning of the day.
  private static func withoutMidnight(_ text: String) -> String {
    for end in ["T00:00:00", "T00:00"] where text.hasSuffix(end) { return String(text.dropLast(end.count)) }
    return text
  }

  // MARK: Inserting

  /// - Parameter lines: of the new rows, in ascending order.
  private mutating func insert(_ new: [String: Column], lines: [Int64], in place: SpillPlace?) throws {
    rowCount += lines.count
    if let stored {
      let file = report.file
      self.stored = try stored.inserting(lines: lines, in: place!) { field, rows in
        switch field.name {
        case Field.sourceFile.name: .repeating(.text(file), type: .text, count: rows.count)
        case Field.sourceLine.name: .integer(PlainColumn(rows.map { lines[$0] }))
        default:
          new[field.name]?.gather(rows.map { Int32($0) }) ?? .nulls(field.type, count: rows.count)
        }
      }
      return
    }
    let order = FileRows.order(of: sourceLines, with: lines[...])
    columns = zip(fields, columns).map { field, column in
      let added = new[field.name] ?? .nulls(field.type, count: lines.count)
      return Column.concatenating([column, added], type: field.type).gather(order)
    }
    let all = sourceLines + lines
    sourceLines = order.map { all[Int($0)] }
  }

  /// The order in which new rows stand among the others: each before the first row of a later line.
  fileprivate static func order(of lines: [Int64], with new: ArraySlice<Int64>) -> [Int32] {
    var order: [Int32] = []
    order.reserveCapacity(lines.count + new.count)
    var next = new.startIndex
    func place(_ index: Int) -> Int32 { Int32(lines.count + index - new.startIndex) }
    for (row, line) in lines.enumerated() {
      while next < new.endIndex, new[next] < line {
        order.append(place(next))
        next += 1
      }
      order.append(Int32(row))
    }
    while next < new.endIndex {
      order.append(place(next))
      next += 1
    }
    return order
  }
}

extension StoredTable {
  /// The table with more rows, each before the first row of a later line. Only blocks that get rows are written again.
  ///
  /// - Parameters:
  ///   - lines: of the new rows, in ascending order.
  ///   - column: the values of some of them, by their numbers.
  fileprivate func inserting(
    lines: [Int64], in place: SpillPlace, _ column: (Field, Range<Int>) -> Column
  ) throws -> StoredTable {
    var result: [Block] = []
    var next = 0
    func added(_ range: Range<Int>) -> Table {
      Table(schema, schema.fields.map { column($0, range) }, rowCount: range.count)
    }
    func write(_ table: Table) throws {
      var spool = try place.spool()
      try spool.append(table)
      result += spool.stored(as: schema).blocks
    }
    for number in 0..<blockCount {
      guard next < lines.count,
        case .integer(let own)? = try selecting([Field.sourceLine.name]).block(number).columns.first,
        let last = own.values.max(), lines[next] < last
      else {
        result.append(blocks[number])
        continue
      }
      let end = lines[next...].firstIndex { $0 > last } ?? lines.count
      let order = FileRows.order(of: own.values, with: lines[next..<end])
      try write(Table.concatenating([try block(number), added(next..<end)], like: empty).gather(order))
      next = end
    }
    if next < lines.count { try write(added(next..<lines.count)) }
    return StoredTable(schema, result)
  }
}
