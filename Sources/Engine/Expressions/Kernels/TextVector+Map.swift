internal import Tables

/// Loops shared by the text kernels. The bytes of a row are passed as a span.
extension TextVector {
  /// Maps each text to a plain value.
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

  /// Maps each text to a plain value or null.
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

  /// Maps each pair of texts to a plain value; null if either is null.
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

  /// Makes a text for each valid row. `body` appends its bytes, and returns false to make the row null.
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

/// Texts written row by row.
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

  /// Ends the row; a null row discards the bytes appended for it.
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
