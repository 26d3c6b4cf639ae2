/// How people write the countries that occur: the first is the usual Spanish name.
enum CountryNames {
  static func spellings(of alpha3: String) -> [String] { table[alpha3] ?? [alpha3] }

  static let table: [String: [String]] = [
    "ARG": ["Argentina", "ARGENTINA", "República Argentina", "Argentine", "AR"],
    "BOL": ["Bolivia", "Bolivia (Estado Plurinacional de)", "Estado Plurinacional de Bolivia", "BOL"],
    "BRA": ["Brasil", "Brazil", "Brésil", "brasil ", "República Federativa do Brasil"],
    "CHL": ["Chile", "CHILE", "República de Chile", "Chili", "CL"],
    "COL": ["Colombia", "Colômbia", "Colombie", "COLOMBIA "],
    "CRI": ["Costa Rica", "costa rica", "CRI"],
    "CUB": ["Cuba", "República de Cuba", "CUB"],
    "DOM": ["República Dominicana", "Rep. Dominicana", "Dominican Republic", "République dominicaine"],
    "ECU": ["Ecuador", "Equador", "Équateur", "ECUADOR"],
    "SLV": ["El Salvador", "EL SALVADOR", "SLV"],
    "GTM": ["Guatemala", "guatemala", "GT"],
    "GUY": ["Guyana", "Co-operative Republic of Guyana", "GUY"],
    "HND": ["Honduras", "HONDURAS", "HN"],
    "JAM": ["Jamaica", "Jamaïque", "JM"],
    "MEX": ["México", "Mexico", "Me\u{301}xico", "Mexique", "Estados Unidos Mexicanos"],
    "PAN": ["Panamá", "Panama", "PANAMÁ"],
    "PRY": ["Paraguay", "Paraguai", "PY"],
    "PER": ["Perú", "Peru", "PERU", "República del Perú"],
    "URY": ["Uruguay", "Uruguai", "República Oriental del Uruguay"],
    "TTO": ["Trinidad y Tabago", "Trinidad y Tobago", "Trinidad and Tobago", "Trinidad & Tobago"],
    "BRB": ["Barbados", "Barbade", "BB"],
    "BLZ": ["Belice", "Belize", "BZ"],
    "CAN": ["Canadá", "Canada", "CA"],
    "ESP": ["España", "Spain", "Espagne", "Espanha", "Reino de España"],
    "USA": ["Estados Unidos de América", "EE. UU.", "EEUU", "USA", "United States", "Estados Unidos"],
    "GBR": ["Reino Unido", "UK", "United Kingdom", "Reino Unido de Gran Bretaña e Irlanda del Norte"],
    "DEU": ["Alemania", "Germany", "Alemanha", "Allemagne"],
    "FRA": ["Francia", "France", "França"],
    "LCA": ["Santa Lucía", "Saint Lucia", "St. Lucia"],
    "ABW": ["Aruba", "ARUBA"],
    "CUW": ["Curazao", "Curaçao", "Curasao", "Curacao"],
    "TCA": ["Islas Turcas y Caicos", "Turks and Caicos Islands", "Turks & Caicos Islands"],
    "CHE": ["Suiza", "Switzerland", "Suisse"],
    "SWE": ["Suecia", "Sweden"],
    "PHL": ["Filipinas", "Philippines", "The Philippines"],
    "MAR": ["Marruecos", "Maroc", "Morocco"],
    "VAT": ["Santa Sede", "Holy See"],
    "MAF": ["Saint-Martin", "San Martín (parte francesa)"],
    "HTI": ["Haití", "Haïti", "Haiti"],
    "SUR": ["Suriname", "Surinam"],
    "DMA": ["Dominica", "Commonwealth of Dominica"],
    "NIC": ["Nicaragua", "NICARAGUA"],
    "ITA": ["Italia", "Italy"],
    "BMU": ["Bermudas", "Bermuda"],
    "SXM": ["Sint Maarten", "St. Maarten"],
  ]

  /// Where people who do not speak for a Government say that they are from.
  static let anywhere = [
    "ARG", "BRA", "CHL", "CHL", "COL", "CRI", "ECU", "SLV", "GTM", "HND", "MEX", "MEX", "PAN", "PER",
    "URY", "USA", "USA", "ESP", "CHE", "TTO",
  ]
}
