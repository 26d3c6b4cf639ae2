internal import Diagnostics
internal import JobSpec
internal import Tables

/// `explode: {column, separator}`: one row per part of a text. A null stays a row; the empty part
/// after a separator at the very end (`a;b;`, as forms write it) is no part.
struct ExplodeStep: BoundStep {
  let schema: Schema
  private let column: String
  private let separator: [UInt8]

  init(_ column: Located<String>, separator: Located<String>, _ binding: StepBinding) throws {
    let field = try binding.field(column)
    guard field.type == .text else {
      throw Diagnostic(.needsText(column.value, field.type), at: column.location)
    }
    guard !separator.value.isEmpty else {
      throw Diagnostic(.emptySeparator, at: separator.location)
    }
    self.column = field.name
    self.separator = Array(separator.value.utf8)
    schema = binding.schema
  }

  func columnsRead(toMake needed: Set<String>?) -> Set<String>? { union(needed, [column]) }

  func apply(to table: Table, _ context: StepContext) throws -> StepOutcome {
    guard case .text(let text) = table.column(named: column)! else {
      preconditionFailure("explode is bound to text")
    }
    var parts = TextColumn()
    var rows: [Int32] = []
    for row in 0..<table.rowCount {
      guard text.validity[row] else {
        rows.append(Int32(row))
        parts.appendNull()
        continue
      }
      for part in split(text.bytes[text.range(at: row)]) {
        rows.append(Int32(row))
        parts.append(part)
      }
    }
    var moves = RowMoves()
    for place in rows.indices.dropFirst() where rows[place] == rows[place - 1] { moves.multiplied += 1 }
    var result = table.gather(rows)
    result.set(column, .text(parts))
    return StepOutcome(result, rowsIn: table.rowCount, moves: moves)
  }

  private func split(_ text: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    var parts: [ArraySlice<UInt8>] = []
    var start = text.startIndex
    var position = start
    while position + separator.count <= text.endIndex {
      if text[position..<position + separator.count].elementsEqual(separator) {
        parts.append(text[start..<position])
        position += separator.count
        start = position
      } else {
        position += 1
      }
    }
    if start < text.endIndex || parts.isEmpty { parts.append(text[start...]) }
    return parts
  }
}

extension Diagnostic.Message {
  fileprivate static func needsText(_ name: String, _ type: ColumnType) -> Self {
    "step 'explode' needs a text, and column '\(name)' is \(type.rawValue)"
  }
  fileprivate static var emptySeparator: Self { "the separator is empty" }
}
