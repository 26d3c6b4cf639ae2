/// A column's name and type.
package struct Field: Sendable, Hashable, Codable {
  package var name: String
  package var type: ColumnType

  package init(_ name: String, _ type: ColumnType) {
    self.name = name
    self.type = type
  }

  /// Where a row came from; kept beside the rows only when a job asks, and never exported.
  /// No header or YAML name can be equal to these: they begin with NUL.
  package static let sourceFile = Field("\0source_file", .text)
  package static let sourceLine = Field("\0source_line", .integer)

  package var isProvenance: Bool { name.utf8.first == 0 }
}

/// The columns of a table, in order; names are unique.
package struct Schema: Sendable, Equatable {
  package private(set) var fields: [Field]
  private var indexes: [String: Int]
  /// Set while a job is checked without data: the file may have columns that nobody declared, and
  /// an unknown name stands for one of them, of this type.
  package var undeclared: ColumnType?
  /// What a mistake that has been reported leaves open.
  package var doubts = Doubts()

  /// Columns of which nothing is known because of a mistake: whatever uses them is not judged.
  package struct Doubts: Sendable, Equatable {
    /// Names that may stand for a column, of any type.
    package var names: Set<String> = []
    /// Whether any name may.
    package var isAnyName = false

    package init() {}
  }

  package init(_ fields: [Field] = [], undeclared: ColumnType? = nil) {
    self.fields = fields
    self.undeclared = undeclared
    indexes = Dictionary(
      fields.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    precondition(indexes.count == fields.count, "column names are unique")
  }

  /// The columns of a table of which nothing is known.
  package static var unknown: Schema {
    var schema = Schema()
    schema.doubts.isAnyName = true
    return schema
  }

  package func isDoubtful(_ name: String) -> Bool {
    doubts.names.contains(name) || (doubts.isAnyName && indexes[name] == nil)
  }

  /// Leaves open which columns there are, and of what types.
  package mutating func doubtAll() {
    doubts.names.formUnion(names)
    doubts.isAnyName = true
  }

  /// Adds a column; without a type, one whose type is not known.
  package mutating func set(_ name: String, _ type: ColumnType?) {
    set(Field(name, type ?? .text))
    if type == nil { doubts.names.insert(name) } else { doubts.names.remove(name) }
  }

  package func index(of name: String) -> Int? { indexes[name] }
  package func field(named name: String) -> Field? { indexes[name].map { fields[$0] } }
  package var names: [String] { fields.map(\.name) }
  /// The names a user can write: all but provenance.
  package var visibleNames: [String] { fields.lazy.filter { !$0.isProvenance }.map(\.name) }

  /// Adds a column, or changes the type of the one that has its name.
  package mutating func set(_ field: Field) {
    if let index = indexes[field.name] {
      fields[index] = field
    } else {
      indexes[field.name] = fields.count
      fields.append(field)
    }
  }

  package static func == (a: Schema, b: Schema) -> Bool {
    a.fields == b.fields && a.undeclared == b.undeclared
  }
}
