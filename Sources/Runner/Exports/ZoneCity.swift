/// The city that a time zone is named after, as readers write it: `America/Sao_Paulo` is São Paulo.
enum ZoneCity {
  /// In French with its preposition: `de Santiago`, `d’Abidjan`, `du Caire`.
  static func name(of zone: String, in language: String) -> String {
    let plain = String(zone.split(separator: "/").last ?? "").replacing("_", with: " ")
    let known = names[zone]?[language] ?? names[zone]?["*"]
    guard language == "fr" else { return known ?? plain }
    if let known, known.hasPrefix("du ") { return known }
    let city = known ?? plain
    return city.first.map { "AEIOUÉ".contains($0) } ?? false ? "d’\(city)" : "de \(city)"
  }

  /// By zone and language; `*` is for any other. Cities that every language writes as the zone does are not here.
  private static let names: [String: [String: String]] = [
    "Africa/Abidjan": ["es": "Abiyán", "pt": "Abidjã"],
    "Africa/Addis_Ababa": ["es": "Adís Abeba", "pt": "Adis Abeba", "fr": "Addis-Abeba"],
    "Africa/Algiers": ["es": "Argel", "pt": "Argel", "fr": "Alger"],
    "Africa/Cairo": ["es": "El Cairo", "fr": "du Caire"],
    "Africa/Johannesburg": ["es": "Johannesburgo", "pt": "Joanesburgo"],
    "Africa/Nairobi": ["pt": "Nairóbi"],
    "Africa/Tunis": ["es": "Túnez", "pt": "Túnis"],
    "America/Asuncion": ["*": "Asunción", "pt": "Assunção"],
    "America/Belem": ["*": "Belém"],
    "America/Bogota": ["*": "Bogotá", "fr": "Bogota"],
    "America/Cancun": ["*": "Cancún"],
    "America/Cuiaba": ["*": "Cuiabá"],
    "America/Guayaquil": ["pt": "Guaiaquil"],
    "America/Havana": ["es": "La Habana", "fr": "La Havane"],
    "America/Maceio": ["*": "Maceió"],
    "America/Mexico_City": ["es": "Ciudad de México", "pt": "Cidade do México", "fr": "Mexico"],
    "America/Montevideo": ["pt": "Montevidéu"],
    "America/New_York": ["es": "Nueva York", "pt": "Nova York"],
    "America/Panama": ["es": "Panamá", "pt": "Panamá"],
    "America/Port-au-Prince": ["es": "Puerto Príncipe", "pt": "Porto Príncipe"],
    "America/Port_of_Spain": ["es": "Puerto España", "fr": "Port-d’Espagne"],
    "America/Sao_Paulo": ["*": "São Paulo"],
    "America/Santo_Domingo": ["pt": "São Domingos", "fr": "Saint-Domingue"],
    "Asia/Beirut": ["pt": "Beirute", "fr": "Beyrouth"],
    "Asia/Jerusalem": ["es": "Jerusalén", "pt": "Jerusalém", "fr": "Jérusalem"],
    "Asia/Manila": ["fr": "Manille"],
    "Asia/Riyadh": ["es": "Riad", "pt": "Riade", "fr": "Riyad"],
    "Asia/Seoul": ["es": "Seúl", "pt": "Seul", "fr": "Séoul"],
    "Asia/Shanghai": ["es": "Shanghái", "pt": "Xangai"],
    "Asia/Singapore": ["es": "Singapur", "pt": "Singapura", "fr": "Singapour"],
    "Asia/Tokyo": ["es": "Tokio", "pt": "Tóquio"],
    "Atlantic/Azores": ["es": "las Azores", "pt": "Açores"],
    "Europe/Athens": ["es": "Atenas", "pt": "Atenas", "fr": "Athènes"],
    "Europe/Berlin": ["es": "Berlín", "pt": "Berlim"],
    "Europe/Brussels": ["es": "Bruselas", "pt": "Bruxelas", "fr": "Bruxelles"],
    "Europe/Copenhagen": ["es": "Copenhague", "pt": "Copenhague", "fr": "Copenhague"],
    "Europe/Dublin": ["es": "Dublín"],
    "Europe/Istanbul": ["es": "Estambul", "pt": "Istambul"],
    "Europe/Lisbon": ["es": "Lisboa", "pt": "Lisboa", "fr": "Lisbonne"],
    "Europe/London": ["es": "Londres", "pt": "Londres", "fr": "Londres"],
    "Europe/Luxembourg": ["es": "Luxemburgo", "pt": "Luxemburgo"],
    "Europe/Madrid": ["pt": "Madri"],
    "Europe/Moscow": ["es": "Moscú", "pt": "Moscou", "fr": "Moscou"],
    "Europe/Paris": ["es": "París"],
    "Europe/Rome": ["es": "Roma", "pt": "Roma"],
    "Europe/Stockholm": ["es": "Estocolmo", "pt": "Estocolmo"],
    "Europe/Vienna": ["es": "Viena", "pt": "Viena", "fr": "Vienne"],
    "Europe/Warsaw": ["es": "Varsovia", "pt": "Varsóvia", "fr": "Varsovie"],
    "Europe/Zurich": ["es": "Zúrich", "pt": "Zurique"],
  ]
}
