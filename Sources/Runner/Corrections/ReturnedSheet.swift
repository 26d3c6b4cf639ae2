internal import Diagnostics
internal import Engine
internal import Formats
internal import JobSpec
internal import Tables

/// A sheet that came back, matched with the one that was handed out: its columns by their headers, its rows by the
/// key of the table, wherever they stand now.
struct ReturnedSheet {
  let sheet: ReturnedFile.Sheet
  let sent: HandedOutSheet
  /// By column that was handed out: the column of the sheet that has it now; nil if there is none.
  private(set) var places: [Int?]
  /// The rows that were handed out and are still there.
  private(set) var rows: [(row: Int, found: ReturnedFile.Row)] = []
  /// The changes that are not taken, in words for people.
  private(set) var notes: [String] = []
  /// The recipient of the file, if it has rows of others as well.
  private var recipient: Value?
  /// By line: why nothing of the row is taken.
  private(set) var heldRows: [Int: String] = [:]
  /// By line: why the row looks as if it had been moved, although nothing proves it.
  private(set) var doubtfulRows: [Int: String] = [:]
  /// By column that was sent: how many of its values seem to have moved from other rows.
  private(set) var movedColumns: [Int: Int] = [:]
  private let headerRow: Int
  private let reading: ReturnedValue
  let search: SentRows

  /// The rows among which the header is sought.
  private static let searched = 100

  /// Nil if this cannot be the sheet.
  init?(_ sheet: ReturnedFile.Sheet, of sent: HandedOutSheet) {
    let wanted = sent.columns.map { Set(([$0.header] + $0.otherHeaders).map(HeaderMatching.key)) }
    var best: (row: Int, places: [Int?], count: Int)?
    for (number, row) in sheet.rows.prefix(ReturnedSheet.searched).enumerated() {
      let found = row.cells.map { cell in cell.map { HeaderMatching.key($0.text) } }
      var taken: Set<Int> = []
      let places = wanted.map { headers -> Int? in
        let place = found.indices.first { place in
          !taken.contains(place) && found[place].map(headers.contains) == true
        }
        if let place { taken.insert(place) }
        return place
      }
      if taken.count > best?.count ?? 0 { best = (number, places, taken.count) }
    }
    guard let best else { return nil }
    self.sheet = sheet
    self.sent = sent
    reading = ReturnedValue(language: sent.language, zone: sent.zone)
    search = SentRows(sent, reading)
    headerRow = best.row
    places = best.places
    findRenamedKeys()
  }

  /// The share of the columns that are there.
  var fit: Double { Double(places.count { $0 != nil }) / Double(max(places.count, 1)) }
  /// How many rows it has, and how many of them are unchanged.
  var likeness: Int {
    data.reduce(0) { sum, found in
      guard let row = sent.rowOfKey[sent.keyPlaces.map { found.cell(places[$0]!)?.text ?? "" }] else {
        return sum
      }
      let isUnchanged = sent.editablePlaces.allSatisfy { place in
        places[place].map { self.isUnchanged(found.cell($0), sent.columns[place], row: row) } ?? true
      }
      return sum + (isUnchanged ? 2 : 1)
    }
  }
  /// Whether it has the rows of several recipients, of which the sheet that was sent had one.
  var isOfSeveralRecipients: Bool {
    guard let recipients = sent.recipients else { return false }
    let rows = data.compactMap { found in
      sent.rowOfKey[sent.keyPlaces.map { found.cell(places[$0]!)?.text ?? "" }]
    }
    let counts = Dictionary(rows.map { (recipients.value(at: $0), 1) }, uniquingKeysWith: +)
    guard counts.count > 1, let most = counts.values.max() else { return false }
    return most * 2 <= rows.count || rows.count * 10 >= sent.rowCount * 8
  }
  var hasKey: Bool { sent.keyPlaces.allSatisfy { places[$0] != nil } }
  var hasEditable: Bool { sent.editablePlaces.contains { places[$0] != nil } }
  /// The first column of the key that is missing, by its header.
  var missingKey: String? {
    sent.keyPlaces.first { places[$0] == nil }.map { sent.columns[$0].header }
  }

