/// How the rows of a table must be gathered before a step can process them, if they are distributed:
/// over several machines, or over files that do not fit into memory.
package enum Gathering: Sendable, Equatable {
  /// Not at all: each row is processed on its own.
  case nothing
  /// All rows with equal values in these columns together.
  case together(by: [String])
  /// All rows, sorted by these keys.
  case inOrder(by: [SortKey], collate: String?)
  /// The first rows of the table.
  case first(Int)
  /// All rows of the table.
  case all

  /// Rows with equal keys; without columns, all rows.
  static func groups(by columns: [String]) -> Gathering {
    columns.isEmpty ? .all : .together(by: columns)
  }
}

/// A column to sort by.
package struct SortKey: Sendable, Equatable, Codable {
  package let column: String
  package let isDescending: Bool

  private enum CodingKeys: String, CodingKey {
    case column
    case isDescending = "descending"
  }
}

/// Another table that a step reads in addition to its own.
package struct OtherTable: Sendable, Equatable {
  package let name: String
  /// How its rows must be gathered with those of the step's own table.
  package let gathering: Gathering
  /// Whether its rows become rows of the result, as in a union.
  package let bringsRows: Bool
}

/// `"nothing"`, `"all"`, or an object such as `{"together": ["email"]}`.
extension Gathering: Codable {
  private enum Key: String, CodingKey {
    case together
    case inOrder = "in_order"
    case collate, first
  }

  package init(from decoder: any Decoder) throws {
    if let word = try? decoder.singleValueContainer().decode(String.self) {
      switch word {
      case "nothing": self = .nothing
      case "all": self = .all
      default:
        throw DecodingError.dataCorrupted(
          .init(codingPath: decoder.codingPath, debugDescription: "'\(word)' is not a way to gather rows"))
      }
      return
    }
    let container = try decoder.container(keyedBy: Key.self)
    if let columns = try container.decodeIfPresent([String].self, forKey: .together) {
      self = .together(by: columns)
    } else if let keys = try container.decodeIfPresent([SortKey].self, forKey: .inOrder) {
      self = .inOrder(by: keys, collate: try container.decodeIfPresent(String.self, forKey: .collate))
    } else {
      self = .first(try container.decode(Int.self, forKey: .first))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    switch self {
    case .nothing:
      var container = encoder.singleValueContainer()
      try container.encode("nothing")
    case .all:
      var container = encoder.singleValueContainer()
      try container.encode("all")
    case .together(let columns):
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(columns, forKey: .together)
    case .inOrder(let keys, let collate):
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(keys, forKey: .inOrder)
      try container.encodeIfPresent(collate, forKey: .collate)
    case .first(let count):
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(count, forKey: .first)
    }
  }
}
