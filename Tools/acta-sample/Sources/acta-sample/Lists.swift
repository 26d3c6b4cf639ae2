/// The lists that the secretariat keeps: codes, wordings, who is staff, who is one person.
enum Lists {
  static func write(to folder: OutputFolder, population: Population) throws {
    try folder.write(eclac + "\n", to: "lists/eclac-members.csv")
    try folder.write(categories(), to: "lists/categories.csv")
    try folder.write(categoryAnswers(), to: "lists/category-answers.csv")
    try folder.write(staff(), to: "lists/staff.csv")
    try folder.write(samePerson(population), to: "lists/same-person.csv")
    try folder.write(entities(), to: "lists/entities.csv")
    try folder.write(entityNames(), to: "lists/entity-names.csv")
    try folder.write(categoryGroups(), to: "lists/category-groups.csv")
    try folder.write(network(), to: "lists/regional-network.csv")
  }

  private static func categories() -> String {
    var file = DelimitedText()
    file.row("category", "order", "es", "en", "pt", "fr")
    for (index, category) in Category.allCases.enumerated() {
      let label = Answers.labels[category]!
      file.row(
        category.rawValue, "\(index + 1)", label.spanish, label.english, label.portuguese, label.french)
    }
    return file.text
  }

  private static func categoryAnswers() -> String {
    var file = DelimitedText()
    file.row("answer", "category")
    for category in Category.allCases {
      for answer in different(Answers.wordings[category]!) { file.row(answer, category.rawValue) }
    }
    return file.text
  }

  private static func staff() -> String {
    var file = DelimitedText()
    file.row("name", "email", "role")
    for member in Staff.all { file.row(member.name, member.email, member.role) }
    return file.text
  }

  private static func samePerson(_ population: Population) -> String {
    var file = DelimitedText()
    file.row("alias", "email", "note")
    for person in population.registered {
      if let second = person.secondEmail { file.row(second, person.email, "Confirmado por correo") }
    }
    return file.text
  }

  private static func entities() -> String {
    var file = DelimitedText()
    file.row("entity", "kind", "name_es", "name_en", "level")
    for (kind, entities) in [("process", EntityList.processes), ("un", EntityList.agencies)] {
      for entity in entities {
        file.row(entity.acronym, kind, entity.spanish, entity.english, entity.level)
      }
    }
    return file.text
  }

  /// The groups in which the published summary names the participants.
  private static func categoryGroups() -> String {
    var file = DelimitedText()
    file.row("category", "review_group", "webinar_group")
    for category in Category.allCases {
      let review =
        switch category {
        case .governments: "governments"
        case .unAgencies: "un-system"
        case .processes, .cooperation: "intergovernmental"
        default: "civil-society"
        }
      let webinar =
        switch category {
        case .governments: "governments"
        case .unAgencies: "un-agencies"
        case .diasporas, .civilSociety: "migrants-and-civil-society"
        case .workers: "unions"
        case .humanRights: "human-rights-institutions"
        case .academia: "academia"
        default: "others"
        }
      file.row(category.rawValue, review, webinar)
    }
    return file.text
  }

  private static func network() -> String {
    var file = DelimitedText()
    file.row("entity", "role")
    for (index, entity) in EntityList.network.enumerated() {
      file.row(entity, index == 0 ? "coordinator" : "member")
    }
    return file.text
  }

  private static func entityNames() -> String {
    var file = DelimitedText()
    file.row("name", "entity")
    for entity in EntityList.processes + EntityList.agencies {
      for name in different(entity.names) { file.row(name, entity.acronym) }
    }
    return file.text
  }

  /// What differs in more than case, accents and spaces around.
  private static func different(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.filter {
      seen.insert(Person.plain($0).lowercased().split(separator: " ").joined(separator: " ")).inserted
    }
  }

