/// `1 row`, `2 rows`. Pass the plural if it is not formed with `s`.
package func counted(_ number: Int, _ noun: String, _ plural: String? = nil) -> String {
  "\(number) \(number == 1 ? noun : plural ?? noun + "s")"
}

/// `a, b, c`; of more than `limit` names the first ones `and 970 more`, so that a thousand mistakes in
/// a file of a thousand names do not list a million.
package func listing(_ names: some Collection<String>, limit: Int = 30) -> String {
  let shown = names.prefix(limit).joined(separator: ", ")
  return names.count > limit ? "\(shown) and \(names.count - limit) more" : shown
}

/// `the only input is a`, `the inputs are a, b`. Pass the plural if it is not formed with `s`.
package func inventory(_ noun: String, _ names: [String], plural: String? = nil) -> String {
  names.count == 1 ? "the only \(noun) is \(names[0])" : "the \(plural ?? noun + "s") are \(listing(names))"
}

/// `a, b and c`
package func enumeration(_ words: [String], or conjunction: String = "and") -> String {
  switch words.count {
  case 0: "none"
  case 1: words[0]
  default: words.dropLast().joined(separator: ", ") + " \(conjunction) " + words[words.count - 1]
  }
}
