internal import Tables

/// The loops that text kernels share: a row's bytes are lent as a span, results are collected.
extension TextVector {
  /// A plain value of every text.
  @inline(__always)
  func map<Result: BitwiseCopyable & Sendable & Equatable>(
    filler: Result, _ body: (Span<UInt8>) -> Result
  ) -> PlainVector<Result> {
    let bytes = text.bytes.span
    let results = [Result](capacity: count) { output in
      for row in 0..<count {
        output.append(validity[row] ? body(bytes.extracting(range(row))) : filler)
      }
    }
    return PlainVector(results, validity: validity)
  }

  /// A plain value of every text, or null.
  @inline(__always)
  func compactMap<Result: BitwiseCopyable & Sendable & Equatable>(
    filler: Result, _ body: (Span<UInt8>) -> Result?
  ) -> PlainVector<Result> {
    let bytes = text.bytes.span
    var bits = BitmapBuilder(capacity: count)
    let results = [Result](capacity: count) { output in
      for row in 0..<count {
        let result = validity[row] ? body(bytes.extracting(range(row))) : nil
        bits.append(result != nil)
        output.append(result ?? filler)
      }
    }
    return PlainVector(results, validity: bits.validity)
  }

  /// A plain value of every two texts; null where either is.
  @inline(__always)
  func combined(
    with other: TextVector, _ body: (Span<UInt8>, Span<UInt8>) -> Bool
  ) -> PlainVector<Bool> {
    let both = validity.intersection(other.validity)
    let left = text.bytes.span
    let right = other.text.bytes.span
    let results = [Bool](capacity: count) { output in
      if other.isConstant {
        let constant = right.extracting(other.range(0))
        for row in 0..<count { output.append(body(left.extracting(range(row)), constant)) }
      } else {
        for row in 0..<count {
          output.append(body(left.extracting(range(row)), right.extracting(other.range(row))))
        }
      }
    }
    return PlainVector(results, validity: both)
  }

  /// A text of every row that `validity` keeps; `body` appends its bytes, and makes the row null
  /// by returning false.
  @inline(__always)
  func mapText(
    keeping validity: Validity, _ body: (Int, Span<UInt8>, inout [UInt8]) -> Bool
  ) -> TextVector {
    let source = text.bytes.span
    let size = isConstant || count == 0 ? 0 : range(count - 1).upperBound - range(0).lowerBound
    var output = TextOutput(rows: count, bytes: size)
    for row in 0..<count {
      if validity[row] {
        output.endRow(isValid: body(row, source.extracting(range(row)), &output.bytes))
      } else {
        output.endRow(isValid: false)
      }
    }
    return output.vector
  }
}

/// Texts being written, row after row.
struct TextOutput {
  var bytes: [UInt8] = []
  private var offsets: [UInt32]
  private var bits: BitmapBuilder

  init(rows: Int, bytes capacity: Int = 0) {
    offsets = []
    offsets.reserveCapacity(rows + 1)
    offsets.append(0)
    bits = BitmapBuilder(capacity: rows)
    bytes.reserveCapacity(capacity)
  }

  /// Ends the row whose bytes were appended; a null row keeps none of them.
  mutating func endRow(isValid: Bool) {
    if !isValid, let end = offsets.last, bytes.count > Int(end) {
      bytes.removeLast(bytes.count - Int(end))
    }
    precondition(bytes.count <= UInt32.max, "a text column holds up to 4 GiB")
    offsets.append(UInt32(bytes.count))
    bits.append(isValid)
  }

  var vector: TextVector {
    let column = TextColumn(bytes: bytes, offsets: offsets, validity: bits.validity)
    return TextVector(column, 0..<column.count)
  }
}
