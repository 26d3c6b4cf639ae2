/// What failing rows mean for a run.
package enum CheckSeverity: Sendable, Equatable {
  /// They are noted.
  case info
  /// They are a warning.
  case warn
  /// They fail the run, which publishes nothing.
  case error
  /// So many failing rows, or more, are a warning or fail the run; fewer are noted. Nil: no number is.
  case thresholds(warn: RowLimit?, error: RowLimit?)

  /// What so many failing rows are: never thresholds.
  ///
  /// - Parameter judged: the rows, or figures, of which they are.
  package func level(failing: Int, of judged: Int) -> CheckSeverity {
    guard case .thresholds(let warn, let error) = self else { return self }
    if error?.isReached(by: failing, of: judged) == true { return .error }
    return warn?.isReached(by: failing, of: judged) == true ? .warn : .info
  }

  /// `error`, or `warn: 1, error: 2%`
  package var text: String {
    switch self {
    case .info: "info"
    case .warn: "warn"
    case .error: "error"
    case .thresholds(let warn, let error):
      [("warn", warn), ("error", error)].compactMap { name, limit in limit.map { "\(name): \($0.text)" } }
        .joined(separator: ", ")
    }
  }
}

extension CheckSeverity: Codable {
  private enum Key: String, CodingKey { case warn, error }

  package init(from decoder: any Decoder) throws {
    if let word = try? decoder.singleValueContainer().decode(String.self) {
      self = word == "info" ? .info : word == "warn" ? .warn : .error
    } else {
      let limits = try decoder.container(keyedBy: Key.self)
      self = .thresholds(
        warn: try limits.decodeIfPresent(RowLimit.self, forKey: .warn),
        error: try limits.decodeIfPresent(RowLimit.self, forKey: .error))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    if case .thresholds(let warn, let error) = self {
      var limits = encoder.container(keyedBy: Key.self)
      try limits.encodeIfPresent(warn, forKey: .warn)
      try limits.encodeIfPresent(error, forKey: .error)
    } else {
      var word = encoder.singleValueContainer()
      try word.encode(text)
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
        return .thresholds(warn: warn, error: error)
      } ?? nil
    }
    return word(among: [("info", CheckSeverity.info), ("warn", .warn), ("error", .error)])
  }
}
