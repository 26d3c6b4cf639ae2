internal import Diagnostics

extension NodeReader {
  /// Reads `arrival: {missing: skip, changing: warn, settle: 5s}`.
  func arrival() -> Arrival? {
    mapping("'arrival'") { keys in
      var arrival = Arrival()
      for fault in Arrival.Fault.allCases {
        arrival.policies[fault] = keys[fault.rawValue]?.word(Arrival.Policy.self)?.value
      }
      arrival.settle = keys["settle"]?.duration()
      return arrival
    }
  }
}
