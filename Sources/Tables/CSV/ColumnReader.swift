/// Converts one column of a batch of rows from bytes to its type.
package struct ColumnReader {
  /// The raw fields of one column, row by row.
  package struct Fields {
    /// The offset of the field's first byte, or ``missing``.
    package var starts: [UInt32]
    package var ends: [UInt32]
    /// Whether fields may be quoted; false if quotes have been removed.
    var mayBeQuoted = true

    /// The offset of a field that is missing in its row.
    package static let missing = UInt32.max
    package init(starts: [UInt32], ends: [UInt32], mayBeQuoted: Bool = true) {
      self.starts = starts
      self.ends = ends
      self.mayBeQuoted = mayBeQuoted
    }

    var count: Int { starts.count }

    package func extracting(_ rows: Range<Int>) -> Fields {
      Fields(starts: Array(starts[rows]), ends: Array(ends[rows]), mayBeQuoted: mayBeQuoted)
    }

    /// The number of bytes of all fields together.
    package var size: Int {
      var total = 0
      for row in 0..<count where starts[row] != Fields.missing { total += Int(ends[row] - starts[row]) }
      return total
    }

    /// The text of a field without quotes; nil if it is empty.
    package func text(at row: Int, _ bytes: Span<UInt8>) -> String? {
      if starts[row] == Fields.missing || starts[row] == ends[row] { return nil }
      return bytes.text(Int(starts[row])..<Int(ends[row]))
    }
  }

  let plan: ColumnSpec

  package init(plan: ColumnSpec) { self.plan = plan }

  /// The column for all rows; a value that does not fit is null and noted in `faults`.
  package func column(_ bytes: Span<UInt8>, _ fields: Fields, faults: inout RowFaults) -> Column {
    if !plan.replacements.isEmpty { return columnOfReplaced(bytes, fields, faults: &faults) }
    if let measure = plan.measure {
      return columnOfMeasures(measure, bytes, fields, faults: &faults)
    }
    switch plan.type {
    case .text:
      return .text(textColumn(bytes, fields, faults: &faults))
    case .integer:
      return .integer(
        plainColumn(bytes, fields, filler: 0, faults: &faults) { plan.numbers.integer($0, $1) })
    case .number:
      return .number(plainColumn(bytes, fields, filler: 0, faults: &faults) { plan.numbers.number($0, $1) })
    case .boolean:
      return .boolean(
        plainColumn(bytes, fields, filler: false, faults: &faults) { BooleanSyntax.boolean($0, $1) })
    case .date:
      // A date has no time of day, unless the declared pattern or the format has one.
      let takesTimes = plan.times != .iso
      return .date(
        plainColumn(bytes, fields, filler: 0, faults: &faults) {
          plan.times.read($0, $1).flatMap { $0.hasTime && !takesTimes ? nil : $0.days }
        })
    case .datetime:
      var zone = Zone.Cursor(plan.zone)
      if plan.times != .iso {
        return .datetime(
          plainColumn(bytes, fields, filler: 0, faults: &faults) { plan.times.read($0, $1)?.instant(&zone) })
      }
      var plain = PlainTimeReader()
      return .datetime(
        plainColumn(bytes, fields, filler: 0, faults: &faults) {
          if let local = plain.local($0, $1) { return zone.instant(local: local) }
          return ISOTime.read($0, $0.trimmed($1))?.instant(&zone)
        })
    }
  }

  /// A column of numbers that are durations or percentages.
  private func columnOfMeasures(
    _ measure: Measure, _ bytes: Span<UInt8>, _ fields: Fields, faults: inout RowFaults
  ) -> Column {
    if plan.type == .integer {
      return .integer(
        plainColumn(bytes, fields, filler: 0, faults: &faults) { measure.integer($0, $1, plan.numbers) })
    }
    return .number(
      plainColumn(bytes, fields, filler: 0, faults: &faults) { measure.number($0, $1, plan.numbers) })
  }

  /// The column of a copy of the fields, in which declared texts are replaced.
  private func columnOfReplaced(_ bytes: Span<UInt8>, _ fields: Fields, faults: inout RowFaults) -> Column {
    var copy: [UInt8] = []
    var starts: [UInt32] = []
    var ends: [UInt32] = []
    for row in 0..<fields.count {
      guard fields.starts[row] != Fields.missing else {
        starts.append(Fields.missing)
        ends.append(0)
        continue
      }
      let start = copy.count
      let range = Int(fields.starts[row])..<Int(fields.ends[row])
      if fields.mayBeQuoted {
        FieldScanner.unquoted(bytes, range, into: &copy)
      } else {
        copy.append(bytes, range)
      }
      if let meaning = plan.replacements[ColumnSpec.key(copy.span.text(start..<copy.count))] {
        copy.replaceSubrange(start..., with: meaning)
      }
      starts.append(UInt32(start))
      ends.append(UInt32(copy.count))
    }
    var plan = plan
    plan.replacements = [:]
    return ColumnReader(plan: plan).column(
      copy.span, Fields(starts: starts, ends: ends, mayBeQuoted: false), faults: &faults)
  }

  private func textColumn(_ bytes: Span<UInt8>, _ fields: Fields, faults: inout RowFaults) -> TextColumn {
    let total = fields.size
    var ends: [UInt32] = [0]
    ends.reserveCapacity(fields.count + 1)
    var nullRows: [Int] = []
    let result = [UInt8](capacity: total + OutputSpan<UInt8>.slack) { output in
      forEachField(bytes, fields) { _, value, range in
        output.append(value, range)
        ends.append(UInt32(truncatingIfNeeded: output.count))
      } null: { row in
        ends.append(UInt32(truncatingIfNeeded: output.count))
        nullRows.append(row)
      }
    }
    if plan.isRequired {
      for row in nullRows { faults.add(row, column: plan.name, .required, "a value is required") }
    }
    return TextColumn(bytes: result, offsets: ends, validity: Validity(count: fields.count, nulls: nullRows))
  }

  @inline(__always)
  private func plainColumn<Element: BitwiseCopyable & Sendable & Equatable>(
    _ bytes: Span<UInt8>, _ fields: Fields, filler: Element, faults: inout RowFaults,
    _ parse: (Span<UInt8>, ByteRange) -> Element?
  ) -> PlainColumn<Element> {
    var nullRows: [Int] = []
    let values = [Element](capacity: fields.count) { output in
      forEachField(bytes, fields) { row, value, range in
        if let parsed = parse(value, range) ?? parsedOther(value, range, parse) {
          output.append(parsed)
        } else {
          output.append(filler)
          nullRows.append(row)
          if !value.trimmed(range).isEmpty {
            faults.add(row, column: plan.name, RejectCode(plan.type), plan.misfit(value.text(range)))
          }
        }
      } null: { row in
        output.append(filler)
        nullRows.append(row)
      }
    }
    if plan.isRequired {
      for row in nullRows { faults.add(row, column: plan.name, .required, "a value is required") }
    }
    return PlainColumn(values, validity: Validity(count: fields.count, nulls: nullRows))
  }

  /// The value of a text with digits or signs of another script; nil for most texts that do not fit.
  @inline(never)
  private func parsedOther<Element>(
    _ bytes: Span<UInt8>, _ range: ByteRange, _ parse: (Span<UInt8>, ByteRange) -> Element?
  ) -> Element? {
    guard let plain = OtherDigits.plain(bytes, range, decimal: plan.numbers.decimal) else { return nil }
    return parse(plain.span, 0..<plain.count)
  }

  /// The value of each row, without quotes. Empty fields and declared markers are null. A quoted empty
  /// text is a value in text columns only.
  @inline(__always)
  private func forEachField(
    _ bytes: Span<UInt8>, _ fields: Fields, value: (Int, Span<UInt8>, ByteRange) -> Void, null: (Int) -> Void
  ) {
    var scratch: [UInt8] = []
    let starts = fields.starts.span
    let ends = fields.ends.span
    for row in 0..<fields.count {
      let start = starts[row]
      if start == Fields.missing || start == ends[row] {
        null(row)
        continue
      }
      let range = Int(start)..<Int(ends[row])
      if fields.mayBeQuoted && bytes[range.lowerBound] == FieldScanner.quote {
        if let content = FieldScanner.plainContent(bytes, range) {
          if content.isEmpty && plan.type != .text || isNull(bytes, content) {
            null(row)
          } else {
            value(row, bytes, content)
          }
          continue
        }
        scratch.removeAll(keepingCapacity: true)
        FieldScanner.unquoted(bytes, range, into: &scratch)
        let whole = 0..<scratch.count
        if scratch.isEmpty && plan.type != .text || isNull(scratch.span, whole) {
          null(row)
        } else {
          value(row, scratch.span, whole)
        }
      } else if isNull(bytes, range) {
        null(row)
      } else {
        value(row, bytes, range)
      }
    }
  }

  @inline(__always)
  private func isNull(_ bytes: Span<UInt8>, _ range: ByteRange) -> Bool {
    !plan.nulls.isEmpty && isMarker(bytes, bytes.trimmed(range))
  }

  private func isMarker(_ bytes: Span<UInt8>, _ range: ByteRange) -> Bool {
    plan.nulls.contains { bytes.equals(range, $0) }
  }
}

extension Validity {
  /// `count` rows; those in `nulls`, which are sorted, are null.
  fileprivate init(count: Int, nulls: [Int]) {
    if nulls.isEmpty {
      self.init(allValid: count)
      return
    }
    var words = [UInt64](repeating: ~0, count: (count + 63) / 64)
    for row in nulls { words[row >> 6] &= ~(1 << UInt64(row & 63)) }
    self.init(words: words, count: count)
  }
}
