internal import Tables

/// The words that the writer adds itself, in the document's language.
struct WriterWords {
  let total: String
  let mean: String
  let count: String
  let minimum: String
  let maximum: String
  let sheet: String

  init(_ language: WrittenLanguage) {
    switch language.code {
    case "es":
      (total, mean, count, minimum, maximum, sheet) = (
        "Total", "Promedio", "Recuento", "Mínimo", "Máximo", "Hoja"
      )
    case "pt":
      (total, mean, count, minimum, maximum, sheet) = (
        "Total", "Média", "Contagem", "Mínimo", "Máximo", "Planilha"
      )
    case "fr":
      (total, mean, count, minimum, maximum, sheet) = (
        "Total", "Moyenne", "Nombre", "Minimum", "Maximum", "Feuille"
      )
    default:
      (total, mean, count, minimum, maximum, sheet) = (
        "Total", "Mean", "Count", "Minimum", "Maximum", "Sheet"
      )
    }
  }

  /// What stands at the start of a row of totals: the one kind there is, or `Total`.
  func label(for totals: [TableSheetDocument.Total]) -> String {
    guard let first = totals.first, totals.allSatisfy({ $0 == first }) else { return total }
    switch first {
    case .sum: return total
    case .mean: return mean
    case .count: return count
    case .min: return minimum
    case .max: return maximum
    }
  }
}