  private var data: ArraySlice<ReturnedFile.Row> { sheet.rows[(headerRow + 1)...] }

  /// Columns of the sheet with a header that none of the columns handed out has.
  private var otherColumns: [Int] {
    let cells = sheet.rows[headerRow].cells
    return cells.indices.filter { place in cells[place] != nil && !places.contains(place) }
  }

  // MARK: Renamed columns

  private mutating func findRenamedKeys() {
    for place in sent.keyPlaces where places[place] == nil {
      let column = sent.columns[place]
      let known = Set((0..<sent.rowCount).map { column.shown.value(at: $0).text(in: sent.zone) })
      let candidates = otherColumns.filter { other in
        let cells = data.compactMap { $0.cell(other)?.text }
        return !cells.isEmpty && cells.count { known.contains($0) } * 10 >= cells.count * 8
      }
      if candidates.count == 1 { take(candidates[0], for: place) }
    }
  }

  /// Takes a column with another header for one that is missing, if most of its cells are what was handed out.
  private mutating func findRenamedColumns() {
    for place in sent.editablePlaces where places[place] == nil {
      let column = sent.columns[place]
      let filled = rows.filter { !reading.isSame(nil, column.shown.value(at: $0.row)) }
      let candidates = otherColumns.filter { other in
        if filled.isEmpty { return other == place }
        let same = filled.count { reading.isSame($0.found.cell(other), column.shown.value(at: $0.row)) }
        return same * 2 >= filled.count
      }
      if candidates.count == 1 {
        take(candidates[0], for: place)
      } else {
        notes.append("column '\(column.header)' is not there any more; nothing of it is taken")
      }
    }
  }

  private mutating func take(_ other: Int, for place: Int) {
    places[place] = other
    let header = sheet.rows[headerRow].cell(other)?.text ?? ""
    notes.append("column '\(header)' is taken for '\(sent.columns[place].header)'")
  }

  // MARK: Rows

  /// Finds the rows by their key.
  ///
  /// - Throws: a diagnostic if somebody changed the key of a row.
  mutating func findRows(in file: String) throws {
    var unknown: [(found: ReturnedFile.Row, key: String)] = []
    var seen: Set<Int> = []
    let last = data.last?.line
    for found in data {
      let cells = sent.keyPlaces.map { found.cell(places[$0]!) }
      let known = row(with: cells)
      if hasTotals(found, isLast: found.line == last, isOther: known.map(seen.contains) ?? true) { continue }
      if let row = known {
        rows.append((row, found))
        seen.insert(row)
        continue
      }
      let holdsEdits = sent.editablePlaces.contains { place in
        places[place].flatMap { found.cell($0) }.map { !$0.text.isEmpty } ?? false
      }
      if cells.contains(where: { $0 != nil }) || holdsEdits {
        unknown.append((found, cells.map { $0?.text ?? "" }.joined(separator: ", ")))
      }
    }
    findRenamedColumns()
    if let recipients = sent.recipients { try leaveOthers(recipients, &unknown, &seen, in: file) }
    try refuseChangedKeys(unknown, seen, file)
    for (found, key) in unknown {
      notes.append(
        key.allSatisfy { $0 == "," || $0 == " " }
          ? "row \(found.line) has no key; nothing of it is taken"
          : "row \(found.line) ('\(key)') is not one of the rows that were sent; nothing of it is taken")
    }
  }

  /// Whether a row is that of the totals, which the sheet's programs compute, or store as values.
  ///
  /// - Parameter isOther: whether it cannot be a row that was sent, by its key.
  private func hasTotals(_ found: ReturnedFile.Row, isLast: Bool, isOther: Bool) -> Bool {
    guard !sent.totalPlaces.isEmpty, isLast || found.cells.contains(where: { $0?.isFormula == true }) else {
      return false
    }
    let totals = sent.totalPlaces.compactMap { places[$0].flatMap { found.cell($0) } }
    // The first column has the word for it.
    let others = sent.columns.indices.dropFirst().filter { !sent.totalPlaces.contains($0) }
    let isBare = others.allSatisfy { place in
      ReturnedValue.isBlank(places[place].flatMap { found.cell($0) }?.text ?? "")
    }
    return isBare && (totals.contains(where: \.isFormula) || isLast && isOther)
  }

