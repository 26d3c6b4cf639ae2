internal import Tables

extension Column {
  /// Mixes each row's value into `hashes[row - range.lowerBound]`. Equal values of one type, and all
  /// nulls, give equal hashes.
  func mixHashes(of range: Range<Int>, into hashes: inout [UInt64]) {
    switch self {
    case .text(let column):
      column.mixHashes(of: range, into: &hashes)
    case .integer(let column), .datetime(let column):
      mix(column, range, &hashes) { UInt64(bitPattern: $0) }
    case .number(let column):
      // -0.0 equals 0.0, so both must have one hash.
      mix(column, range, &hashes) { ($0 == 0 ? 0.0 : $0).bitPattern }
    case .boolean(let column):
      mix(column, range, &hashes) { $0 ? 1 : 2 }
    case .date(let column):
      mix(column, range, &hashes) { UInt64(bitPattern: Int64($0)) }
    }
  }

  @inline(__always)
  private func mix<E>(
    _ column: PlainColumn<E>, _ range: Range<Int>, _ hashes: inout [UInt64], _ bits: (E) -> UInt64
  ) {
    let base = range.lowerBound
    if column.validity.mayHaveNulls {
      for row in range {
        hashes[row - base] = mixed(
          hashes[row - base], column.validity[row] ? bits(column.values[row]) : nullBits)
      }
    } else {
      for row in range { hashes[row - base] = mixed(hashes[row - base], bits(column.values[row])) }
    }
  }
}

private let nullBits: UInt64 = 0x6E75_6C6C_6E75_6C6C
