internal import Tables

/// The texts that the writer itself adds, in the document's language.
struct WriterWords {
  let total: String
  let mean: String
  let count: String
  let minimum: String
  let maximum: String
  let sheet: String
  /// `{n}` of `{m}`
  let page: String

  init(_ language: WrittenLanguage) {
    switch language.code {
    case "es":
      (total, mean, count, minimum, maximum, sheet, page) = (
        "Total", "Promedio", "Recuento", "Mínimo", "Máximo", "Hoja", "Página {n} de {m}"
      )
    case "pt":
      (total, mean, count, minimum, maximum, sheet, page) = (
        "Total", "Média", "Contagem", "Mínimo", "Máximo", "Planilha", "Página {n} de {m}"
      )
    case "fr":
      (total, mean, count, minimum, maximum, sheet, page) = (
        "Total", "Moyenne", "Nombre", "Minimum", "Maximum", "Feuille", "Page {n} sur {m}"
      )
    default:
      (total, mean, count, minimum, maximum, sheet, page) = (
        "Total", "Mean", "Count", "Minimum", "Maximum", "Sheet", "Page {n} of {m}"
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
