/// Who speaks and who moderates. The speakers are those that the published summary names; moderators are made up.
enum ProgrammePeople {
  static func write(to folder: OutputFolder) throws {
    var speakers = DelimitedText()
    speakers.row("order", "session", "part", "name", "position_es", "position_en")
    for (index, speaker) in ProgrammePeople.speakers.enumerated() {
      speakers.row("\(index + 1)", "R1", speaker.part, speaker.name, speaker.spanish, speaker.english)
    }
    try folder.write(speakers.text, to: "programme/speakers.csv")

    var maker = PersonMaker(purpose: "moderators")
    var moderators = DelimitedText()
    moderators.row("session", "name", "rank", "country")
    for moderator in ProgrammePeople.moderators {
      let person = maker.person(.governments, country: moderator.country)
      moderators.row(moderator.session, person.name, moderator.rank, moderator.country)
    }
    try folder.write(moderators.text, to: "programme/moderators.csv")
  }

  private static let speakers: [(part: String, name: String, spanish: String, english: String)] = [
    (
      "opening", "Alicia Bárcena", "Secretaria Ejecutiva de la CEPAL", "Executive Secretary of ECLAC"
    ),
    ("opening", "António Vitorino", "Director General de la OIM", "Director General of IOM"),
    (
      "opening", "Felipe González",
      "Relator Especial de las Naciones Unidas sobre los derechos humanos de los migrantes",
      "United Nations Special Rapporteur on the human rights of migrants"
    ),
    (
      "civil-society", "Nancy Pérez", "Grupo Principal de Niños y Jóvenes",
      "Major Group for Children and Youth"
    ),
    (
      "civil-society", "Berenice Valdés", "Representante del Bloque Latinoamericano",
      "Representative of the Latin American Bloc"
    ),
  ]

  private static let moderators: [(session: String, rank: String, country: String)] = [
    ("R1", "minister", "MEX"), ("R2", "vice-minister", "COL"), ("M1", "vice-minister", "CRI"),
    ("M2", "minister", "HND"), ("M3", "high-authority", "SLV"), ("M4", "vice-minister", "PER"),
    ("M5", "high-authority", "ECU"), ("R3", "minister", "CHL"),
  ]
}
