internal import Foundation

/// The contents of columns in lists of people, recognised by the words of their headers.
enum PersonalColumns {
  private static let names: Set = [
    "name", "nombre", "apellido", "apellidos", "nome", "sobrenome", "nom", "prenom", "participant",
    "asistente", "host",
    "contact", "contacto", "contato", "delegate", "delegado", "delegada", "representative", "representante",
    "responsable", "responsavel", "speaker", "ponente", "moderator", "moderador", "moderadora", "person",
    "persona",
    "pessoa", "user", "usuario", "author", "autor", "autora",
  ]
  private static let others: Set = [
    "country", "pais", "organisation", "organization", "organizacion", "organizacao", "file", "session",
    "type", "tipo",
  ]
  private static let phones: Set = [
    "phone", "telefono", "telefone", "telephone", "celular", "movil", "whatsapp", "mobile", "tel", "fono",
    "cel", "cell",
  ]
  /// Numbers of documents are replaced like those of phones, digit by digit.
  private static let documents: Set = [
    "passport", "pasaporte", "passaporte", "passeport", "dni", "rut", "cedula", "curp", "cpf",
  ]
  private static let freeTexts: Set = [
    "comment", "comments", "comentario", "comentarios", "commentaire", "commentaires", "observaciones",
    "observacoes", "observation", "observations", "remark", "remarks", "nota", "notas", "note", "notes",
    "mensaje",
    "message", "mensagem", "bio", "biography", "biografia", "biographie", "address", "direccion", "domicilio",
    "endereco", "adresse", "diet", "dietary", "dieta", "allergies", "alergias", "accessibility",
    "accesibilidad",
    "acessibilidade", "needs", "necesidades", "necessidades", "question", "questions", "pregunta",
    "preguntas",
    "pergunta", "perguntas", "motivation", "motivacion", "motivacao",
  ]
  private static let mails: Set = ["email", "mail", "correo", "courriel"]

  /// Whether it holds names or phones of people.
  static func isPersonal(_ column: String) -> Bool {
    let words = words(of: column)
    return isPhone(column) || !words.isDisjoint(with: names) && words.isDisjoint(with: others)
  }

  /// Whether it holds numbers of phones or of documents.
  static func isPhone(_ column: String) -> Bool {
    !words(of: column).isDisjoint(with: phones.union(documents))
  }

  /// Whether it holds what people write about themselves and others.
  static func isFreeText(_ column: String) -> Bool {
    !words(of: column).isDisjoint(with: freeTexts) && !isMail(column)
  }

  static func isMail(_ column: String) -> Bool { !words(of: column).isDisjoint(with: mails) }

  private static func words(of column: String) -> Set<String> {
    let folded = column.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
    return Set(folded.split { !$0.isLetter }.map(String.init))
  }
}
