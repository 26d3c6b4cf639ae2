package import Diagnostics

/// A set of labels for values: what people see instead of codes, in each language.
package struct ValueLabels: Sendable {
  package enum Source: Sendable {
    case texts([(code: String, label: LocalizedText)])
    /// A file below `Inputs/`: the column of codes, and the column of labels of each language.
    case file(Located<String>, code: Located<String>, columns: [(language: String, column: Located<String>)])
  }

  package var name: Located<String>
  package var source: Source

  /// The input that stands for the set's file in a job.
  package var inputName: String { "labels.\(name.value)" }

  /// The columns of the file that the set reads.
  package var columns: [Located<String>] {
    if case .file(_, let code, let columns) = source { [code] + columns.map(\.column) } else { [] }
  }
}

extension Job {
  package func labels(named name: String) -> ValueLabels? { labels.first { $0.name.value == name } }

  /// The set whose labels stand for the values of a column in figures, pivots and names of files: the one that a
  /// sheet gives to a column of this name, else the set of this name.
  package func labels(ofColumn column: String) -> ValueLabels? {
    let named = exports.flatMap(\.columns).first { $0.name.value == column && $0.labels != nil }?.labels?
      .value
    return labels(named: named ?? column)
  }
}

extension Export {
  /// Whether people read the file, and see labels in it.
  package var isForPeople: Bool {
    if case .csv(let csv) = self { csv.audience == .people } else { true }
  }

  /// The columns that its sheets list.
  package var columns: [ExportColumn] {
    switch self {
    case .csv(let csv): csv.columns ?? []
    case .workbook(let workbook):
      workbook.sheets.flatMap(\.tables).flatMap { $0.columns ?? [] }
    }
  }
}
