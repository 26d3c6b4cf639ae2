internal import Diagnostics
internal import JobSpec
internal import Tables

/// A table of rejects for people: its headers and reasons in the words of one language.
struct RejectsInWords {
  let words: BookWords
  /// The readers' name of a column of the input.
  let label: (String) -> String

  /// Readers see these only where a job lists them: what machines and those who mend files need.
  static let technicalColumns: Set<String> = ["code", "offset", "bytes"]

  func header(_ column: String) -> String { words.rejectColumns[column] ?? column }

  /// The same rows with the reasons in words: `Fecha de inscripción no es una fecha`.
  func table(_ table: Table) -> Table {
    guard case .text(let columns)? = table.column(named: "column"),
      case .text(let codes)? = table.column(named: "code")
    else { return table }
    var names: [String?] = []
    var sentences: [String?] = []
    for row in 0..<table.rowCount {
      let column = columns.validity[row] ? columns.string(at: row) : nil
      let reason = RejectReason(codes.validity[row] ? RejectCode(rawValue: codes.string(at: row)) : nil)
      let name = column.map(label)
      names.append(name)
      sentences.append(BookWords.filled(words.rejectReasons[reason] ?? "", ["column": name ?? ""]))
    }
    var result = table
    result.set("column", .text(TextColumn(names)))
    result.set("reason", .text(TextColumn(sentences)))
    return result
  }
}

extension Book {
  func rejectedInput(of table: String) -> Input? {
    writer.job.inputs.first { CorrectionFile.rejects(of: $0.name.value) == table }
  }
}
