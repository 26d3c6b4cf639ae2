internal import Tables

/// A set of columns of a table.
package enum Columns: Sendable, Equatable {
  /// All columns, including those known only when the files are read. Some of them may be named by the job: a pivot
  /// makes those also if no row gives them.
  case every(named: Set<String>)
  case only(Set<String>)

  package static let empty = Columns.only([])
  package static let all = Columns.every(named: [])

  package func contains(_ name: String) -> Bool {
    switch self {
    case .every: true
    case .only(let names): names.contains(name)
    }
  }

  /// The listed names; nil for all.
  package var names: Set<String>? {
    switch self {
    case .every: nil
    case .only(let names): names
    }
  }

  /// The columns that the job names, whether others are read as well or not.
  var named: Set<String> {
    switch self {
    case .every(let names), .only(let names): names
    }
  }

  func union(_ other: Columns) -> Columns {
    replacing(named.union(other.named), isEvery: names == nil || other.names == nil)
  }

  func union(_ others: some Sequence<String>) -> Columns { union(.only(Set(others))) }

  func subtracting(_ others: some Sequence<String>) -> Columns { replacing(named.subtracting(others)) }

  /// The same set with other names.
  func replacing(_ names: Set<String>, isEvery: Bool? = nil) -> Columns {
    isEvery ?? (self.names == nil) ? .every(named: names) : .only(names)
  }

  /// Of all columns, only those are named that the schema may lack: no others depend on being named.
  func naming(undeclaredOf schema: Schema) -> Columns {
    guard case .every(let names) = self else { return self }
    if schema.undeclared == nil { return .all }
    return .every(named: names.filter { schema.index(of: $0) == nil })
  }

  func intersection(_ names: some Sequence<String>) -> Columns { .only(Set(names.filter(contains))) }

  package func isSubset(of other: Columns) -> Bool {
    switch (self, other) {
    case (_, .every): true
    case (.every, .only): false
    case (.only(let a), .only(let b)): a.isSubset(of: b)
    }
  }
}

/// `"all"`, or a sorted list of names; `{"all": [names]}` if some of all are named.
extension Columns: Codable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let named = try? container.decode([String: [String]].self) {
      self = .every(named: Set(named["all"] ?? []))
    } else if let word = try? container.decode(String.self) {
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
    case .every(let names) where names.isEmpty: try container.encode("all")
    case .every(let names): try container.encode(["all": names.sorted()])
    case .only(let names): try container.encode(names.sorted())
    }
  }
}
