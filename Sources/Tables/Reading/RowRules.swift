package import Diagnostics

/// The job's rules for the rows of a table, beyond their values: which rows are its header, where it ends, and which
/// columns are filled from above. Texts apply it in ``TableEnd`` and ``TextFile/filled(_:_:_:_:)``, sheets in their
/// reader.
package struct RowRules: Sendable {
  /// The places in the file of the columns of `fill_down`, ascending.
  package let filled: [Int]
  private let until: RowCondition?
  /// The columns of the result that decide where the table ends, as texts.
  private let texts: [ColumnSpec]

  /// - Parameter columns: the columns of the result.
  /// - Throws: a diagnostic if a column to be filled does not exist, or one of the condition.
  package init(_ options: ReadingOptions, columns: [ColumnSpec], location: SourceLocation) throws {
    until = options.delimited.until
    filled = try options.delimited.fillDown.map { name in
      guard let column = columns.first(where: { $0.name == name }) else {
        let names = columns.map(\.name)
        throw Diagnostic(
          .nothingToFill(name, location.file), at: location,
          reason: "the columns are \(HeaderMatching.list(names))",
          hint: nearestName(to: name, among: names).map { "did you mean '\($0)'?" })
      }
      return column.source ?? -1
    }.filter { $0 >= 0 }.sorted()
    let read = try until?.columns(Schema(columns.map { Field($0.name, .text) })) ?? []
    texts = columns.filter { read.contains($0.name) }.map { column in
      var spec = ColumnSpec(column.name, .text, source: column.source, zone: column.zone)
      spec.nulls = column.nulls
      return spec
    }
  }

  package var hasEnd: Bool { until != nil }

  /// The first of some rows at which the table has ended; nil if none of them is it.
  ///
  /// - Parameters:
  ///   - count: the number of rows.
  ///   - column: gives the values of a column of texts.
  package func end(count: Int, column: (ColumnSpec) -> Column) throws -> Int? {
    guard let until else { return nil }
    return try until.firstRow(
      Table(Schema(texts.map { Field($0.name, .text) }), texts.map(column), rowCount: count))
  }

  /// The fields of a header on several rows, those of a column joined by blanks.
  package static func joined(_ rows: [[String]]) -> [String] {
    if rows.count == 1 { return rows[0] }
    return (0..<(rows.map(\.count).max() ?? 0)).map { column in
      rows.compactMap { column < $0.count && !$0[column].isEmpty ? $0[column] : nil }.joined(separator: " ")
    }
  }
}

extension Diagnostic.Message {
  fileprivate static func nothingToFill(_ name: String, _ file: String) -> Self {
    Self(.missingColumn, "'\(file)' has no column '\(name)' to fill")
  }
}
