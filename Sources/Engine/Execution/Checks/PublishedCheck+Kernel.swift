internal import Tables

extension PublishedCheck: CheckKernel {
  func judge(_ context: CheckContext) throws -> CheckFinding {
    var differing: [String] = []
    var compared = 0
    for figure in context.execution.figures {
      for item in figure.items where item.isPublished {
        compared += 1
        if let difference = item.difference { differing.append("\(figure.label(of: item)) \(difference)") }
      }
    }
    let words =
      differing.isEmpty
      ? "all \(compared) published values are computed" : differing.joined(separator: "; ")
    return CheckFinding(failing: differing.count, judged: compared, words: words)
  }
}

extension FigureResult {
  /// `registered_by_category · Academia`
  fileprivate func label(of item: Item) -> String {
    let name = figure.name
    guard let item = item.item else { return name }
    return "\(name) · \(item)"
  }
}

extension FigureResult.Item {
  fileprivate var isPublished: Bool { published.type != nil }

  /// Whether a value was published, and is not the one that was computed.
  package var isOtherThanPublished: Bool { isPublished && value.asNumber != published.asNumber }

  /// `is 981, published 982`; nil when they are equal.
  fileprivate var difference: String? {
    isOtherThanPublished ? "is \(value.messageText), published \(published.messageText)" : nil
  }
}