  /// Leaves the rows of other recipients, which were not sent in this file: that of most rows is the one that it was made
  /// for, as it does not say it.
  private mutating func leaveOthers(
    _ recipients: Column, _ unknown: inout [(found: ReturnedFile.Row, key: String)], _ seen: inout Set<Int>,
    in file: String
  ) throws {
    let counts = Dictionary(rows.map { (recipients.value(at: $0.row), 1) }, uniquingKeysWith: +)
    guard counts.count > 1, let most = counts.max(by: { $0.value < $1.value }) else { return }
    guard most.value * 2 > rows.count else {
      throw Diagnostic(
        .init(.returnedFile, "'\(file)' has rows of several recipients, and does not say whose it is"),
        reason: "only rows of the recipient that a file was sent to can be corrected in it",
        hint: "send back the workbook itself, saved as .xlsx")
    }
    for (row, found) in rows where recipients.value(at: row) != most.key {
      seen.remove(row)
      unknown.append((found, sent.keyText(of: row).joined(separator: ", ")))
    }
    rows.removeAll { recipients.value(at: $0.row) != most.key }
    unknown.sort { $0.found.line < $1.found.line }
    recipient = most.key
  }

  /// The row of the table with this key.
  private func row(with cells: [ReturnedFile.Cell?]) -> Int? {
    var key: [String] = []
    for (place, cell) in zip(sent.keyPlaces, cells) {
      guard let value = try? value(cell, of: sent.columns[place]), value != .null else { return nil }
      key.append(value.text(in: sent.zone))
    }
    if let row = sent.rowOfKey[key] { return row }
    // A program that takes `007` for a number shows 7.
    guard cells.contains(where: { $0?.kind == .number || $0?.kind == .written }) else { return nil }
    let matching = search.rows(like: zip(sent.keyPlaces, cells).map { ($0, $1) }, most: 2)
    return matching.count == 1 ? matching[0] : nil
  }

  /// Finds the rows and columns that somebody has moved.
  ///
  /// - Throws: a diagnostic that names the rows with the key of another one.
  mutating func findMoved(in file: String) throws {
    let moved = MovedRows(in: self)
    if !moved.withOtherKeys.isEmpty {
      throw changedKeys(
        moved.withOtherKeys.map { entry in
          let now = sent.keyPlaces.map { entry.found.cell(places[$0]!)?.text ?? "" }
          return (entry.found.line, entry.other, now.joined(separator: ", "))
        }, file)
    }
    heldRows = moved.reasons
    doubtfulRows = moved.doubts
    movedColumns = MovedColumns(in: self).counts
  }

  /// Notes the columns that somebody has changed although they may not be. What a book of rejects says beside the raw
  /// fields is Acta's own, and another version may say it in other words.
  mutating func noteFixedColumns() {
    if CorrectionFile.isRejects(sent.table) { return }
    for place in fixedPlaces {
      let column = sent.columns[place]
      let changed = rows.count { row, found in
        !isUnchanged(found.cell(places[place]!), column, row: row)
      }
      if changed > 0 {
        notes.append(
          "column '\(column.header)' has other values in \(counted(changed, "row")), and is not one that may be changed; nothing of it is taken"
        )
      }
    }
  }

  /// Notes the columns that somebody has added to the workbook's sheet. Another file may have more columns of the table.
  mutating func noteAddedColumns() {
    if CorrectionFile.isRejects(sent.table) || !sent.isSheet(named: sheet.name) { return }
    let rows = sheet.rows[headerRow...]
    for place in 0..<(rows.map(\.cells.count).max() ?? 0) where !places.contains(place) {
      let cells = rows.compactMap { $0.cell(place) }.filter { !ReturnedValue.isBlank($0.text) }
      if cells.isEmpty { continue }
      let header = sheet.rows[headerRow].cell(place)?.text ?? ""
      let name = ReturnedValue.isBlank(header) ? CellPlace.letters(ofColumn: place) : header
      notes.append("column '\(name)' is not one that was sent; nothing of it is taken")
    }
  }

