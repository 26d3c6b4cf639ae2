internal import Glibc
internal import Tables

/// A column of a key as plain memory, so that comparing millions of rows retains and releases nothing.
/// It is valid only inside ``withKeyViews(_:_:)``, which keeps the column alive.
@unsafe struct KeyView {
  enum Kind: UInt8 {
    case text
    /// 64-bit integers and instants.
    case integer
    case number
    case date
    case boolean
  }

  let kind: Kind
  /// The values, or the bytes of texts.
  let values: UnsafeRawPointer
  /// The offsets of texts; not used for other types.
  let offsets: UnsafePointer<UInt32>
  /// The validity bits; nil if every row has a value.
  let valid: UnsafePointer<UInt64>?

  @inline(__always)
  func isValid(_ row: Int) -> Bool {
    guard let valid = unsafe valid else { return true }
    return unsafe valid[row >> 6] & (1 << UInt64(row & 63)) != 0
  }

  @inline(__always)
  private func text(_ row: Int) -> (start: UnsafeRawPointer, count: Int) {
    let start = unsafe Int(offsets[row])
    return unsafe (values + start, Int(offsets[row + 1]) - start)
  }

  @inline(__always)
  private func integer(_ row: Int) -> Int64 {
    unsafe values.load(fromByteOffset: row * 8, as: Int64.self)
  }

  @inline(__always)
  private func number(_ row: Int) -> Double {
    unsafe values.load(fromByteOffset: row * 8, as: Double.self)
  }

  @inline(__always)
  private func date(_ row: Int) -> Int32 {
    unsafe values.load(fromByteOffset: row * 4, as: Int32.self)
  }

  @inline(__always)
  private func boolean(_ row: Int) -> UInt8 {
    unsafe values.load(fromByteOffset: row, as: UInt8.self)
  }

  /// Compares a row with a row of another column of the same type; nulls are equal.
  @inline(__always)
  func equals(_ row: Int, _ other: KeyView, _ otherRow: Int) -> Bool {
    let has = unsafe isValid(row)
    guard unsafe has == other.isValid(otherRow) else { return false }
    if !has { return true }
    switch unsafe kind {
    case .text:
      let a = unsafe text(row)
      let b = unsafe other.text(otherRow)
      return unsafe a.count == b.count && memcmp(a.start, b.start, a.count) == 0
    case .integer: return unsafe integer(row) == other.integer(otherRow)
    case .number: return unsafe number(row) == other.number(otherRow)
    case .date: return unsafe date(row) == other.date(otherRow)
    case .boolean: return unsafe boolean(row) == other.boolean(otherRow)
    }
  }

  /// Negative, 0 or positive if the first row comes before, with or after the second. Nulls come last in
  /// ascending and descending order.
  @inline(__always)
  func compare(_ a: Int, _ b: Int, isDescending: Bool) -> Int {
    let hasA = unsafe isValid(a)
    let hasB = unsafe isValid(b)
    if !hasA || !hasB { return hasA == hasB ? 0 : (hasA ? -1 : 1) }
    let order: Int =
      switch unsafe kind {
      case .text: unsafe compareTexts(a, b)
      case .integer: unsafe three(integer(a), integer(b))
      case .number: unsafe three(number(a), number(b))
      case .date: unsafe three(date(a), date(b))
      case .boolean: unsafe three(boolean(a), boolean(b))
      }
    return isDescending ? -order : order
  }

  private func compareTexts(_ a: Int, _ b: Int) -> Int {
    let x = unsafe text(a)
    let y = unsafe text(b)
    let order = unsafe memcmp(x.start, y.start, min(x.count, y.count))
    return unsafe order != 0 ? Int(order) : x.count - y.count
  }

  @inline(__always)
  private func three<T: Comparable>(_ a: T, _ b: T) -> Int { a < b ? -1 : (a == b ? 0 : 1) }

