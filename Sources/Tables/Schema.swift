/// A column's name and type.
package struct Field: Sendable, Hashable, Codable {
  package var name: String
  package var type: ColumnType

  package init(_ name: String, _ type: ColumnType) {
    self.name = name
    self.type = type
  }

  /// The source of a row; kept only if a job uses it, and never exported. The names begin with NUL, so
  /// no header or YAML name can equal them.
  package static let sourceFile = Field("\0source_file", .text)
  package static let sourceLine = Field("\0source_line", .integer)

  package var isProvenance: Bool { name.utf8.first == 0 }
}

/// The columns of a table, in order; names are unique.
package struct Schema: Sendable, Equatable {
  package private(set) var fields: [Field]
  private var indexes: [String: Int]
  /// Set while a job is checked without data: the file may have undeclared columns, and an unknown name
  /// counts as one of them, of this type.
  package var undeclared: ColumnType?
  /// The part of the schema that is unknown because of an error reported earlier.
  package var doubts = Doubts()

  /// Columns that are unknown because of an error. Uses of them are not checked.
  package struct Doubts: Sendable, Equatable {
    /// Names that may be columns, of any type.
    package var names: Set<String> = []
    /// Whether any name may be a column.
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

  /// The schema of a table of which nothing is known.
  package static var unknown: Schema {
    var schema = Schema()
    schema.doubts.isAnyName = true
    return schema
  }

  package func isDoubtful(_ name: String) -> Bool {
    doubts.names.contains(name) || (doubts.isAnyName && indexes[name] == nil)
  }

  /// Marks all columns and their types as unknown.
  package mutating func doubtAll() {
    doubts.names.formUnion(names)
    doubts.isAnyName = true
  }

  /// Adds a column; nil means that its type is unknown.
  package mutating func set(_ name: String, _ type: ColumnType?) {
    set(Field(name, type ?? .text))
    if type == nil { doubts.names.insert(name) } else { doubts.names.remove(name) }
  }

  package func index(of name: String) -> Int? { indexes[name] }
  package func field(named name: String) -> Field? { indexes[name].map { fields[$0] } }
  package var names: [String] { fields.map(\.name) }
  /// The names that users can write: all but provenance.
  package var visibleNames: [String] { fields.lazy.filter { !$0.isProvenance }.map(\.name) }

  /// Adds a column, or changes the type of the column with that name.
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