  /// The columns that are there and may be changed.
  var editablePlaces: [Int] { sent.editablePlaces.filter { places[$0] != nil } }

  /// The columns that are there and may not be changed, but for those of the key.
  var fixedPlaces: [Int] {
    let keys = Set(sent.keyPlaces)
    return sent.columns.indices.filter {
      !keys.contains($0) && !sent.columns[$0].isEditable && places[$0] != nil
    }
  }

  /// So many rows with another key are named.
  private static let named = 10

  private func changedKeys(_ changed: [(line: Int, old: Int, key: String)], _ file: String) -> Diagnostic {
    let place = "\(sheet.name.isEmpty ? "" : " of sheet '\(sheet.name)'") of '\(file)'"
    func words(_ row: (line: Int, old: Int, key: String)) -> String {
      "was '\(sent.keyText(of: row.old).joined(separator: ", "))' and is '\(row.key)' now"
    }
    if changed.count == 1 {
      return Diagnostic(
        .init(
          .returnedFile, "row \(changed[0].line)\(place) has another key than the row that was sent"),
        reason: "it \(words(changed[0])); rows are found by it",
        hint: "put the key back, and correct it where the data come from")
    }
    let named = changed.prefix(ReturnedSheet.named).map { "that of row \($0.line) \(words($0))" }
    let rest = changed.count - named.count
    return Diagnostic(
      .init(
        .returnedFile, "\(changed.count) rows\(place) have other keys than the rows that were sent"),
      reason: (named + (rest > 0 ? ["\(rest) more are others, too"] : [])).joined(separator: "; ")
        + "; rows are found by them",
      hint: "put the keys back; when you sort, sort all columns together")
  }

  /// A row that is not one of those sent and has everything else of one that is missing has another key now.
  private func refuseChangedKeys(
    _ unknown: [(found: ReturnedFile.Row, key: String)], _ seen: Set<Int>, _ file: String
  ) throws {
    if unknown.isEmpty || seen.count == sent.rowCount { return }
    let others = fixedPlaces
    let compared = others.isEmpty ? editablePlaces : others
    for (found, key) in unknown {
      let filled = compared.filter { found.cell(places[$0]!) != nil }
      if filled.isEmpty { continue }
      let cells = compared.map { ($0, found.cell(places[$0]!)) }
      let isMissing = { (row: Int) in
        !seen.contains(row)
          && (recipient == nil || sent.recipients?.value(at: row) == recipient)
      }
      guard let old = search.rows(like: cells, most: 1, where: isMissing).first else { continue }
      throw changedKeys([(found.line, old, key)], file)
    }
  }

  // MARK: Values

  /// The value of a cell in the table: what its label stands for, if the column has labels.
  func value(_ cell: ReturnedFile.Cell?, of column: HandedOutSheet.SheetColumn) throws(ReturnedValue
    .Unreadable)
    -> Value
  {
    guard let cell, !ReturnedValue.isBlank(cell.text) else { return .null }
    if cell.kind != .unreadable, let meaning = column.meanings[HeaderMatching.key(cell.text)] {
      return meaning
    }
    let value = try reading.value(cell, as: column.values.type)
    // A number in a column of texts is written as the file writes numbers.
    guard cell.kind == .number, let decimal = column.decimal, case .text(let text) = value else {
      return value
    }
    return .text(text.replacing(".", with: String(UnicodeScalar(decimal))))
  }

  /// Whether the cell shows what was sent.
  func isUnchanged(_ cell: ReturnedFile.Cell?, _ column: HandedOutSheet.SheetColumn, row: Int) -> Bool {
    if reading.isSame(cell, column.shown.value(at: row)) { return true }
    guard let cell else { return false }
    if !column.meanings.isEmpty {
      // Other files show the value itself, or another label of it.
      let value = column.values.value(at: row)
      let meaning = column.meanings[HeaderMatching.key(cell.text)]
      if meaning.map({ $0.isSame(as: value) }) ?? reading.isSame(cell, value) { return true }
    }
    return cell.kind == .written && sent.written.isText(cell.text, of: column, row: row)
  }
}
