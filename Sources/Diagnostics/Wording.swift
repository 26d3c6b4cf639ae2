/// `1 row`, `2 rows`. Pass the plural if it is not formed with `s`.
package func counted(_ number: Int, _ noun: String, _ plural: String? = nil) -> String {
  "\(number) \(number == 1 ? noun : plural ?? noun + "s")"
}

/// `a, b and c`
package func enumeration(_ words: [String], or conjunction: String = "and") -> String {
  switch words.count {
  case 0: "none"
  case 1: words[0]
  default: words.dropLast().joined(separator: ", ") + " \(conjunction) " + words[words.count - 1]
  }
}
