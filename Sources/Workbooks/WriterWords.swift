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
  /// A table that goes on in further sheets: the name and the text of its index, and the rows of a part.
  let index, goesOn, rows: String
  /// The sheet with the data of charts, the point that sums up the others, and a line at a value.
  let chartData, rest, target: String
  /// The label of a point whose category is blank.
  let empty: String
  /// The text of a chart: `{point}`, `{n}`, `{value}`.
  let highest, lowest, allEqual, noData: String
  /// `{n}` of `{m}`
  let page: String

  static let languages = ["en", "es", "pt", "fr"]

  let language: WrittenLanguage

  init(_ language: WrittenLanguage) {
    self.language = language
    switch language.code {
    case "es":
      (total, mean, count, minimum, maximum, sheet, page) = (
        "Total", "Promedio", "Recuento", "Mínimo", "Máximo", "Hoja", "Página {n} de {m}"
      )
      (lists, editable, notInList, notWhole, notNumber, notDate) = (
        "Listas", "Esta columna se puede modificar; el resto de la hoja está protegido.",
        "Elija un valor de la lista.", "Escriba un número entero.", "Escriba un número.", "Escriba una fecha."
      )
      (index, goesOn, rows) = (
        "índice", "La tabla no cabe en una hoja y continúa en estas:", "filas {first} a {last}"
      )
      (chartData, rest, target, empty) = ("Datos de gráficos", "Resto ({n})", "Meta: {value}", "(vacío)")
      (highest, lowest, allEqual, noData) = (
        "{point}, el valor más alto de {n}", "{point}, el más bajo", "{n} valores iguales: {value}",
        "sin datos"
      )
    case "pt":
      (total, mean, count, minimum, maximum, sheet, page) = (
        "Total", "Média", "Contagem", "Mínimo", "Máximo", "Planilha", "Página {n} de {m}"
      )
      (lists, editable, notInList, notWhole, notNumber, notDate) = (
        "Listas", "Esta coluna pode ser alterada; o resto da planilha está protegido.",
        "Escolha um valor da lista.", "Escreva um número inteiro.", "Escreva um número.", "Escreva uma data."
      )
      (index, goesOn, rows) = (
        "índice", "A tabela não cabe numa planilha e continua nestas:", "linhas {first} a {last}"
      )
      (chartData, rest, target, empty) = ("Dados de gráficos", "Restantes ({n})", "Meta: {value}", "(vazio)")
      (highest, lowest, allEqual, noData) = (
        "{point}, o valor mais alto de {n}", "{point}, o mais baixo", "{n} valores iguais: {value}",
        "sem dados"
      )
    case "fr":
      (total, mean, count, minimum, maximum, sheet, page) = (
        "Total", "Moyenne", "Nombre", "Minimum", "Maximum", "Feuille", "Page {n} sur {m}"
      )
      (lists, editable, notInList, notWhole, notNumber, notDate) = (
        "Listes", "Cette colonne peut être modifiée ; le reste de la feuille est protégé.",
        "Choisissez une valeur de la liste.", "Saisissez un nombre entier.", "Saisissez un nombre.",
        "Saisissez une date."
      )
      (index, goesOn, rows) = (
        "index", "Le tableau ne tient pas sur une feuille et se poursuit sur celles-ci :",
        "lignes {first} à {last}"
      )
      (chartData, rest, target, empty) = (
        "Données des graphiques", "Reste ({n})", "Objectif : {value}", "(vide)"
      )
      (highest, lowest, allEqual, noData) = (
        "{point}, la valeur la plus élevée sur {n}", "{point}, la plus basse", "{n} valeurs égales : {value}",
        "aucune donnée"
      )
    default:
      (total, mean, count, minimum, maximum, sheet, page) = (
        "Total", "Mean", "Count", "Minimum", "Maximum", "Sheet", "Page {n} of {m}"
      )
      (lists, editable, notInList, notWhole, notNumber, notDate) = (
        "Lists", "This column can be changed; the rest of the sheet is protected.",
        "Choose a value from the list.", "Enter a whole number.", "Enter a number.", "Enter a date."
      )
      (index, goesOn, rows) = (
        "index", "The table does not fit on one sheet and goes on in these:", "rows {first} to {last}"
      )
      (chartData, rest, target, empty) = ("Chart data", "Rest ({n})", "Target: {value}", "(empty)")
      (highest, lowest, allEqual, noData) = (
        "{point}, the highest of {n}", "{point}, the lowest", "{n} equal values: {value}", "no data"
      )
    }
  }

  /// `People: 12`
  func pair(_ name: String, _ text: String) -> String { language.pair(name, text) }

  /// The name of a sheet that leads to the parts of a table.
  func index(of name: String) -> String { "\(CellPolicy.shortened(name, to: 20)) – \(index)" }

  /// `rows 1 to 1048575`
  func rows(_ first: Int, _ last: Int) -> String {
    rows.replacing("{first}", with: String(first)).replacing("{last}", with: String(last))
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
