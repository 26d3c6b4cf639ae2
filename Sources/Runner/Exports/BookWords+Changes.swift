internal import Ledger
internal import Tables

extension BookWords {
  /// `Antes (25 abr 2021)`
  func header(_ word: String, _ night: Night) -> String { "\(word) (\(shortDate(night)))" }

  /// `Sin cambios desde el 25 abr 2021`
  func noChanges(since night: Night) -> String {
    BookWords.filled(noChanges, ["date": shortDate(night)])
  }

  private func shortDate(_ night: Night) -> String {
    let months = (CalendarNames.of(language) ?? .english).shortMonths
    return "\(night.date.day) \(months[night.date.month - 1]) \(night.date.year)"
  }
}
