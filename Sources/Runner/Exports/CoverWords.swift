/// Acta's own texts in workbooks, by language; English for other languages.
struct CoverWords {
  var about, figures, asOf, night, stage, job: String
  var inputs, input, file, rows, rejects, absent: String
  var checks, check, table, result, finding, passed, warned, failed: String
  var balance, balanceNote, step, rowsIn, joinedIn, rowsOut: String
  /// filtered, merged, grouped, multiplied, rejected
  var moves: [String]
  var figureColumns: [String: String]

  static func `in`(_ language: String) -> CoverWords {
    switch language.prefix(2) {
    case "es": spanish
    case "pt": portuguese
    case "fr": french
    default: english
    }
  }

  private static let english = CoverWords(
    about: "About", figures: "Figures", asOf: "As of", night: "Night", stage: "Stage", job: "Job",
    inputs: "Inputs", input: "Input", file: "File", rows: "Rows", rejects: "Rejects",
    absent: "(missing)",
    checks: "Checks", check: "Check", table: "Table", result: "Result", finding: "Finding",
    passed: "passed", warned: "warning", failed: "failed",
    balance: "Row balance", balanceNote: "Where every row that was read went, step by step.",
    step: "Step", rowsIn: "Rows in", joinedIn: "From other tables", rowsOut: "Rows out",
    moves: ["Filtered out", "Merged", "Grouped", "Multiplied", "Rejected"],
    figureColumns: [
      "title": "Figure", "item": "Item", "value": "Value", "published": "Published",
      "difference": "Difference", "previous": "Previous", "change": "Change", "claim": "As claimed",
      "definition": "Definition", "figure": "Name",
    ])

  private static let spanish = CoverWords(
    about: "Acerca de", figures: "Cifras", asOf: "Datos hasta", night: "Noche", stage: "Etapa",
    job: "Trabajo",
    inputs: "Fuentes", input: "Fuente", file: "Archivo", rows: "Filas", rejects: "Rechazos",
    absent: "(falta)",
    checks: "Controles", check: "Control", table: "Tabla", result: "Resultado", finding: "Hallazgo",
    passed: "correcto", warned: "aviso", failed: "falla",
    balance: "Balance de filas", balanceNote: "Adónde fue cada fila leída, paso a paso.",
    step: "Paso", rowsIn: "Filas que entran", joinedIn: "De otras tablas", rowsOut: "Filas que salen",
    moves: ["Filtradas", "Fusionadas", "Agrupadas", "Multiplicadas", "Rechazadas"],
    figureColumns: [
      "title": "Cifra", "item": "Detalle", "value": "Valor", "published": "Publicado",
      "difference": "Diferencia", "previous": "Anterior", "change": "Cambio", "claim": "Como se afirmó",
      "definition": "Definición", "figure": "Nombre",
    ])

  private static let portuguese = CoverWords(
    about: "Sobre", figures: "Cifras", asOf: "Dados até", night: "Noite", stage: "Etapa", job: "Tarefa",
    inputs: "Fontes", input: "Fonte", file: "Arquivo", rows: "Linhas", rejects: "Rejeições",
    absent: "(falta)",
    checks: "Controles", check: "Controle", table: "Tabela", result: "Resultado", finding: "Constatação",
    passed: "correto", warned: "aviso", failed: "falha",
    balance: "Balanço de linhas", balanceNote: "Para onde foi cada linha lida, passo a passo.",
    step: "Passo", rowsIn: "Linhas que entram", joinedIn: "De outras tabelas", rowsOut: "Linhas que saem",
    moves: ["Filtradas", "Fundidas", "Agrupadas", "Multiplicadas", "Rejeitadas"],
    figureColumns: [
      "title": "Cifra", "item": "Item", "value": "Valor", "published": "Publicado",
      "difference": "Diferença", "previous": "Anterior", "change": "Mudança", "claim": "Como foi afirmado",
      "definition": "Definição", "figure": "Nome",
    ])

  private static let french = CoverWords(
    about: "À propos", figures: "Chiffres", asOf: "Données jusqu’au", night: "Nuit", stage: "Étape",
    job: "Tâche",
    inputs: "Sources", input: "Source", file: "Fichier", rows: "Lignes", rejects: "Rejets",
    absent: "(manque)",
    checks: "Contrôles", check: "Contrôle", table: "Table", result: "Résultat", finding: "Constat",
    passed: "correct", warned: "avertissement", failed: "échec",
    balance: "Bilan des lignes", balanceNote: "Où est allée chaque ligne lue, pas à pas.",
    step: "Pas", rowsIn: "Lignes entrées", joinedIn: "D’autres tables", rowsOut: "Lignes sorties",
    moves: ["Filtrées", "Fusionnées", "Regroupées", "Multipliées", "Rejetées"],
    figureColumns: [
      "title": "Chiffre", "item": "Détail", "value": "Valeur", "published": "Publié",
      "difference": "Différence", "previous": "Précédent", "change": "Changement", "claim": "Tel qu’affirmé",
      "definition": "Définition", "figure": "Nom",
    ])
}
