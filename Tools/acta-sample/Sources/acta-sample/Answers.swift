/// What people answer on forms, each in a wording of their own.
enum Answers {
  static func category(of person: Person) -> String {
    let answers = wordings[person.category]!
    return answers[mark(person) % answers.count]
  }

  static func country(of person: Person) -> String {
    let names = CountryNames.spellings(of: person.country)
    // Whoever does not speak for a Government may speak for no country.
    if person.category != .governments, mark(person) % 11 == 0 {
      return ["Regional", "América Latina y el Caribe", "--", ""][mark(person) % 4]
    }
    return names[mark(person) / 3 % names.count]
  }

  /// A question of the registration form, in the account's language.
  struct Question: Sendable {
    var english: String
    var spanish: String
    var answer: @Sendable (Person) -> String
  }

  static let questions = [
    Question(english: "Organization", spanish: "Organización") { $0.organisation },
    Question(english: "Stakeholder category", spanish: "Categoría de participante") { category(of: $0) },
    Question(english: "Country you represent", spanish: "País que representa") { country(of: $0) },
  ]

  /// A number that stays the same for the same person.
  private static func mark(_ person: Person) -> Int {
    person.email.utf8.reduce(7) { ($0 * 31 + Int($1)) % 1_000_003 }
  }

  static let wordings: [Category: [String]] = [
    .governments: ["Gobierno", "Government", "Governo", "Gouvernement", "GOBIERNO ", "Gobierno nacional"],
    .unAgencies: [
      "Agencias, fondos y programas", "UN agency, fund or programme", "Naciones Unidas", "Sistema de la ONU",
      "Agência da ONU",
    ],
    .humanRights: ["Institución nacional de derechos humanos", "National human rights institution", "INDH"],
    .parliament: ["Parlamentario/a", "Parliamentarian", "Parlamentar"],
    .diasporas: ["Diáspora", "Diaspora organization", "Dia\u{301}spora", "Migrantes y diásporas"],
    .civilSociety: [
      "Sociedad civil", "Civil society organization", "Organización de la sociedad civil",
      "Sociedade civil", "Société civile", "ONG",
    ],
    .workers: ["Sindicato", "Trade union", "Organización de trabajadores"],
    .academia: ["Academia", "Academia y centros de estudio", "Universidad", "Université", "Academy"],
    .local: ["Autoridad local", "Local authority", "Gobierno local o comunidad"],
    .processes: ["Proceso o plataforma regional", "Regional process or platform"],
    .cooperation: ["Cooperación internacional", "International cooperation", "Cooperação internacional"],
    .others: [
      "Otro", "Other", "Outro", "Autre", "Sector privado", "Private sector", "Medios de comunicación",
      "Organización religiosa", "Cruz Roja y Media Luna Roja",
    ],
  ]

  static let labels: [Category: (spanish: String, english: String, portuguese: String, french: String)] = [
    .governments: ("Gobiernos", "Governments", "Governos", "Gouvernements"),
    .unAgencies: (
      "Agencias, fondos y programas", "UN agencies, funds and programmes", "Agências, fundos e programas",
      "Organismes, fonds et programmes"
    ),
    .humanRights: (
      "Instituciones nacionales de derechos humanos", "National human rights institutions",
      "Instituições nacionais de direitos humanos", "Institutions nationales des droits de l’homme"
    ),
    .parliament: ("Parlamentarios/as", "Parliamentarians", "Parlamentares", "Parlementaires"),
    .diasporas: ("Diásporas", "Diasporas", "Diásporas", "Diasporas"),
    .civilSociety: (
      "Organizaciones de la sociedad civil", "Civil society organizations",
      "Organizações da sociedade civil", "Organisations de la société civile"
    ),
    .workers: (
      "Organizaciones de trabajadores", "Workers’ organizations", "Organizações de trabalhadores",
      "Organisations de travailleurs"
    ),
    .academia: ("Academia", "Academia", "Academia", "Milieu universitaire"),
    .local: (
      "Autoridades y comunidades locales", "Local authorities and communities",
      "Autoridades e comunidades locais", "Autorités et communautés locales"
    ),
    .processes: (
      "Procesos y plataformas regionales", "Regional processes and platforms",
      "Processos e plataformas regionais", "Processus et plateformes régionaux"
    ),
    .cooperation: (
      "Cooperación internacional", "International cooperation", "Cooperação internacional",
      "Coopération internationale"
    ),
    .others: ("Otros", "Others", "Outros", "Autres"),
  ]
}
