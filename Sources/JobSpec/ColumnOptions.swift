package import Diagnostics

/// The options of a column in a sheet of a workbook.
package struct ColumnOptions: Sendable {
  /// A live conditional format.
  package enum Show: String, Sendable, CaseIterable { case bars, scale, icons }

  /// The values of a drop-down list.
  package enum Choices: Sendable {
    case values([WrittenValue])
    /// The different values of a table's column, in order of first appearance.
    case column(table: Located<String>, column: Located<String>)
  }

  /// The meaning of the column, in a note on its header.
  package var note: LocalizedText?
  package var isHidden = false
  /// Whether staff may change it; the rest of its sheet is then protected.
  package var isEditable = false
  package var choices: Choices?
  package var show: Show?

  package init() {}
}

extension ColumnOptions {
  /// The keys that only sheets of tables have.
  static let keys = ["note", "hidden", "editable", "choices", "show"]

  static func read(_ keys: MappingReader) -> ColumnOptions {
    var options = ColumnOptions()
    options.note = keys["note"]?.localizedText()
    options.isHidden = keys["hidden"]?.boolean() ?? false
    // One that cannot be read counts, so that nothing else is reported because of it.
    options.isEditable = keys["editable"].map { $0.boolean() ?? true } ?? false
    options.choices = keys["choices"]?.choices()
    options.show = keys["show"]?.word(Show.self)?.value
    return options
  }
}

extension NodeReader {
  /// `[a, b]`, or `table.column`.
  fileprivate func choices() -> ColumnOptions.Choices? {
    let expected = "a list of values, or table.column"
    guard case .sequence = node.content else {
      return tableColumn(expected).map { .column(table: $0.table, column: $0.column) }
    }
    var known: Set<String> = []
    let values = list(expected, allowsEmpty: false) { item -> WrittenValue? in
      guard let value = item.writtenValue(allowsNull: false) else { return nil }
      guard known.insert(value.text).inserted else {
        item.reading.report(.repeatedItem(value.text, in: name), at: value.location)
        return nil
      }
      return value
    }
    return values.map { .values($0) }
  }

  /// The two parts of `table.column`; the table's name is checked when all are known.
  func tableColumn(_ expected: String) -> (table: Located<String>, column: Located<String>)? {
    guard let scalar = scalar(expected) else { return nil }
    var parts = scalar.text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).map(
      String.init)
    // The rejects of an input are a table whose name contains a point.
    if parts.count == 2, parts[1].hasPrefix("rejects.") {
      parts = [parts[0] + ".rejects", String(parts[1].dropFirst("rejects.".count))]
    }
    guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }) else {
      wrongType(expected)
      return nil
    }
    let length = parts[0].unicodeScalars.count
    let table = Located(parts[0], at: scalar.location(of: 0..<length))
    reading.tableReferences.append(table)
    let column = Located(
      parts[1], at: scalar.location(of: length + 1..<scalar.text.unicodeScalars.count))
    return (table, column)
  }

  func writtenValue(allowsNull: Bool = true) -> WrittenValue? {
    value(allowsNull: allowsNull).map {
      WrittenValue(value: $0.value, text: node.scalar?.text ?? "", location: $0.location)
    }
  }
}
