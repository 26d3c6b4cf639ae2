internal import Tables

/// `x in [a, b]`: true when one is equal; else null when `x` or one of the list is null; else false.
/// In an empty list there is nothing, not even null.
enum MembershipKernels {
  static func evaluate(
    _ value: BoundNode, _ elements: [BoundNode], isNegated: Bool, on batch: Batch
  ) throws -> PlainVector<Bool> {
    if elements.isEmpty {
      return PlainVector(constant: isNegated, filler: false, count: batch.count)
    }
    let subject = try value.evaluate(on: batch)
    var found = PlainVector(constant: false, filler: false, count: batch.count)
    var isNullListed = false
    for element in elements {
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

  private static func either(_ a: PlainVector<Bool>, _ b: PlainVector<Bool>) -> PlainVector<Bool> {
    LogicKernels.joined(a, b, deciding: true)
  }
}
