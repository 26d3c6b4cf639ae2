internal import Ledger
internal import Tables

/// The words of sheets of changes, by language; English for other languages.
struct ChangesWords {
  var sheet, intro, change, new, changed, gone, item, before, now, empty: String
  /// What is said instead of changes.
  var noChanges, noEarlierNight, notComparable: String
  private let language: String

  static func `in`(_ language: String) -> ChangesWords {
    switch language.prefix(2) {
    case "es":
      ChangesWords(
        sheet: "Cambios", intro: "lo nuevo, lo que cambió y lo que ya no está desde la última noche",
        change: "Cambio", new: "Nueva", changed: "Cambió", gone: "Ya no está", item: "Dato",
        before: "Antes", now: "Ahora", empty: "(vacío)", noChanges: "Sin cambios desde el",
        noEarlierNight: "Aún no hay datos anteriores con los que comparar",
        notComparable: "No se puede comparar con los datos anteriores", language: "es")
    case "pt":
      ChangesWords(
        sheet: "Alterações", intro: "o que é novo, o que mudou e o que já não está desde a última noite",
        change: "Alteração", new: "Nova", changed: "Alterada", gone: "Já não está",
        item: "Dado", before: "Antes", now: "Agora", empty: "(vazio)", noChanges: "Sem alterações desde",
        noEarlierNight: "Ainda não há dados anteriores com que comparar",
        notComparable: "Não é possível comparar com os dados anteriores", language: "pt")
    case "fr":
      ChangesWords(
        sheet: "Changements", intro: "ce qui est nouveau, modifié ou retiré depuis la dernière nuit",
        change: "Changement", new: "Nouvelle", changed: "Modifiée", gone: "Retirée",
        item: "Donnée", before: "Avant", now: "Maintenant", empty: "(vide)",
        noChanges: "Aucun changement depuis le",
        noEarlierNight: "Pas encore de données antérieures à comparer",
        notComparable: "La comparaison avec les données antérieures est impossible", language: "fr")
    default:
      ChangesWords(
        sheet: "Changes", intro: "what is new, changed or gone since the last night", change: "Change",
        new: "New", changed: "Changed", gone: "Gone", item: "Item",
        before: "Before", now: "Now", empty: "(empty)", noChanges: "No changes since",
        noEarlierNight: "There is no earlier data to compare with yet",
        notComparable: "The rows cannot be compared with the earlier data", language: "en")
    }
  }

  /// `Antes (25 abr 2021)`
  func header(_ word: String, _ night: Night) -> String { "\(word) (\(day(night)))" }

  /// `Sin cambios desde el 25 abr 2021`
  func noChanges(since night: Night) -> String { "\(noChanges) \(day(night))" }

  private func day(_ night: Night) -> String {
    let months = (CalendarNames.of(language) ?? .english).shortMonths
    return "\(night.date.day) \(months[night.date.month - 1]) \(night.date.year)"
  }
}