  /// Eight bytes that sort as the value does. For texts they follow the first `skipping` bytes, which all
  /// rows share.
  @inline(__always)
  func prefix(_ row: Int, skipping: Int) -> UInt64 {
    switch unsafe kind {
    case .text:
      let text = unsafe text(row)
      let count = unsafe min(8, text.count - skipping)
      var prefix: UInt64 = 0
      if count == 8 {
        unsafe prefix = UInt64(
          bigEndian: text.start.loadUnaligned(fromByteOffset: skipping, as: UInt64.self))
      } else if count > 0 {
        for offset in 0..<count {
          let byte = unsafe text.start.load(fromByteOffset: skipping + offset, as: UInt8.self)
          prefix |= UInt64(byte) << UInt64(56 - 8 * offset)
        }
      }
      return prefix
    case .integer: return unsafe UInt64(bitPattern: integer(row)) ^ (1 << 63)
    case .number:
      // -0.0 equals 0.0, so both must have one prefix.
      let number = unsafe number(row)
      let bits = (number == 0 ? 0.0 : number).bitPattern
      return bits >> 63 == 1 ? ~bits : bits | (1 << 63)
    case .date: return unsafe UInt64(bitPattern: Int64(date(row))) ^ (1 << 63)
    case .boolean: return unsafe UInt64(boolean(row))
    }
  }

  /// The prefix in the direction of the key; nulls have the greatest.
  @inline(__always)
  func prefix(_ row: Int, isDescending: Bool, skipping: Int) -> UInt64 {
    guard unsafe isValid(row) else { return .max }
    let up = unsafe prefix(row, skipping: skipping)
    return isDescending ? ~up : up
  }

  /// The length in bytes of the prefix that the texts of these rows share with that of row `model`, which
  /// is not null; 0 for other types.
  func sharedPrefix(_ rows: some Sequence<Int>, with model: Int) -> Int {
    guard unsafe kind == .text else { return 0 }
    let model = unsafe text(model)
    var shared = unsafe model.count
    for row in rows where unsafe isValid(row) {
      let text = unsafe text(row)
      shared = unsafe min(shared, text.count)
      if shared == 0 { return 0 }
      if unsafe memcmp(model.start, text.start, shared) != 0 {
        var offset = 0
        while unsafe model.start.load(fromByteOffset: offset, as: UInt8.self)
          == text.start.load(fromByteOffset: offset, as: UInt8.self)
        {
          offset += 1
        }
        shared = offset
      }
    }
    return shared
  }
}

extension [KeyView] {
  /// Compares the key of a row with that of a row of other columns of the same types.
  @inline(__always)
  func equal(_ row: Int, _ others: [KeyView], _ other: Int) -> Bool {
    for index in unsafe indices {
      if unsafe !self[index].equals(row, others[index], other) { return false }
    }
    return true
  }
}

/// Lends one view per column, in order. The pointers lead into the columns' own arrays, which neither
/// change nor go away during the call.
func withKeyViews<R>(_ columns: [Column], _ body: ([KeyView]) throws -> R) rethrows -> R {
  var views: [KeyView] = unsafe []
  unsafe views.reserveCapacity(columns.count)
  return try unsafe lend(columns[...], &views, body)
}

private func lend<R>(
  _ columns: ArraySlice<Column>, _ views: inout [KeyView], _ body: ([KeyView]) throws -> R
) rethrows -> R {
  guard let column = columns.first else { return try unsafe body(views) }
  let rest = columns.dropFirst()
  // SAFETY: each pointer is used only inside the closure that lends it; the pointer of an empty array is
  // never read, because it has no rows.
  return try unsafe column.validity.words.withUnsafeBufferPointer { words in
    let valid = column.validity.mayHaveNulls ? words.baseAddress : nil
    func plain<E>(_ values: [E], _ kind: KeyView.Kind) throws -> R {
      try unsafe values.withUnsafeBytes { bytes in
        let base = unsafe bytes.baseAddress ?? UnsafeRawPointer(bitPattern: 8)!
        let none = unsafe base.assumingMemoryBound(to: UInt32.self)
        unsafe views.append(KeyView(kind: kind, values: base, offsets: none, valid: valid))
        return try unsafe lend(rest, &views, body)
      }
    }
    switch column {
    case .text(let text):
      return try unsafe text.bytes.withUnsafeBytes { bytes in
        try unsafe text.offsets.withUnsafeBufferPointer { offsets in
          let base = unsafe bytes.baseAddress ?? UnsafeRawPointer(offsets.baseAddress!)
          unsafe views.append(
            KeyView(kind: .text, values: base, offsets: offsets.baseAddress!, valid: valid))
          return try unsafe lend(rest, &views, body)
        }
      }
    case .integer(let column), .datetime(let column): return try plain(column.values, .integer)
    case .number(let column): return try plain(column.values, .number)
    case .date(let column): return try plain(column.values, .date)
    case .boolean(let column): return try plain(column.values, .boolean)
    }
  }
}
