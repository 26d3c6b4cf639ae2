internal import Engine
internal import Formats
internal import JobSpec
internal import Tables

/// The list `rejects/<input>.csv`, in which people correct the text of a row.
extension HandedOutSheet {
  /// The lists of rejects that a run handed over, one for each input.
  static func rejectsLists(of snapshot: Snapshot, in workspace: Workspace) throws -> [HandedOutSheet] {
    try restoredRejects(of: snapshot, in: workspace).map { $0.book.handedOut(as: $0.data.rejects) }
  }
}

extension RejectsBook {
  /// The columns by which its rows are found.
  private static let key = ["file", "line"]

  /// As one of the lists that may come back.
  ///
  /// - Parameter rejects: see ``ReadingResult/rejectSchema``.
  fileprivate func handedOut(as rejects: Table) -> HandedOutSheet {
    let columns = zip(rejects.schema.names, rejects.columns).map { name, column in
      HandedOutSheet.SheetColumn(
        name: name, header: name, isEditable: name == CorrectionFile.raw, values: column, shown: column,
        meanings: [:], choices: nil)
    }
    let places = RejectsBook.key.map { name in columns.firstIndex { $0.name == name }! }
    let keys = (0..<rejects.rowCount).map { row in
      places.map { columns[$0].values.value(at: row).text(in: .utc) }
    }
    let texts = rejects.column(named: CorrectionFile.raw)!
    let known = Dictionary(
      rejected.rows.filter { !$0.isRead }.map { ([$0.file, "\($0.line)"], $0) },
      uniquingKeysWith: { first, _ in first })
    var list = handedOut(
      key: RejectsBook.key, columns: columns, keys: keys,
      keysOfCorrections: (0..<rejects.rowCount).map {
        [(CorrectionFile.raw, RejectKey.text(texts.value(at: $0).messageText))]
      })
    let book = self
    list.divided = { row, text throws(ReturnedValue.Unreadable) in
      guard let found = known[keys[row]] else {
        throw ReturnedValue.Unreadable(
          reason: "only the first \(RejectedRows.most) rejects can be corrected; correct the file itself")
      }
      guard let (old, new) = book.rejected.fields(of: found, replacedBy: text) else {
        throw ReturnedValue.Unreadable(
          reason:
            "the text cannot be divided into the fields of its row; correct them in the workbook of rejects"
        )
      }
      return zip(book.rejected.columns, zip(old, new)).compactMap { column, texts -> HandedOutSheet.Part? in
        texts.0 ?? "" == texts.1 ?? ""
          ? nil
          : (column.name, texts.0.map(Value.text) ?? .null, texts.1.map(Value.text) ?? .null)
      }
    }
    return list
  }
}

extension ReturnedFile {
  /// Whether it is `rejects/<input>.csv`, which names rows by file and line.
  var isRejectsList: Bool {
    let header = sheets.first?.rows.first?.cells.compactMap { $0?.text } ?? []
    return ["file", "line", "reason", CorrectionFile.raw].allSatisfy(header.contains)
  }
}
