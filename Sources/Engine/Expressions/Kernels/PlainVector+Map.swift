internal import Tables

/// Loops shared by the kernels over plain values. They also compute the filler under nulls, which keeps
/// them free of branches; validity marks the real values.
extension PlainVector {
  /// Maps every value.
  @inline(__always)
  func map<Result: BitwiseCopyable & Sendable & Equatable>(
    _ body: (Element) -> Result
  ) -> PlainVector<Result> {
    let source = values.span
    if isConstant {
      let result = body(source[0])
      return PlainVector<Result>(
        constant: validity.mayHaveNulls ? nil : result, filler: result, count: count)
    }
    let stretch = source.extracting(start..<start + count)
    let results = [Result](capacity: count) { output in
      for row in 0..<stretch.count { output.append(body(stretch[row])) }
    }
    return PlainVector<Result>(results, validity: validity)
  }

  /// Maps every value to another one or to null.
  @inline(__always)
  func compactMap<Result: BitwiseCopyable & Sendable & Equatable>(
    filler: Result, _ body: (Element) -> Result?
  ) -> PlainVector<Result> {
    var bits = BitmapBuilder(capacity: count)
    let results = [Result](capacity: count) { output in
      for row in 0..<count {
        let result = validity[row] ? body(self[row]) : nil
        bits.append(result != nil)
        output.append(result ?? filler)
      }
    }
    return PlainVector<Result>(results, validity: bits.validity)
  }

  /// Combines each value with its counterpart; null if either is null.
  @inline(__always)
  func combined<
    Other: BitwiseCopyable & Sendable & Equatable, Result: BitwiseCopyable & Sendable & Equatable
  >(
    with other: PlainVector<Other>, _ body: (Element, Other) -> Result
  ) -> PlainVector<Result> {
    let both = validity.intersection(other.validity)
    let left = values.span
    let right = other.values.span
    let results: [Result]
    switch (isConstant, other.isConstant) {
    case (false, false):
      let a = left.extracting(start..<start + count)
      let b = right.extracting(other.start..<other.start + count)
      results = [Result](capacity: count) { output in
        for row in 0..<a.count { output.append(body(a[row], b[row])) }
      }
    case (false, true):
      let a = left.extracting(start..<start + count)
      let b = right[0]
      results = [Result](capacity: count) { output in
        for row in 0..<a.count { output.append(body(a[row], b)) }
      }
    case (true, false):
      let a = left[0]
      let b = right.extracting(other.start..<other.start + count)
      results = [Result](capacity: count) { output in
        for row in 0..<b.count { output.append(body(a, b[row])) }
      }
    case (true, true):
      results = Array(repeating: body(left[0], right[0]), count: count)
    }
    return PlainVector<Result>(results, validity: both)
  }

  /// Makes the rows null for which `isKept` is false.
  func masked(_ isKept: (Int) -> Bool) -> PlainVector {
    var bits = BitmapBuilder(capacity: count)
    for row in 0..<count { bits.append(validity[row] && isKept(row)) }
    if isConstant { return PlainVector(Array(repeating: values[0], count: count), validity: bits.validity) }
    return PlainVector(Array(values[start..<start + count]), validity: bits.validity)
  }
}

/// A validity bitmap built row by row.
struct BitmapBuilder {
  private var words: [UInt64] = []
  private var word: UInt64 = 0
  private var count = 0

  init(capacity: Int) { words.reserveCapacity((capacity + 63) / 64) }

  @inline(__always)
  mutating func append(_ isValid: Bool) {
    word |= (isValid ? 1 : 0) << UInt64(count & 63)
    count &+= 1
    if count & 63 == 0 {
      words.append(word)
      word = 0
    }
  }

  var validity: Validity {
    Validity(words: count & 63 == 0 ? words : words + [word], count: count)
  }
}
