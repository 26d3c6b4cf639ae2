internal import Diagnostics

/// What failing rows mean for a run.
package enum CheckSeverity: Sendable, Equatable {
  /// Failing rows are noted, are a warning, or fail the run, which publishes nothing.
  package enum Level: String, Sendable, CaseIterable, Codable { case info, warn, error }

  case always(Level)
  /// So many failing rows, or more, are a warning or fail the run; fewer are noted. Nil: no number is.
  case thresholds(warn: RowLimit?, error: RowLimit?)

  /// What so many failing rows are.
  ///
  /// - Parameter judged: the rows, or figures, of which they are.
  package func level(failing: Int, of judged: Int) -> Level {
    switch self {
    case .always(let level): return level
    case .thresholds(let warn, let error):
      if error?.isReached(by: failing, of: judged) == true { return .error }
      return warn?.isReached(by: failing, of: judged) == true ? .warn : .info
    }
  }

  /// `error`, or `warn: 1, error: 2%`
  package var text: String {
    switch self {
    case .always(let level): level.rawValue
    case .thresholds(let warn, let error):
      [("warn", warn), ("error", error)].compactMap { name, limit in limit.map { "\(name): \($0.text)" } }
        .joined(separator: ", ")
    }
  }
}

extension CheckSeverity: Codable {
  private enum Key: String, CodingKey { case warn, error }

  package init(from decoder: any Decoder) throws {
    if let level = try? decoder.singleValueContainer().decode(Level.self) {
      self = .always(level)
    } else {
      let limits = try decoder.container(keyedBy: Key.self)
      self = .thresholds(
        warn: try limits.decodeIfPresent(RowLimit.self, forKey: .warn),
        error: try limits.decodeIfPresent(RowLimit.self, forKey: .error))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    switch self {
    case .always(let level):
      var word = encoder.singleValueContainer()
      try word.encode(level)
    case .thresholds(let warn, let error):
      var limits = encoder.container(keyedBy: Key.self)
      try limits.encodeIfPresent(warn, forKey: .warn)
      try limits.encodeIfPresent(error, forKey: .error)
    }
  }
}

extension RowLimit {
  /// `12`, `2%`, `0.5%`
  fileprivate var text: String {
    switch self {
    case .count(let count): "\(count)"
    case .percent(let percent): (percent == percent.rounded() ? "\(Int(percent))" : "\(percent)") + "%"
    }
  }

  /// Whether this limit is reached whenever the other one is.
  fileprivate func isReachedBefore(_ other: RowLimit) -> Bool {
    switch (self, other) {
    case (.count(let own), .count(let other)): own <= other
    case (.percent(let own), .percent(let other)): own <= other
    case (.count(let own), .percent): own <= 1
    case (.percent(let own), .count): own == 0
    }
  }

  fileprivate func isReached(by rows: Int, of all: Int) -> Bool {
    switch self {
    case .count(let count): rows >= max(1, count)
    case .percent(let percent): rows > 0 && Double(rows) * 100 >= percent * Double(all)
    }
  }
}

extension NodeReader {
  /// `info`, `warn`, `error`, or `{warn: 1, error: 2%}`.
  func checkSeverity() -> CheckSeverity? {
    if case .mapping = node.content {
      return mapping("thresholds", at: location) { keys in
        let warn = keys["warn"]?.rowLimit()
        let error = keys["error"]?.rowLimit()
        if warn == nil, error == nil {
          if keys.keyLocation("warn") == nil, keys.keyLocation("error") == nil, !keys.hasUnknownKey {
            wrongType("thresholds like {warn: 1, error: 2%}")
          }
          return nil
        }
        for (limit, place) in [(warn, keys.keyLocation("warn")), (error, keys.keyLocation("error"))]
        where limit == .count(0) {
          keys.reading.report(
            .noRows, at: place ?? keys.location, reason: "without a failing row, a check passes",
            hint: "the least is 1")
        }
        if let warn, let error, error.isReachedBefore(warn) {
          keys.reading.report(
            .neverWarns(warn.text, error.text), at: keys.keyLocation("warn") ?? keys.location,
            reason: "so many rows are an error")
        }
        return .thresholds(warn: warn, error: error)
      } ?? nil
    }
    return word(CheckSeverity.Level.self).map { .always($0.value) }
  }
}

extension Diagnostic.Message {
  fileprivate static var noRows: Self { Self(.badRange, "a threshold of 0 rows has no effect") }
  fileprivate static func neverWarns(_ warn: String, _ error: String) -> Self {
    Self(.badRange, "'warn: \(warn)' has no effect beside 'error: \(error)'")
  }
}
