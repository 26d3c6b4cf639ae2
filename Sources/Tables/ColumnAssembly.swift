internal import Diagnostics

/// Builds a column from parts as they arrive, without keeping all parts in memory.
package struct ColumnAssembly: Sendable {
  package let type: ColumnType
  /// The only part so far.
  private var piece: Column?
  // One of these grows in place; as payload of a `Column` it would be copied for every part.
  private var texts = TextColumn()
  private var integers = PlainColumn<Int64>([])
  private var numbers = PlainColumn<Double>([])
  private var booleans = PlainColumn<Bool>([])
  private var dates = PlainColumn<Int32>([])

  package init(_ type: ColumnType) { self.type = type }

  /// The column so far.
  package var whole: Column {
    if let piece { return piece }
    switch type {
    case .text: return .text(texts)
    case .integer: return .integer(integers)
    case .datetime: return .datetime(integers)
    case .number: return .number(numbers)
    case .boolean: return .boolean(booleans)
    case .date: return .date(dates)
    }
  }

  /// Appends a part.
  ///
  /// - Parameter done: the fraction of the column, from 0 to 1, that is complete with this part; used to
  ///   estimate its size.
  /// - Throws: if a text column exceeds the range of its offsets.
  package mutating func append(_ more: Column, done: Double) throws {
    precondition(more.type == type && piece == nil, "pieces of one type")
    if done >= 1 && whole.count == 0 {
      piece = more
      return
    }
    switch more {
    case .text(let more):
      guard texts.bytes.count + more.bytes.count <= UInt32.max else {
        throw Diagnostic(
          .tooMuchText, reason: "one column holds up to 4 GiB",
          hint: "split the file, or leave the column out")
      }
      texts.makeRoom(for: more, done: done)
      texts.append(contentsOf: more)
    case .integer(let more), .datetime(let more): integers.append(more, done: done)
    case .number(let more): numbers.append(more, done: done)
    case .boolean(let more): booleans.append(more, done: done)
    case .date(let more): dates.append(more, done: done)
    }
  }
}

extension PlainColumn {
  fileprivate mutating func append(_ more: PlainColumn, done: Double) {
    let room = values.room(for: more.count, done: done)
    if room > 0 { values.reserveCapacity(count + room) }
    append(contentsOf: more)
  }
}

extension TextColumn {
  fileprivate mutating func makeRoom(for more: TextColumn, done: Double) {
    let bytes = bytes.room(for: more.bytes.count, done: done)
    let rows = offsets.room(for: more.count, done: done)
    if bytes > 0 || rows > 0 { reserve(rows: rows, bytes: bytes) }
  }
}

extension Array {
  /// Later parts may have longer values. Memory that is reserved but never written costs nothing.
  private static var margin: Double { 1.5 }

  /// The capacity to reserve before `more` elements are appended; 0 if there is enough.
  fileprivate func room(for more: Int, done: Double) -> Int {
    let needed = count + more
    if needed <= capacity { return 0 }
    return (done >= 1 ? needed : Int(Double(needed) / done * Array.margin)) - count
  }
}

extension Diagnostic.Message {
  fileprivate static let tooMuchText: Self = Self(.tooLarge, "a column has more text than fits into memory")
}
