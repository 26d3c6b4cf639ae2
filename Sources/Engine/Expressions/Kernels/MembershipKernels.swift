internal import Tables

/// `x in [a, b]`: true if any element is equal; else null if `x` or an element is null; else false.
/// Nothing is in an empty list, not even null.
enum MembershipKernels {
  static func evaluate(
    _ value: BoundNode, _ elements: [BoundNode], isNegated: Bool, on batch: Batch
  ) throws -> PlainVector<Bool> {
    let subject = try value.evaluate(on: batch)
    if elements.isEmpty {
      return PlainVector(constant: isNegated, filler: false, count: batch.count)
    }
    var isNullListed = false
    var found: PlainVector<Bool>
    var rest = elements
    if case .text(let texts) = subject {
      // All constants of the list are looked up at once.
      found = contains(texts, elements)
      rest = elements.filter { $0.constant == nil || $0.constant == .null }
    } else {
      found = PlainVector(constant: false, filler: false, count: batch.count)
    }
    for element in rest {
      if element.constant == .null {
        isNullListed = true
        continue
      }
      let equal = ComparisonKernels.compare(.equal, subject, try element.evaluate(on: batch))
      found = either(found, equal)
    }
    if isNullListed {
      found = either(found, PlainVector(constant: nil, filler: false, count: batch.count))
    }
    return isNegated ? found.map { !$0 } : found
  }

  private static func contains(_ subject: TextVector, _ elements: [BoundNode]) -> PlainVector<Bool> {
    var listed = ByteIndex()
    for case .text(let text)? in elements.map(\.constant) { _ = listed.insert(text.utf8.span) }
    if listed.count == 0 { return PlainVector(constant: false, filler: false, count: subject.count) }
    return subject.map(filler: false) { listed.find($0) != nil }
  }

  private static func either(_ a: PlainVector<Bool>, _ b: PlainVector<Bool>) -> PlainVector<Bool> {
    LogicKernels.joined(a, b, deciding: true)
  }
}
