/// The result of one examination.
package struct Finding: Sendable {
  package enum Verdict: String, Sendable {
    case good
    /// It works but needs attention.
    case warning
    /// Nights will fail.
    case bad
  }

  package var subject: String
  package var verdict: Verdict
  package var words: String
  package var hint: String?

  package init(_ subject: String, _ verdict: Verdict, _ words: String, hint: String? = nil) {
    self.subject = subject
    self.verdict = verdict
    self.words = words
    self.hint = hint
  }
}
