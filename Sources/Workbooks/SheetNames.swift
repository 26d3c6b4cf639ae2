internal import Tables

/// Gives sheets and tables valid names, each unique in the workbook.
struct SheetNames {
  private var taken = UniqueNames()
  private var takenTables = UniqueNames()
  private let fallback: String

  /// `fallback` replaces a name without visible characters.
  init(fallback: String) { self.fallback = fallback }

  /// A sheet name of at most 31 UTF-16 units, without `[]:*?/\`, not `History`, and different from all earlier
  /// names regardless of case: `Asistencia (2)`.
  mutating func unique(_ wanted: String) -> String {
    let base = SheetNames.clean(wanted, fallback: fallback)
    return taken.unique(base, by: { $0.lowercased() }) { number in
      let ending = " (\(number))"
      return CellPolicy.shortened(base, to: 31 - ending.utf16.count) + ending
    }
  }

  private static func clean(_ wanted: String, fallback: String) -> String {
    // By scalar: a combining mark after a sign makes another character of both, but Excel sees the sign.
    var scalars = String.UnicodeScalarView()
    for scalar in CellPolicy.label(wanted, limit: .max).unicodeScalars {
      switch scalar {
      case "[": scalars.append("(")
      case "]": scalars.append(")")
      case ":", "*", "?", "/", "\\": scalars.append("-")
      default: scalars.append(scalar)
      }
    }
    var name = CellPolicy.shortened(trimmed(String(scalars)), to: 31)
    name = trimmed(name)
    if name.isEmpty { name = fallback }
    // Excel reserves this name.
    return name.lowercased() == "history" ? name + "_" : name
  }

  private static func trimmed(_ name: String) -> String {
    let isEdge: (Unicode.Scalar) -> Bool = { $0 == "'" || $0 == " " }
    var scalars = name.unicodeScalars.drop(while: isEdge)
    while let last = scalars.last, isEdge(last) { scalars.removeLast() }
    return String(scalars)
  }

  /// A table's name, made from its sheet's: ASCII letters, digits and `_`, never like a cell reference.
  mutating func uniqueTable(_ sheet: String) -> String {
    var base = ""
    for scalar in folded(sheet).unicodeScalars {
      switch scalar.value {
      case 0x30...0x39, 0x61...0x7A: base.unicodeScalars.append(scalar)
      default: if !base.isEmpty, base.last != "_" { base.append("_") }
      }
    }
    while base.last == "_" { base.removeLast() }
    base = "T_" + String(base.prefix(60))
    return takenTables.unique(base) { "\(base)_\($0)" }
  }

  /// Headers that Excel accepts for a table: not empty, and unique regardless of case.
  static func uniqueHeaders(_ labels: [String]) -> [String] {
    var taken = UniqueNames()
    return labels.enumerated().map { index, label in
      var base = CellPolicy.label(label)
      if base.allSatisfy({ $0 == " " }) { base = CellPolicy.columnName(index) }
      return taken.unique(base, by: { $0.lowercased() }) { number in
        let ending = " (\(number))"
        return CellPolicy.shortened(base, to: 255 - ending.utf16.count) + ending
      }
    }
  }
}

extension WorkbookDocument {
  /// The sheet with this name in the written file: its index in the document, and the row of its table that
  /// follows the header; nil if there is no such sheet. Upper and lower case are equal, as in Excel.
  package func place(ofSheet wanted: String) -> (sheet: Int, firstRow: Int)? {
    let words = words
    var names = SheetNames(fallback: words.sheet)
    for (index, sheet) in sheets.enumerated() {
      var parts = [0..<0]
      if case .table(let table) = sheet {
        parts = TableSheetWriter.parts(rows: table.rowCount, limit: CellPolicy.rowLimit)
      }
      for part in parts where names.unique(sheet.name).lowercased() == wanted.lowercased() {
        return (index, part.lowerBound)
      }
      if parts.count > 1 { _ = names.unique(words.index(of: sheet.name)) }
    }
    return nil
  }
}

extension SheetDocument {
  /// The name as given, before it is made unique.
  package var name: String {
    switch self {
    case .cover(let cover): cover.name
    case .table(let table): table.name
    case .blocks(let blocks): blocks.name
    }
  }
}
