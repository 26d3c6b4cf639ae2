/// A location in a text file: 1-based line and column; columns count Unicode scalars.
package struct SourceLocation: Sendable, Hashable, Comparable {
  /// The path as a user would type it, relative to the workspace if it is inside.
  package var file: String
  package var line: Int
  package var column: Int
  /// The number of scalars that the caret line underlines; at least 1.
  package var length: Int

  package init(file: String, line: Int = 1, column: Int = 1, length: Int = 1) {
    self.file = file
    self.line = line
    self.column = column
    self.length = max(1, length)
  }

  /// The location `offset` scalars further on the same line.
  package func advanced(by offset: Int, length: Int = 1) -> SourceLocation {
    SourceLocation(file: file, line: line, column: column + offset, length: length)
  }

  package static func < (a: SourceLocation, b: SourceLocation) -> Bool {
    (a.file, a.line, a.column) < (b.file, b.line, b.column)
  }
}

/// A value with its location in a file.
package struct Located<Value> {
  package var value: Value
  package var location: SourceLocation

  package init(_ value: Value, at location: SourceLocation) {
    self.value = value
    self.location = location
  }
}

extension Located: Sendable where Value: Sendable {}
extension Located: Equatable where Value: Equatable {}
