/// The cells of a few hundred rows, formatted by column and read by row.
///
///     bytes   c0r0 c0r1 c0r2 … c1r0 c1r1 c1r2 …
///     ends        ↑    ↑    ↑      ↑    ↑    ↑
///
/// Formatting by column checks the type once per column instead of once per cell. The bytes of a block
/// stay in the processor's cache until they are written in row order.
@usableFromInline
package struct CellBlock: ~Copyable {
  @usableFromInline package var bytes: OutputBuffer
  @usableFromInline var ends: [Int32] = [0]

  /// Reserves memory for this many short cells.
  package init(rows: Int, columns: Int) {
    bytes = OutputBuffer(capacity: rows * columns * 24)
    ends.reserveCapacity(rows * columns + 1)
  }

  package mutating func removeAll() {
    bytes.removeAll()
    ends.removeAll(keepingCapacity: true)
    ends.append(0)
  }

  /// Ends the current cell.
  @inlinable
  package mutating func endCell() { ends.append(Int32(truncatingIfNeeded: bytes.count)) }

  /// Appends one cell to `output`; `height` is the number of rows in the block.
  @inlinable @inline(__always)
  package func append(column: Int, row: Int, height: Int, to output: inout OutputBuffer) {
    let cell = column &* height &+ row
    output.append(bytes, from: Int(ends[cell]), to: Int(ends[cell + 1]))
  }
}
