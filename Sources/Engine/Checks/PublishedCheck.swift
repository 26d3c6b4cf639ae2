internal import Tables
internal import Diagnostics
internal import JobSpec

/// `published: all`: every figure that has a published value is equal to it.
struct PublishedCheck: BoundCheck {
  var reads: [String: Set<String>?] { [:] }

  func judge(_ context: CheckContext) throws -> CheckFinding {
    var differing: [String] = []
    var compared = 0
    for figure in context.execution.figures {
      for item in figure.items where item.published != .null {
        compared += 1
        if item.value.asNumber != item.published.asNumber {
          let name = ([figure.figure.name.value] + [item.item].compactMap { $0 }).joined(separator: " · ")
          differing.append(
            "\(name) is \(item.value.messageText), published \(item.published.messageText)")
        }
      }
    }
    return CheckFinding(
      failing: differing.count,
      words: differing.isEmpty
        ? "all \(compared) published values are computed" : differing.joined(separator: "; "))
  }
}
