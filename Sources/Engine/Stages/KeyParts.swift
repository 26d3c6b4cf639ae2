internal import Tables

extension Table {
  /// The rows by a hash of their keys: equal keys come into one part.
  ///
  /// - Parameters:
  ///   - types: the types as which keys are compared; nil: their own.
  ///   - seed: of the hashes; another one divides rows that an earlier one brought together.
  func rows(
    byHashOf keys: [String], as types: [ColumnType]? = nil, parts: Int, seed: UInt64 = 1
  ) -> [[Int32]] {
    var hashes = [UInt64](repeating: mixed(0x51A6_E5, seed), count: rowCount)
    for (index, key) in keys.enumerated() {
      var column = column(named: key)!
      if let types { column = column.widened(to: types[index]) }
      column.mixHashes(of: 0..<rowCount, into: &hashes)
    }
    return Tables.rows(byPartOf: hashes, among: parts)
  }
}
