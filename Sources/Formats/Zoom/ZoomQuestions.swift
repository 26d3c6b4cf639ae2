internal import Tables

/// Zoom's report of questions and answers: one row per answer, and one per question without an answer.
struct ZoomQuestions: TitledListFormat {
  static let name = InputFormat.zoomQuestions
  static let about = FormatDescription(
    "Zoom's report of questions and answers",
    recognisedBy:
      "its title, or a question beside `Asker Name` and answers",
    columns: [
      "name": "who asked",
      "email": "who asked",
      "answer": "null for a question without one",
    ])
  static let columns = [
    Field("session", .text), Field("webinar_id", .text), Field("question", .text), Field("name", .text),
    Field("email", .text), Field("asked_at", .datetime), Field("answer", .text),
    Field("answered_at", .datetime),
    Field("answered_by", .text),
  ]
  static let freeTexts: Set<String> = ["session", "name", "question", "answer", "answered_by"]
  static let essential = ["question"]
  var reader: ListReader

  static func isHeader(_ names: [String], _ keys: [String]) -> Bool {
    let has = words.columns(keys)
    return has.isSuperset(of: ["question", "answer"])
      && keys.contains { words.column($0) == "name" && $0 != "name" && $0 != "nombre" }
  }

  static func layout(_ list: inout RecordList, isDeclared: Bool) -> ListLayout? {
    guard var layout = ListLayout(list, isDeclared: isDeclared, isHeader: isHeader) else { return nil }
    layout.facts = ZoomFacts(list, before: layout.sections[0].headerRecord).values
    let keys = layout.sections[0].header.map(foldedHeader)
    func place(_ column: String) -> Int? { keys.firstIndex { words.column($0) == column } }
    guard let question = place("question") else { return layout }
    let repeated = ["question", "name", "email", "asked_at"].compactMap { name in
      place(name).map { (name, $0) }
    }
    // Further answers stand in rows of their own without the question.
    var above: Int?
    for index in layout.sections[0].rows.indices {
      let record = layout.sections[0].rows[index].record
      if let field = list.field(record, question), !list.isEmpty(field) {
        above = record
      } else if let above {
        for (name, field) in repeated {
          layout.sections[0].rows[index].values[name] = list.field(above, field)
        }
      }
    }
    return layout
  }

  static let titles = Set(
    """
    qareport informedepreguntasyrespuestas informedepyr reportedepreguntasyrespuestas
    relatoriodeperguntaserespostas rapportqr rapportdequestionsetreponses fabericht fragenundantwortenbericht
    rapportodomandeerisposte reportdomandeerisposte rapportoder
    """.plainWords)

  static let words = ListWords([
    ("question", "question", "pregunta pergunta frage domanda"),
    (
      "name", "askername name",
      "nombredelautordelapregunta nombredequienpregunta nombredelsolicitante nomedoautordapergunta nomedodemandante nomdelauteurdelaquestion nomdudemandeur namedesfragestellers namedesfragenden nomedelrichiedente nombre"
    ),
    (
      "email", "askeremail email",
      "correoelectronicodelautordelapregunta correoelectronicodequienpregunta emaildoautordapergunta emaildelauteurdelaquestion emaildesfragestellers emaildelrichiedente correoelectronico"
    ),
    (
      "asked_at", "questiontime askedat",
      "horadelapregunta horadapergunta heuredelaquestion uhrzeitderfrage oradelladomanda"
    ),
    (
      "answer", "answers answer",
      "respuesta respuestas resposta respostas reponse reponses antwort antworten risposta risposte"
    ),
    (
      "answered_at", "answertime answeredat",
      "horadelarespuesta horadaresposta heuredelareponse uhrzeitderantwort oradellarisposta"
    ),
    (
      "answered_by", "answername answeredby respondername",
      "respondidopor nombredequienresponde repondupar beantwortetvon rispostoda"
    ),
  ])
}
