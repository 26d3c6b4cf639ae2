/// A set of columns of a table.
package enum Columns: Sendable, Equatable {
  /// All columns, including those known only when the files are read.
  case all
  case only(Set<String>)

  package static let empty = Columns.only([])

  package func contains(_ name: String) -> Bool {
    switch self {
    case .all: true
    case .only(let names): names.contains(name)
    }
  }

  /// The listed names; nil for all.
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

  /// The names that are in this set.
  func intersection(_ names: some Sequence<String>) -> Columns { .only(Set(names.filter(contains))) }

  package func isSubset(of other: Columns) -> Bool {
    switch (self, other) {
    case (_, .all): true
    case (.all, .only): false
    case (.only(let a), .only(let b)): a.isSubset(of: b)
    }
  }
}

/// `"all"`, or a sorted list of names.
extension Columns: Codable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let word = try? container.decode(String.self) {
      guard word == "all" else {
        throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected 'all' or a list")
      }
      self = .all
    } else {
      self = .only(Set(try container.decode([String].self)))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .all: try container.encode("all")
    case .only(let names): try container.encode(names.sorted())
    }
  }
}
