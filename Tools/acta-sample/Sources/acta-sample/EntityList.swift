/// Who is who on 12 April: entities with the names that people write for them.
struct Entity {
  var acronym: String
  var spanish: String
  var others: [String]

  var names: [String] { [acronym, spanish] + others }
}

enum EntityList {
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
