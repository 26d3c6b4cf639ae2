/// Who is who on 12 April: entities with the names that people write for them.
struct Entity {
  var acronym: String
  var spanish: String
  var others: [String]

  var names: [String] { [acronym, spanish] + others }
  /// The name in English, which not everybody writes.
  var english: String { EntityList.english[acronym] ?? spanish }
  /// Whether the entity is of the whole region, of a part of it, or of several regions; empty for UN agencies.
  var level: String { EntityList.levels[acronym] ?? "" }
}

enum EntityList {
  fileprivate static let levels = [
    "CRM": "regional", "CSM": "subregional", "MERCOSUR": "subregional", "CAN": "subregional",
    "SICA": "subregional", "CARICOM": "subregional", "CMC": "subregional", "SEGIB": "interregional",
    "OECO": "subregional", "R4V": "regional", "MIRPS": "regional", "PQ": "regional", "AP": "subregional",
    "OEA": "interregional",
  ]

  fileprivate static let english = [
    "CRM": "Regional Conference on Migration", "CSM": "South American Conference on Migration",
    "MERCOSUR": "Southern Common Market", "CAN": "Andean Community",
    "SICA": "Central American Integration System", "CARICOM": "Caribbean Community",
    "CMC": "Caribbean Migration Consultations", "SEGIB": "Ibero-American General Secretariat",
    "OECO": "Organisation of Eastern Caribbean States", "R4V": "R4V Platform",
    "MIRPS": "Comprehensive Regional Protection and Solutions Framework", "PQ": "Quito Process",
    "AP": "Pacific Alliance", "OEA": "Organization of American States",
    "OIM": "International Organization for Migration",
    "ACNUR": "Office of the United Nations High Commissioner for Refugees",
    "UNICEF": "United Nations Children’s Fund",
    "CEPAL": "Economic Commission for Latin America and the Caribbean",
    "ONU Mujeres": "United Nations Entity for Gender Equality and the Empowerment of Women",
    "PNUD": "United Nations Development Programme", "OIT": "International Labour Organization",
    "ACNUDH": "Office of the United Nations High Commissioner for Human Rights",
    "UNFPA": "United Nations Population Fund", "OPS/OMS": "Pan American Health Organization",
    "UNODC": "United Nations Office on Drugs and Crime", "FAO": "Food and Agriculture Organization",
    "ONUSIDA": "Joint United Nations Programme on HIV/AIDS",
    "ONU-Hábitat": "United Nations Human Settlements Programme",
  ]

  /// The agencies of the Regional Network on Migration, the coordinating one first. Which ones belong to it is
  /// made up here, as is who came.
  static let network = [
    "OIM", "ACNUR", "UNICEF", "CEPAL", "ONU Mujeres", "PNUD", "OIT", "ACNUDH", "UNFPA", "OPS/OMS",
    "UNODC", "ONUSIDA",
  ]

  static let processes = [
    Entity(
      acronym: "CRM", spanish: "Conferencia Regional sobre Migración",
      others: [
        "Regional Conference on Migration", "Conferencia Regional sobre Migración (CRM)", "RCM",
      ]),
    Entity(
      acronym: "CSM", spanish: "Conferencia Suramericana sobre Migraciones",
      others: [
        "Conferencia Sudamericana de Migraciones", "South American Conference on Migration",
      ]),
    Entity(acronym: "MERCOSUR", spanish: "Mercado Común del Sur", others: ["Mercosul", "Mercosur"]),
    Entity(
      acronym: "CAN", spanish: "Comunidad Andina", others: ["Secretaría General de la Comunidad Andina"]),
    Entity(acronym: "SICA", spanish: "Sistema de la Integración Centroamericana", others: ["SG-SICA"]),
    Entity(acronym: "CARICOM", spanish: "Comunidad del Caribe", others: ["Caribbean Community"]),
    Entity(
      acronym: "CMC", spanish: "Consultas sobre Migración en el Caribe",
      others: [
        "Caribbean Migration Consultations"
      ]),
    Entity(
      acronym: "SEGIB", spanish: "Secretaría General Iberoamericana",
      others: [
        "Secretaria-Geral Ibero-Americana"
      ]),
    Entity(acronym: "OECO", spanish: "Organización de Estados del Caribe Oriental", others: ["OECS"]),
    Entity(
      acronym: "R4V", spanish: "Plataforma R4V",
      others: [
        "Plataforma de Coordinación Interagencial para Refugiados y Migrantes"
      ]),
    Entity(acronym: "MIRPS", spanish: "Marco Integral Regional para la Protección y Soluciones", others: []),
    Entity(acronym: "PQ", spanish: "Proceso de Quito", others: ["Quito Process"]),
    Entity(acronym: "AP", spanish: "Alianza del Pacífico", others: ["Pacific Alliance"]),
    Entity(acronym: "OEA", spanish: "Organización de los Estados Americanos", others: ["OAS"]),
  ]

  static let agencies = [
    Entity(acronym: "OIM", spanish: "Organización Internacional para las Migraciones", others: ["IOM"]),
    Entity(
      acronym: "ACNUR", spanish: "Alto Comisionado de las Naciones Unidas para los Refugiados",
      others: [
        "UNHCR"
      ]),
    Entity(acronym: "UNICEF", spanish: "Fondo de las Naciones Unidas para la Infancia", others: []),
    Entity(
      acronym: "CEPAL", spanish: "Comisión Económica para América Latina y el Caribe", others: ["ECLAC"]),
    Entity(
      acronym: "ONU Mujeres", spanish: "Entidad de las Naciones Unidas para la Igualdad de Género",
      others: [
        "UN Women"
      ]),
    Entity(acronym: "PNUD", spanish: "Programa de las Naciones Unidas para el Desarrollo", others: ["UNDP"]),
    Entity(acronym: "OIT", spanish: "Organización Internacional del Trabajo", others: ["ILO"]),
    Entity(
      acronym: "ACNUDH", spanish: "Oficina del Alto Comisionado para los Derechos Humanos", others: ["OHCHR"]),
    Entity(acronym: "UNFPA", spanish: "Fondo de Población de las Naciones Unidas", others: []),
    Entity(
      acronym: "OPS/OMS", spanish: "Organización Panamericana de la Salud", others: ["PAHO/WHO", "OPS"]),
    Entity(
      acronym: "UNODC", spanish: "Oficina de las Naciones Unidas contra la Droga y el Delito", others: []),
    Entity(acronym: "FAO", spanish: "Organización para la Alimentación y la Agricultura", others: []),
    Entity(acronym: "ONUSIDA", spanish: "Programa Conjunto sobre el VIH/Sida", others: ["UNAIDS"]),
    Entity(
      acronym: "ONU-Hábitat", spanish: "Programa para los Asentamientos Humanos", others: ["UN-Habitat"]),
  ]
}
