internal import Tables

/// Zoom's report of polls: one row per person and question. A row of the report is a person with questions and
/// answers in turn, or, in newer ones, with an answer under each question.
struct ZoomPoll: TitledListFormat {
  static let name = InputFormat.zoomPoll
  static let about = FormatDescription(
    "Zoom's report of polls",
    recognisedBy:
      "its title, its list of polls, or a name beside the time of submission",
    columns: [
      "poll": "the poll's name, in newer reports",
      "answer": "null for a person without an answer",
    ])
  static let columns = [
    Field("session", .text), Field("webinar_id", .text), Field("name", .text), Field("email", .text),
    Field("submitted_at", .datetime), Field("poll", .text), Field("question", .text), Field("answer", .text),
  ]
  static let freeTexts: Set<String> = ["session", "name", "poll", "question", "answer"]
  static let essential = ["name"]
  var reader: ListReader

  static func recognises(_ beginning: FileBeginning) -> Bool {
    guard let first = beginning.candidates.first else { return false }
    return first.width <= 2 && titles.contains(first.keys.first ?? "")
      || beginning.candidates.contains {
        $0.width > 1 && (isHeader($0.names, $0.keys) || ZoomPollList.isHeader($0.keys))
      }
  }

  static func isHeader(_ names: [String], _ keys: [String]) -> Bool {
    words.columns(keys).isSuperset(of: ["name", "submitted_at"])
  }

  static func layout(_ list: inout RecordList, isDeclared: Bool) -> ListLayout? {
    var layout = ListLayout()
    var polls = ZoomPollList()
    var current: ListSection?
    var poll: ByteRange?
    var names: [String] = []
    var title: String?
    for record in 0..<list.count {
      if list.isBlank(record) {
        polls.close()
        continue
      }
      let strings = list.strings(record)
      if list.filledWidth(record) > 1, isHeader(strings, strings.map(foldedHeader)) {
        polls.close()
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
        let name = title.flatMap { polls.add($0, section: layout.sections.count) ? $0 : nil }
        poll = name.map { list.add($0.utf8) }
        title = nil
      } else if current == nil {
        polls.read(strings, record)
        layout.leaveOut("preamble")
        title = strings[0]
      } else if list.filledWidth(record) == 1, isAboveHeader(list, record) {
        layout.leaveOut("title row")
        title = strings[0]
      } else {
        current!.rows += answers(&list, record, names, own: current!.header.count, poll)
      }
    }
    if let current { layout.sections.append(current) }
    layout.totals = polls.totals
    return layout.sections.isEmpty ? nil : layout
  }

  /// Whether the next record is a header, so that a text that stands alone is its title.
  private static func isAboveHeader(_ list: RecordList, _ record: Int) -> Bool {
    let next = (record + 1..<max(record + 1, list.count)).first { !list.isBlank($0) }
    guard let names = next.map(list.strings) else { return false }
    return isHeader(names, names.map(foldedHeader))
  }

  /// The number of headers up to the last that is about the person. Questions may be called like these.
  private static func own(_ names: [String]) -> Int {
    let columns = names.map { words.column(foldedHeader($0)) }
    return (Set(columns.compactMap(\.self)).compactMap { columns.firstIndex(of: $0) }.max() ?? -1) + 1
  }

  private static func answers(
    _ list: inout RecordList, _ record: Int, _ names: [String], own: Int, _ poll: ByteRange?
  ) -> [ListSection.Row] {
    var rows: [ListSection.Row] = []
    func add(_ question: ByteRange, _ answer: ByteRange?) {
      rows.append(
        ListSection.Row(
          record: record,
          values: ["poll": poll ?? 0..<0, "question": question, "answer": answer ?? 0..<0]))
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
    return rows.isEmpty
      ? [ListSection.Row(record: record, values: ["poll": poll ?? 0..<0, "question": 0..<0])] : rows
  }

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
      "submitted_at", "submitteddatetime submitteddateandtime submissiontime dateandtimesubmitted",
      """
      fechahoradeenvio fechayhoradeenvio fechahoraenviada enviadofechahora datahoradeenvio datahoradoenvio
      dateheuredenvoi dateetheuredenvoi datumuhrzeitdereinreichung ubermittlungsdatumzeit eingereichtdatumuhrzeit
      dataoradiinvio dataorainvio dataeoradiinvio dataehoradeenvio dataehoradoenvio fechayhoraenqueseenvio
      datumunduhrzeitdereinreichung datumunduhrzeitderubermittlung
      """
    ),
  ])
}
