internal import Diagnostics
internal import Engine
internal import Formats
internal import Tables

/// The changes of staff in a file, cell by cell.
extension ReturnedBook {
  /// The changes, and the reasons for those that cannot be taken.
  ///
  /// - Parameter moved: whether values are taken although they seem to have moved from other rows.
  func edits(
    withMoved moved: Bool = false
  ) -> (edits: [CorrectionTaking.Edit], problems: [CorrectionTaking.Problem]) {
    var edits: [CorrectionTaking.Edit] = []
    var problems = sheets.flatMap { sheet in moved ? [] : sheet.problemsOfMovedColumns }
    var held: Set<String> = []
    for cell in cells {
      guard let first = cell.changed.first else { continue }
      if let (place, reason) = cell.changed.lazy.compactMap({ $0.reasonToHold(withMoved: moved) }).first {
        if held.insert(place).inserted { problems.append(.init(place: place, column: nil, reason: reason)) }
        continue
      }
      if !moved, cell.changed.contains(where: \.isOfMovedColumn) { continue }
      let column = first.sheet.sent.columns[first.column]
      // A row may stand on several sheets, and be changed on one of them; on one sheet it stands once.
      let others = cell.changed.dropFirst().filter { $0.text != first.text }
      let copies = cell.unchanged.filter { $0.sheet.sheet.name == first.sheet.sheet.name }
      if let other = others.first ?? copies.first {
        problems.append(
          CorrectionTaking.Problem(
            place: first.words, column: column.header,
            reason: "\(other.words) is the same row, with another value"))
        continue
      }
      let value: Value
      do throws(ReturnedValue.Unreadable) {
        value = try first.sheet.value(first.cell, of: column)
      } catch {
        problems.append(
          CorrectionTaking.Problem(place: first.words, column: column.header, reason: error.reason))
        continue
      }
      let from = column.values.value(at: first.row)
      if from.isSame(as: value) { continue }
      guard first.sheet.search.hasChoice(first.cell, at: first.column) else {
        problems.append(
          CorrectionTaking.Problem(
            place: first.words, column: column.header,
            reason: "'\(first.text)' is not one of the values of its list"))
        continue
      }
      let sent = first.sheet.sent
      var parts: [HandedOutSheet.Part] = [(column.name, from, value)]
      if let divided = sent.divided {
        do throws(ReturnedValue.Unreadable) {
          parts = try divided(first.row, first.text)
        } catch {
          problems.append(
            CorrectionTaking.Problem(place: first.words, column: column.header, reason: error.reason))
          continue
        }
      }
      for part in parts {
        edits.append(
          CorrectionTaking.Edit(
            table: sent.table, key: sent.keyOfCorrections(of: first.row), column: part.column,
            from: part.from, to: part.to, place: first.words))
      }
    }
    return (edits, problems)
  }

  /// The places where one value of a table stands.
  private struct Places {
    var changed: [Place] = []
    var unchanged: [Place] = []
  }

  private struct Place {
    let sheet: ReturnedSheet
    /// Among the columns that were sent.
    let column: Int
    let row: Int
    let line: Int
    let cell: ReturnedFile.Cell?

    var text: String { cell?.text ?? "" }

    var words: String {
      sheet.sheet.name.isEmpty ? "line \(line)" : "sheet '\(sheet.sheet.name)', row \(line)"
    }

    /// The row, and why nothing of it is taken; nil if it is.
    func reasonToHold(withMoved: Bool) -> (row: String, reason: String)? {
      let reason = sheet.heldRows[line] ?? (withMoved ? nil : sheet.doubtfulRows[line])
      return reason.map { (words, $0) }
    }

    var isOfMovedColumn: Bool { sheet.movedColumns[column] != nil }
  }

  /// The values that may be changed, in the order of the sheets.
  private var cells: [Places] {
    var cells: [Places] = []
    var known: [String: Int] = [:]
    for sheet in sheets {
      let sent = sheet.sent
      let columns = sent.editablePlaces.filter { sheet.places[$0] != nil }
      for (row, found) in sheet.rows {
        let key = sent.keyText(of: row)
        for column in columns {
          let name = ([sent.table, sent.columns[column].name] + key).joined(separator: "\0")
          let place = Place(
            sheet: sheet, column: column, row: row, line: found.line, cell: found.cell(sheet.places[column]!))
          if known[name] == nil {
            known[name] = cells.count
            cells.append(Places())
          }
          if sheet.isUnchanged(place.cell, sent.columns[column], row: row) {
            cells[known[name]!].unchanged.append(place)
          } else {
            cells[known[name]!].changed.append(place)
          }
        }
      }
    }
    return cells
  }
}

extension ReturnedSheet {
  /// One for each column with values of other rows.
  fileprivate var problemsOfMovedColumns: [CorrectionTaking.Problem] {
    movedColumns.sorted { $0.key < $1.key }.map { column, count in
      CorrectionTaking.Problem(
        place: sheet.name.isEmpty ? nil : "sheet '\(sheet.name)'", column: sent.columns[column].header,
        reason:
          "\(counted(count, "cell")) have values that were sent in other rows, as if the column had been sorted or moved without the others"
      )
    }
  }
}