  /// The 46 member States and 14 associate members of ECLAC in 2021.
  private static let eclac = """
    alpha2,alpha3,m49,name_es,name_en,membership,region
    AG,ATG,028,Antigua y Barbuda,Antigua and Barbuda,member,Caribe
    AR,ARG,032,Argentina,Argentina,member,América Latina
    BS,BHS,044,Bahamas,Bahamas,member,Caribe
    BB,BRB,052,Barbados,Barbados,member,Caribe
    BZ,BLZ,084,Belice,Belize,member,Caribe
    BO,BOL,068,Bolivia (Estado Plurinacional de),Bolivia (Plurinational State of),member,América Latina
    BR,BRA,076,Brasil,Brazil,member,América Latina
    CA,CAN,124,Canadá,Canada,member,Extrarregional
    CL,CHL,152,Chile,Chile,member,América Latina
    CO,COL,170,Colombia,Colombia,member,América Latina
    CR,CRI,188,Costa Rica,Costa Rica,member,América Latina
    CU,CUB,192,Cuba,Cuba,member,América Latina
    DM,DMA,212,Dominica,Dominica,member,Caribe
    DO,DOM,214,República Dominicana,Dominican Republic,member,América Latina
    EC,ECU,218,Ecuador,Ecuador,member,América Latina
    SV,SLV,222,El Salvador,El Salvador,member,América Latina
    FR,FRA,250,Francia,France,member,Extrarregional
    DE,DEU,276,Alemania,Germany,member,Extrarregional
    GD,GRD,308,Granada,Grenada,member,Caribe
    GT,GTM,320,Guatemala,Guatemala,member,América Latina
    GY,GUY,328,Guyana,Guyana,member,Caribe
    HT,HTI,332,Haití,Haiti,member,América Latina
    HN,HND,340,Honduras,Honduras,member,América Latina
    IT,ITA,380,Italia,Italy,member,Extrarregional
    JM,JAM,388,Jamaica,Jamaica,member,Caribe
    JP,JPN,392,Japón,Japan,member,Extrarregional
    MX,MEX,484,México,Mexico,member,América Latina
    NL,NLD,528,Países Bajos (Reino de los),Netherlands (Kingdom of the),member,Extrarregional
    NI,NIC,558,Nicaragua,Nicaragua,member,América Latina
    NO,NOR,578,Noruega,Norway,member,Extrarregional
    PA,PAN,591,Panamá,Panama,member,América Latina
    PY,PRY,600,Paraguay,Paraguay,member,América Latina
    PE,PER,604,Perú,Peru,member,América Latina
    PT,PRT,620,Portugal,Portugal,member,Extrarregional
    KR,KOR,410,República de Corea,Republic of Korea,member,Extrarregional
    KN,KNA,659,Saint Kitts y Nevis,Saint Kitts and Nevis,member,Caribe
    LC,LCA,662,Santa Lucía,Saint Lucia,member,Caribe
    VC,VCT,670,San Vicente y las Granadinas,Saint Vincent and the Grenadines,member,Caribe
    ES,ESP,724,España,Spain,member,Extrarregional
    SR,SUR,740,Suriname,Suriname,member,Caribe
    TT,TTO,780,Trinidad y Tabago,Trinidad and Tobago,member,Caribe
    TR,TUR,792,Türkiye,Türkiye,member,Extrarregional
    GB,GBR,826,Reino Unido de Gran Bretaña e Irlanda del Norte,United Kingdom of Great Britain and Northern Ireland,member,Extrarregional
    US,USA,840,Estados Unidos de América,United States of America,member,Extrarregional
    UY,URY,858,Uruguay,Uruguay,member,América Latina
    VE,VEN,862,Venezuela (República Bolivariana de),Venezuela (Bolivarian Republic of),member,América Latina
    AI,AIA,660,Anguila,Anguilla,associate,Caribe
    AW,ABW,533,Aruba,Aruba,associate,Caribe
    BM,BMU,060,Bermudas,Bermuda,associate,Caribe
    VG,VGB,092,Islas Vírgenes Británicas,British Virgin Islands,associate,Caribe
    KY,CYM,136,Islas Caimán,Cayman Islands,associate,Caribe
    CW,CUW,531,Curasao,Curaçao,associate,Caribe
    GF,GUF,254,Guayana Francesa,French Guiana,associate,Caribe
    GP,GLP,312,Guadalupe,Guadeloupe,associate,Caribe
    MQ,MTQ,474,Martinica,Martinique,associate,Caribe
    MS,MSR,500,Montserrat,Montserrat,associate,Caribe
    PR,PRI,630,Puerto Rico,Puerto Rico,associate,Caribe
    SX,SXM,534,Sint Maarten,Sint Maarten,associate,Caribe
    TC,TCA,796,Islas Turcas y Caicos,Turks and Caicos Islands,associate,Caribe
    VI,VIR,850,Islas Vírgenes de los Estados Unidos,United States Virgin Islands,associate,Caribe
    """
}
