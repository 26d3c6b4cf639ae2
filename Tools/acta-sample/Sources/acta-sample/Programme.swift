/// The programme of the whole process: sessions with their Zoom numbers, and the recordings' links.
enum Programme {
  static func write(to folder: OutputFolder) throws {
    var sessions = DelimitedText()
    sessions.row("session", "stage", "starts_at", "ends_at", "meeting", "area", "title_es", "title_en")
    for session in Session.all {
      sessions.row(
        session.code, session.stage, session.starts.written(.isoMinutes, in: .santiago),
        session.ends.written(.isoMinutes, in: .santiago), session.meeting, session.area.map { "\($0)" } ?? "",
        fullTitles[session.code]?.spanish ?? session.spanish,
        fullTitles[session.code]?.english ?? session.english)
    }
    try folder.write(sessions.text, to: "programme/sessions.csv")
    try ProgrammePeople.write(to: folder)
    try Conclusions.write(to: folder)

    var recordings = DelimitedText()
    recordings.row("session", "language", "video", "link", "status")
    for recording in YouTube.recordings {
      recordings.row(
        recording.session, recording.language, recording.video.id,
        "https://video.example.org/watch?v=\(recording.video.id)", recording.status)
    }
    try folder.write(recordings.text, to: "programme/recordings.csv")

    var areas = DelimitedText()
    areas.row("area", "title_es", "title_en")
    for (index, area) in Programme.areas.enumerated() {
      areas.row("\(index + 1)", area.spanish, area.english)
    }
    try folder.write(areas.text, to: "programme/areas.csv")

    var objectives = DelimitedText()
    objectives.row("objective", "title_es", "title_en", "area")
    for (index, objective) in Programme.objectives.enumerated() {
      objectives.row("\(index + 1)", objective.spanish, objective.english, "\(objective.area)")
    }
    try folder.write(objectives.text, to: "programme/objectives.csv")
  }

  /// Titles that are longer in the programme than in Zoom.
  private static let fullTitles: [String: (spanish: String, english: String)] = [
    "R1": (
      "Apertura. Revisión de los avances y desafíos en la implementación del Pacto Mundial para la Migración "
        + "Segura, Ordenada y Regular en América Latina y el Caribe",
      "Opening. Review of progress and challenges in the implementation of the Global Compact for Safe, "
        + "Orderly and Regular Migration in Latin America and the Caribbean"
    ),
    "R2": (
      "Revisión de los avances y desafíos en la implementación del Pacto Mundial para la Migración Segura, "
        + "Ordenada y Regular en América Latina y el Caribe (continuación)",
      "Review of progress and challenges in the implementation of the Global Compact for Safe, Orderly and "
        + "Regular Migration in Latin America and the Caribbean (continued)"
    ),
  ]

  private static let areas: [(spanish: String, english: String)] = [
    (
      "Promoción de un discurso, políticas y planificación sobre migración basados en hechos y datos",
      "Promoting fact-based and data-driven migration discourse, policy and planning"
    ),
    (
      "Protección de los derechos humanos, la seguridad y el bienestar de los migrantes, entre otras cosas "
        + "mediante la atención a los factores de vulnerabilidad en la migración y la mitigación de las "
        + "situaciones de vulnerabilidad",
      "Protecting the human rights, safety and wellbeing of migrants, including through addressing drivers and "
        + "mitigating situations of vulnerability in migration"
    ),
    (
      "Abordar la migración irregular, incluso mediante la gestión de las fronteras y la lucha contra la "
        + "delincuencia transnacional",
      "Addressing irregular migration, including through managing borders and combatting transnational crime"
    ),
    (
      "Facilitar la migración regular y el trabajo decente, y potenciar los efectos positivos de la movilidad "
        + "humana en el desarrollo",
      "Facilitating regular migration, decent work and the development effects of human mobility"
    ),
    (
      "Mejorar la inclusión social y la integración de los migrantes",
      "Improving the social inclusion and integration of migrants"
    ),
  ]

  private static let objectives: [(spanish: String, english: String, area: Int)] = [
    ("Datos", "Data", 1), ("Minimizar factores adversos", "Minimize adverse drivers", 2),
    ("Proporcionar información", "Information provision", 1),
    ("Identidad jurídica y documentación", "Legal identity and documentation", 3),
    ("Vías de migración regular", "Regular pathways", 4),
    ("Contratación y trabajo decente", "Recruitment and decent work", 4),
    ("Reducir vulnerabilidades", "Reduce vulnerabilities", 2), ("Salvar vidas", "Save lives", 2),
    ("Combatir el tráfico de migrantes", "Counter smuggling", 3),
    ("Erradicar la trata de personas", "Eradicate trafficking", 3),
    ("Gestión de fronteras", "Manage borders", 3),
    ("Verificación de antecedentes y derivación", "Screening and referral", 2),
    ("Alternativas a la detención", "Alternatives to detention", 2),
    ("Protección consular", "Consular protection", 5),
    ("Acceso a los servicios básicos", "Access to basic services", 5),
    ("Inclusión y cohesión social", "Inclusion and social cohesion", 5),
    ("Eliminar la discriminación", "Eliminate discrimination", 1),
    ("Desarrollo y reconocimiento de competencias", "Skills development and recognition", 4),
    ("Contribución de migrantes y diásporas", "Migrant and diaspora contributions", 4),
    ("Remesas", "Remittances", 4),
    ("Retorno y reintegración dignos", "Dignified return and reintegration", 3),
    ("Protección social", "Social protection", 5),
    ("Cooperación internacional", "International cooperation", 1),
  ]
}
