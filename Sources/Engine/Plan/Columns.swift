/// The columns that somebody reads of a table.
package enum Columns: Sendable, Equatable {
  /// All, those included that are known only once the files are read.
  case all
  case only(Set<String>)

  package static let empty = Columns.only([])

  package func contains(_ name: String) -> Bool {
    switch self {
    case .all: true
    case .only(let names): names.contains(name)
    }
  }

  /// The names where they are listed; nil for all.
  package var names: Set<String>? {
    switch self {
    case .all: nil
    case .only(let names): names
    }
  }

  func union(_ other: Columns) -> Columns {
    guard case .only(let a) = self, case .only(let b) = other else { return .all }
    return .only(a.union(b))
  }

  func union(_ others: some Sequence<String>) -> Columns { union(.only(Set(others))) }

  func subtracting(_ others: some Sequence<String>) -> Columns {
    switch self {
    case .all: .all
    case .only(let names): .only(names.subtracting(others))
    }
  }

  /// Those of `names` that are among these.
  func intersection(_ names: some Sequence<String>) -> Columns { .only(Set(names.filter(contains))) }

  package func isSubset(of other: Columns) -> Bool {
    switch (self, other) {
    case (_, .all): true
    case (.all, .only): false
    case (.only(let a), .only(let b)): a.isSubset(of: b)
    }
  }
}
