package import Tables

extension Column {
  /// The rows with this value. Texts are compared by code point; null finds the null rows.
  package func rows(equalTo value: Value) -> [Int32] {
    guard value == .null || value.type == type else { return [] }
    return unsafe withKeyViews([self, .repeating(value, type: type, count: 1)]) { views in
      let (mine, wanted) = unsafe (views[0], views[1])
      return (0..<count).filter { unsafe mine.equals($0, wanted, 0) }.map { Int32($0) }
    }
  }
}
