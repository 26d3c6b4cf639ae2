internal import Tables

/// The texts that the writer itself adds, in the document's language.
struct WriterWords {
  let total: String
  let mean: String
  let count: String
  let minimum: String
  let maximum: String
  let sheet: String
  /// The sheet of the values of drop-down lists.
  let lists: String
  /// The note on the header of a column that staff may change.
  let editable: String
  /// The remarks of a cell that refuses a value.
  let notInList, notWhole, notNumber, notDate: String

  init(_ language: WrittenLanguage) {
    switch language.code {
    case "es":
      (total, mean, count, minimum, maximum, sheet) = (
        "Total", "Promedio", "Recuento", "Mínimo", "Máximo", "Hoja"
      )
      (lists, editable, notInList, notWhole, notNumber, notDate) = (
        "Listas", "Esta columna se puede modificar; el resto de la hoja está protegido.",
        "Elija un valor de la lista.", "Escriba un número entero.", "Escriba un número.", "Escriba una fecha."
      )
    case "pt":
      (total, mean, count, minimum, maximum, sheet) = (
        "Total", "Média", "Contagem", "Mínimo", "Máximo", "Planilha"
      )
      (lists, editable, notInList, notWhole, notNumber, notDate) = (
        "Listas", "Esta coluna pode ser alterada; o resto da planilha está protegido.",
        "Escolha um valor da lista.", "Escreva um número inteiro.", "Escreva um número.", "Escreva uma data."
      )
    case "fr":
      (total, mean, count, minimum, maximum, sheet) = (
        "Total", "Moyenne", "Nombre", "Minimum", "Maximum", "Feuille"
      )
      (lists, editable, notInList, notWhole, notNumber, notDate) = (
        "Listes", "Cette colonne peut être modifiée ; le reste de la feuille est protégé.",
        "Choisissez une valeur de la liste.", "Saisissez un nombre entier.", "Saisissez un nombre.",
        "Saisissez une date."
      )
    default:
      (total, mean, count, minimum, maximum, sheet) = (
        "Total", "Mean", "Count", "Minimum", "Maximum", "Sheet"
      )
      (lists, editable, notInList, notWhole, notNumber, notDate) = (
        "Lists", "This column can be changed; the rest of the sheet is protected.",
        "Choose a value from the list.", "Enter a whole number.", "Enter a number.", "Enter a date."
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
