internal import Tables

/// Zoom's report of polls: one row per person and question. A row of the report is a person with questions and
/// answers in turn, or, in newer ones, with an answer under each question.
struct ZoomPoll: TitledListFormat {
  static let name = InputFormat.zoomPoll
  static let about = FormatDescription(
    "Zoom's report of polls",
    recognisedBy:
      "its title, or a name beside the time of submission",
    columns: [
      "answer": "null for a person without an answer"
    ])
  static let columns = [
    Field("session", .text), Field("webinar_id", .text), Field("name", .text), Field("email", .text),
    Field("submitted_at", .datetime), Field("question", .text), Field("answer", .text),
  ]
  static let freeTexts: Set<String> = ["session", "name", "question", "answer"]
  static let essential = ["name"]
  var reader: ListReader

  static func isHeader(_ names: [String], _ keys: [String]) -> Bool {
    words.columns(keys).isSuperset(of: ["name", "submitted_at"]) && keys.contains { submitted.contains($0) }
  }

  static func layout(_ list: inout RecordList, isDeclared: Bool) -> ListLayout? {
    var layout = ListLayout()
    var current: ListSection?
    var names: [String] = []
    for record in 0..<list.count where !list.isBlank(record) {
      let strings = list.strings(record)
      if list.filledWidth(record) > 1, isHeader(strings, strings.map(foldedHeader)) {
        if let current { layout.sections.append(current) }
        if layout.sections.isEmpty && current == nil {
          layout.facts = ZoomFacts(list, before: record).values
        } else {
          layout.leaveOut("repeated header")
        }
        var section = ListSection(list, record)
        names = section.header
        // Behind the person's columns stand the questions, or nothing.
        section.header = Array(names.prefix(own(names)))
        section.width = names.count > section.header.count ? names.count : .max
        current = section
      } else if current == nil {
        layout.leaveOut("preamble")
      } else if list.filledWidth(record) == 1 {
        layout.leaveOut("title row")
      } else {
        current!.rows += answers(&list, record, names, own: current!.header.count)
      }
    }
    if let current { layout.sections.append(current) }
    return layout.sections.isEmpty ? nil : layout
  }

  /// The number of headers up to the last that is about the person.
  private static func own(_ names: [String]) -> Int {
    (names.lastIndex { words.column(foldedHeader($0)) != nil } ?? -1) + 1
  }

  private static func answers(
    _ list: inout RecordList, _ record: Int, _ names: [String], own: Int
  ) -> [ListSection.Row] {
    var rows: [ListSection.Row] = []
    func add(_ question: ByteRange, _ answer: ByteRange?) {
      rows.append(ListSection.Row(record: record, values: ["question": question, "answer": answer ?? 0..<0]))
    }
    if names.count > own, list.filledWidth(record) <= names.count {
      for place in own..<names.count {
        add(list.add(names[place].utf8), list.field(record, place))
      }
    } else if names.count <= own {
      for place in stride(from: own, to: list.filledWidth(record), by: 2) {
        if let question = list.field(record, place) { add(question, list.field(record, place + 1)) }
      }
    }
    return rows.isEmpty ? [ListSection.Row(record: record, values: ["question": 0..<0])] : rows
  }

  private static let submitted = Set(
    """
    submitteddatetime submissiontime dateandtimesubmitted fechahoradeenvio fechayhoradeenvio fechahoraenviada
    enviadofechahora datahoradeenvio datahoradoenvio dateheuredenvoi dateetheuredenvoi datumuhrzeitdereinreichung
    ubermittlungsdatumzeit eingereichtdatumuhrzeit dataoradiinvio dataorainvio dataeoradiinvio
    """.plainWords)

  static let titles = Set(
    """
    pollreport informedeencuesta informedeencuestas informedesondeo informesdesondeo reportedeencuesta
    relatoriodeenquete relatoriodeenquetes relatoriodepesquisa rapportdesondage rapportsurlesondage
    umfragebericht rapportosondaggio reportsondaggio
    """.plainWords)

  static let words = ListWords([
    (
      "name", "username nameoriginalname usernameoriginalname name",
      """
      nombredeusuario nombredelusuario nombredeusuarionombreoriginal nombrenombreoriginal nomedeusuario nomedousuario
      nomdutilisateur benutzername nomeutente
      """
    ),
    (
      "email", "useremail emailaddress email",
      """
      correoelectronicodelusuario correoelectronico emaildelusuario direcciondecorreoelectronico emaildousuario
      enderecodeemail adresseemaildelutilisateur emaildelutilisateur adresseemail benutzeremail emailadresse
      emailutente indirizzoemail
      """
    ),
    (
      "submitted_at", "submitteddatetime submissiontime dateandtimesubmitted",
      """
      fechahoradeenvio fechayhoradeenvio fechahoraenviada enviadofechahora datahoradeenvio datahoradoenvio
      dateheuredenvoi dateetheuredenvoi datumuhrzeitdereinreichung ubermittlungsdatumzeit eingereichtdatumuhrzeit
      dataoradiinvio dataorainvio dataeoradiinvio
      """
    ),
  ])
}
