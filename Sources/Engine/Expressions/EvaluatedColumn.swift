internal import Tables

/// The result column of an expression, built batch by batch. Texts of the subject column are not copied
/// until one changes.
struct EvaluatedColumn: Sendable {
  private let subject: Column?
  private let rows: Range<Int>
  private var made: ColumnAssembly
  /// Whether all batches so far equal the subject's values.
  private var isUnchanged = true

  init(_ type: ColumnType, of subject: Column?, _ rows: Range<Int>) {
    self.subject = subject
    self.rows = rows
    made = ColumnAssembly(type)
  }

  /// - Parameter column: nil if the batch equals the subject's values.
  mutating func append(_ column: Column?, _ batch: Range<Int>) throws {
    if isUnchanged, column == nil { return }
    if isUnchanged, batch.lowerBound > rows.lowerBound {
      try made.append(subject!.slice(rows.lowerBound..<batch.lowerBound), done: done(batch.lowerBound))
    }
    isUnchanged = false
    try made.append(column ?? subject!.slice(batch), done: done(batch.upperBound))
  }

  private func done(_ row: Int) -> Double { Double(row - rows.lowerBound) / Double(rows.count) }

  var column: Column {
    if isUnchanged, let subject { subject.slice(rows) } else { made.whole }
  }
}
