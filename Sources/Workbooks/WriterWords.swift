internal import Tables

/// The texts that the writer itself adds, in the document's language.
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

  /// The label of a row of totals: the function's name if there is only one, otherwise `Total`.
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
