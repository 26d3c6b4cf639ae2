/// The survey of a file's columns, with the other results of reading it.
package struct CSVSurvey: Sendable {
  /// Without columns.
  package var rows: FileRows
  /// The columns that have a header or a value, in order.
  package var columns: [(plan: ColumnSpec, survey: ColumnSurvey)]
}

extension CSVReader {
  /// Examines all values chunk by chunk, keeping none.
  ///
  /// - Returns: nil if the file does not have the encoding that its beginning suggested.
  package func survey() throws -> CSVSurvey? {
    if options.delimited.hasRowRules { return try prepared().surveyRows() }
    return try surveyRows()
  }

  private func surveyRows() throws -> CSVSurvey? {
    let matching = try matching()
    let plan = plan(matching)
    let reader = ChunkReader(source: file.source, plan: plan, cellLimit: options.limits.cell)
    let content = try readPieces(reader, into: []) { piece in
      var piece = piece
      piece.surveys = piece.columns.map { column in
        guard case .text(let text) = column else { return ColumnSurvey() }
        return ColumnSurvey(text)
      }
      return piece
    }
    let pieces = content.pieces
    if isMisread(pieces) { return nil }
    var surveys = plan.columns.map { _ in ColumnSurvey() }
    for piece in pieces where piece.kept > 0 {
      for column in surveys.indices { surveys[column].append(piece.surveys[column]) }
    }
    let found = zip(plan.columns, surveys).filter { plan, survey in
      !(plan.isDroppedIfEmpty && survey.nullCount == survey.count)
    }
    var rows = try account(of: content, matching)
    rows.fields = found.map { Field($0.0.name, $0.0.type) }
    return CSVSurvey(rows: rows, columns: found.map { (plan: $0, survey: $1) })
  }
}
