internal import Diagnostics
internal import Tables

/// The room for the rows that a step makes: steps that multiply rows ask before they make them.
///
/// A join of two lists of 200,000 rows on a column with one value has 40 billion rows. Without a limit it takes all
/// memory of the machine, and the system then kills whatever it likes.
package struct RowRoom: Sendable {
  /// The bytes of memory that are left, asked for when they matter; nil if nobody knows.
  private let available: @Sendable () -> Int?

  /// Rows are numbered by 32-bit integers.
  static let mostRows = Int(Int32.max)
  /// Results below this number of bytes are not worth a question to the system.
  private static let small = 64 << 20

  package init(available: @escaping @Sendable () -> Int? = { nil }) { self.available = available }

  /// - Parameters:
  ///   - rows: the number of rows of the result.
  ///   - texts: the bytes of each text column of the result.
  ///   - others: the number of its other columns.
  ///   - step: the step, as it begins a sentence: `join with 'people'`.
  func verify(
    rows: Int, texts: [Int], others: Int, of step: String, _ context: StepContext, hint: String? = nil
  ) throws {
    func tooMany(_ reason: String, _ hint: String?) -> Diagnostic {
      Diagnostic(
        .init(.tooLarge, "\(step) would make \(rows) rows"), at: context.location, reason: reason, hint: hint)
    }
    if rows > RowRoom.mostRows { throw tooMany("a table has at most \(RowRoom.mostRows)", hint) }
    if let text = texts.max(), text > TextColumn.mostBytes {
      throw tooMany(
        "one of their columns has \(text) bytes of text, and at most \(TextColumn.mostBytes) fit", hint)
    }
    // Beside the columns: which rows of both sides each row is made of.
    let bytes = texts.reduce(0, +) + rows * (texts.count * 4 + others * 8 + 8)
    guard bytes > RowRoom.small, let left = available(), bytes > left else { return }
    throw tooMany(
      "they take about \(bytes >> 20) MB of memory, and \(left >> 20) MB are left",
      hint ?? "read fewer columns, or use a machine with more memory")
  }
}

extension Table {
  /// The bytes of text in each text column if it has these rows; -1 is a row of nulls. Looks at no other column, as
  /// the selection of its rows may still be pending.
  func textBytes(ofRows rows: [Int32]) -> [Int] {
    schema.fields.filter { $0.type == .text }.compactMap { field in
      guard case .text(let text)? = column(named: field.name) else { return nil }
      let (chosen, ends) = (rows.span, text.offsets.span)
      var sum = 0
      for place in chosen.indices where chosen[place] >= 0 {
        sum += Int(ends[Int(chosen[place]) + 1] - ends[Int(chosen[place])])
      }
      return sum
    }
  }

  /// The number of columns that are no text.
  var plainColumnCount: Int { schema.fields.count { $0.type != .text } }
}
