/// The corrections of an input's rejected rows.
package struct RejectCorrections: Sendable {
  package struct Correction: Sendable {
    /// Among the rows of the file of corrections.
    package var row: Int
    package var column: String
    /// Empty for an empty field.
    package var from: String
    package var to: String

    package init(row: Int, column: String, from: String, to: String) {
      (self.row, self.column, self.from, self.to) = (row, column, from, to)
    }
  }

  package enum Outcome: Sendable, Equatable {
    case applied
    /// The field has the value already, or the file has the corrected row.
    case done
    /// The field has another text.
    case other(String)
    case unknownColumn
  }

  /// By ``RejectKey/text(_:)``, in the order of the file.
  package private(set) var byKey: [String: [Correction]] = [:]

  package init() {}

  package var isEmpty: Bool { byKey.isEmpty }

  package mutating func add(_ correction: Correction, to key: String) {
    byKey[key, default: []].append(correction)
  }

  /// Changes the fields of a row; each correction is applied to what the one before it made.
  ///
  /// - Returns: the corrections that were applied, by their rows.
  static func apply(
    _ corrections: [Correction], to fields: inout [String?], _ specs: [ColumnSpec],
    _ outcomes: inout [Int: Outcome]
  ) -> [Int] {
    var applied: [Int] = []
    var settled: Set<String> = []
    var open: [Correction] = []
    for correction in corrections {
      guard let place = specs.firstIndex(where: { $0.name == correction.column }) else {
        note(.unknownColumn, of: correction, &outcomes)
        continue
      }
      let found = fields[place] ?? ""
      if found == correction.from, found != correction.to {
        fields[place] = correction.to.isEmpty ? nil : correction.to
        applied.append(correction.row)
        settled.insert(correction.column)
        note(.applied, of: correction, &outcomes)
      } else if found == correction.to {
        settled.insert(correction.column)
        note(.done, of: correction, &outcomes)
      } else {
        open.append(correction)
        note(.other(found), of: correction, &outcomes)
      }
    }
    // A later correction of the same field makes those before it history.
    for correction in open where settled.contains(correction.column) {
      note(.done, of: correction, &outcomes)
    }
    return applied
  }

  /// Keeps the best outcome of a correction that several rows have.
  static func note(_ outcome: Outcome, of correction: Correction, _ outcomes: inout [Int: Outcome]) {
    if outcome.rank >= outcomes[correction.row]?.rank ?? 0 { outcomes[correction.row] = outcome }
  }
}

extension RejectCorrections.Outcome {
  fileprivate var rank: Int {
    switch self {
    case .unknownColumn: 0
    case .other: 1
    case .done: 2
    case .applied: 3
    }
  }
}

extension [Int: RejectCorrections.Outcome] {
  /// Adds those of another file.
  package mutating func add(_ others: Self) {
    merge(others) { $0.rank >= $1.rank ? $0 : $1 }
  }
}
