import Testing

@testable import Tables

@Suite struct CountriesTests {
  /// The 46 member States and 14 associate members of ECLAC in 2021.
  static let members = [
    ("AG", "ATG", "028", "Antigua and Barbuda", "Antigua y Barbuda"),
    ("AR", "ARG", "032", "Argentina", "Argentina"),
    ("BS", "BHS", "044", "Bahamas", "Bahamas"),
    ("BB", "BRB", "052", "Barbados", "Barbados"),
    ("BZ", "BLZ", "084", "Belize", "Belice"),
    ("BO", "BOL", "068", "Bolivia (Plurinational State of)", "Bolivia (Estado Plurinacional de)"),
    ("BR", "BRA", "076", "Brazil", "Brasil"),
    ("CA", "CAN", "124", "Canada", "Canadá"),
    ("CL", "CHL", "152", "Chile", "Chile"),
    ("CO", "COL", "170", "Colombia", "Colombia"),
    ("CR", "CRI", "188", "Costa Rica", "Costa Rica"),
    ("CU", "CUB", "192", "Cuba", "Cuba"),
    ("DM", "DMA", "212", "Dominica", "Dominica"),
    ("DO", "DOM", "214", "Dominican Republic", "República Dominicana"),
    ("EC", "ECU", "218", "Ecuador", "Ecuador"),
    ("SV", "SLV", "222", "El Salvador", "El Salvador"),
    ("FR", "FRA", "250", "France", "Francia"),
    ("DE", "DEU", "276", "Germany", "Alemania"),
    ("GD", "GRD", "308", "Grenada", "Granada"),
    ("GT", "GTM", "320", "Guatemala", "Guatemala"),
    ("GY", "GUY", "328", "Guyana", "Guyana"),
    ("HT", "HTI", "332", "Haiti", "Haití"),
    ("HN", "HND", "340", "Honduras", "Honduras"),
    ("IT", "ITA", "380", "Italy", "Italia"),
    ("JM", "JAM", "388", "Jamaica", "Jamaica"),
    ("JP", "JPN", "392", "Japan", "Japón"),
    ("MX", "MEX", "484", "Mexico", "México"),
    ("NL", "NLD", "528", "Netherlands (Kingdom of the)", "Países Bajos (Reino de los)"),
    ("NI", "NIC", "558", "Nicaragua", "Nicaragua"),
    ("NO", "NOR", "578", "Norway", "Noruega"),
    ("PA", "PAN", "591", "Panama", "Panamá"),
    ("PY", "PRY", "600", "Paraguay", "Paraguay"),
    ("PE", "PER", "604", "Peru", "Perú"),
    ("PT", "PRT", "620", "Portugal", "Portugal"),
    ("KR", "KOR", "410", "Republic of Korea", "República de Corea"),
    ("KN", "KNA", "659", "Saint Kitts and Nevis", "Saint Kitts y Nevis"),
    ("LC", "LCA", "662", "Saint Lucia", "Santa Lucía"),
    ("VC", "VCT", "670", "Saint Vincent and the Grenadines", "San Vicente y las Granadinas"),
    ("ES", "ESP", "724", "Spain", "España"),
    ("SR", "SUR", "740", "Suriname", "Suriname"),
    ("TT", "TTO", "780", "Trinidad and Tobago", "Trinidad y Tabago"),
    ("TR", "TUR", "792", "Türkiye", "Türkiye"),
    (
      "GB", "GBR", "826", "United Kingdom of Great Britain and Northern Ireland",
      "Reino Unido de Gran Bretaña e Irlanda del Norte"
    ),
    ("US", "USA", "840", "United States of America", "Estados Unidos de América"),
    ("UY", "URY", "858", "Uruguay", "Uruguay"),
    ("VE", "VEN", "862", "Venezuela (Bolivarian Republic of)", "Venezuela (República Bolivariana de)"),
    ("AI", "AIA", "660", "Anguilla", "Anguila"),
    ("AW", "ABW", "533", "Aruba", "Aruba"),
    ("BM", "BMU", "060", "Bermuda", "Bermudas"),
    ("VG", "VGB", "092", "British Virgin Islands", "Islas Vírgenes Británicas"),
    ("KY", "CYM", "136", "Cayman Islands", "Islas Caimán"),
    ("CW", "CUW", "531", "Curaçao", "Curasao"),
    ("GF", "GUF", "254", "French Guiana", "Guayana Francesa"),
    ("GP", "GLP", "312", "Guadeloupe", "Guadalupe"),
    ("MQ", "MTQ", "474", "Martinique", "Martinica"),
    ("MS", "MSR", "500", "Montserrat", "Montserrat"),
    ("PR", "PRI", "630", "Puerto Rico", "Puerto Rico"),
    ("SX", "SXM", "534", "Sint Maarten (Dutch part)", "San Martín (parte neerlandesa)"),
    ("TC", "TCA", "796", "Turks and Caicos Islands", "Islas Turcas y Caicos"),
    ("VI", "VIR", "850", "United States Virgin Islands", "Islas Vírgenes de los Estados Unidos"),
  ]

  @Test(arguments: members)
  func `a member is found by its names and codes`(
    member: (alpha2: String, alpha3: String, numeric: String, english: String, spanish: String)
  ) {
    for name in [member.alpha2, member.alpha3, member.numeric, member.english, member.spanish] {
      #expect(Countries.country(named: name)?.alpha2 == member.alpha2, "\(name)")
      #expect(Countries.alpha3(of: name) == member.alpha3, "\(name)")
      #expect(Countries.alpha3(of: "  \(name.uppercased()) ") == member.alpha3, "\(name)")
    }
  }

  @Test func `no name stands for two countries`() {
    #expect(Countries.catalogue.clashes.isEmpty, "\(Countries.catalogue.clashes)")
    #expect(Set(Countries.catalogue.names.values.map(\.alpha2)).count == 249)
    #expect(Countries.catalogue.codes.count == 3 * 249)
  }

  @Test(arguments: [
    ("Dominica", "DMA"), ("República Dominicana", "DOM"), ("Rep. Dominicana", "DOM"),
    ("Guyana", "GUY"), ("Guayana Francesa", "GUF"), ("Guiana Francesa", "GUF"),
    ("Saint Martin", "MAF"), ("Sint Maarten", "SXM"), ("St. Maarten", "SXM"),
    ("Surinam", "SUR"), ("Surinám", "SUR"), ("Curazao", "CUW"), ("CURASAO", "CUW"), ("Curacao", "CUW"),
    ("Trinidad y Tobago", "TTO"), ("Trinidad & Tobago", "TTO"), ("Trinité-et-Tobago", "TTO"),
    ("Sao Tome", "STP"), ("Nueva Zelandia", "NZL"), ("Fed. Rusa", "RUS"), ("Emiratos Arabes", "ARE"),
    ("San Cristóbal y Nieves", "KNA"), ("St. Kitts & Nevis", "KNA"), ("São Cristóvão e Névis", "KNA"),
    ("Turkey", "TUR"), ("Turquía", "TUR"), ("Türkiye", "TUR"), ("Turkiye", "TUR"),
    ("EE. UU.", "USA"), ("EEUU", "USA"), ("U.S.A.", "USA"), ("E.U.A.", "USA"), ("U.A.E.", "ARE"),
    ("R.U.", "GBR"), ("États-Unis", "USA"), ("EUA", "USA"),
    ("Reino Unido", "GBR"), ("UK", "GBR"), ("Gran Bretaña", "GBR"), ("Holanda", "NLD"),
    ("The Netherlands", "NLD"), ("Países Baixos", "NLD"), ("Corea", "KOR"), ("Korea, Rep.", "KOR"),
    ("Corea del Norte", "PRK"), ("Korea (Democratic People's Republic of)", "PRK"),
    ("Bahamas, The", "BHS"), ("Las Bahamas", "BHS"), ("Egypt, Arab Rep.", "EGY"),
    ("Hong Kong, China", "HKG"), ("Congo, Democratic Republic of the", "COD"), ("Congo", "COG"),
    ("Côte d’Ivoire", "CIV"), ("Costa de Marfil", "CIV"), ("Iran (Islamic Republic of)", "IRN"),
    ("República de Chile", "CHL"), ("República del Perú", "PER"), ("República Argentina", "ARG"),
    ("Kingdom of Spain", "ESP"), ("Moldova, Republic of", "MDA"), ("República de China", "TWN"),
    ("Me\u{301}xico", "MEX"), ("BRÉSIL", "BRA"), ("Alemanha", "DEU"), ("Virgin Islands (British)", "VGB"),
    ("Virgin Islands (U.S.)", "VIR"), ("Saint Vincent & the Grenadines", "VCT"), ("México ", "MEX"),
  ])
  func `a usual name is found`(name: String, alpha3: String) {
    #expect(Countries.alpha3(of: name) == alpha3)
  }

  @Test(arguments: [
    "", "  ", "--", "N/A", "Granada (España)", "Santiago", "Virgin Islands", "República", "the",
    "Latinoamérica",
    "Chile / Perú", "América", "ZZ", "000",
  ])
  func `what names no country gives none`(name: String) {
    #expect(Countries.alpha3(of: name) == nil)
  }

  /// Names as lists and forms have them, with the country they mean.
  static let found = [
    ("Democratic Republic of the Congo", "COD"), ("The Democratic Republic of the Congo", "COD"),
    ("Congo (Democratic Republic Of)", "COD"), ("Congo, Democratic Republic of the", "COD"),
    ("Dem. Rep. of the Congo", "COD"), ("DR Congo", "COD"), ("República Democrática del Congo", "COD"),
    ("République démocratique du Congo", "COD"), ("Congo", "COG"), ("D.P.R. of Korea", "PRK"),
    ("N Korea", "PRK"), ("Democratic People's Republic of Korea", "PRK"), ("Korea South", "KOR"),
    ("Hong Kong S.A.R., China", "HKG"), ("St Vincent", "VCT"), ("Trinidad", "TTO"), ("R. Dominicana", "DOM"),
    ("Chine", "CHN"), ("Réunion", "REU"), ("Singapour", "SGP"), ("Cingapura", "SGP"), ("Benim", "BEN"),
    ("Bangladeche", "BGD"), ("Gronelândia", "GRL"), ("Irão", "IRN"), ("Tajiquistão", "TJK"),
    ("Turquemenistão", "TKM"), ("Kirghizistan", "KGZ"), ("Maurícia", "MUS"), ("Comoras", "COM"),
    ("Comores", "COM"), ("Maldivas", "MDV"), ("bolivia (plurinational state of)", "BOL"), ("turkiye", "TUR"),
    ("Cape Verde", "CPV"), ("U.S.A.", "USA"), ("E.U.A.", "USA"), ("U.A.E.", "ARE"),
    ("R.U.", "GBR"), ("NO", "NOR"), ("NA", "NAM"), ("Chipre", "CYP"),
  ]

  @Test(arguments: found) func `a usual or official name in four languages is known`(
    _ name: String, _ code: String
  ) {
    #expect(Countries.alpha3(of: name) == code)
  }

  @Test(arguments: ["ONU", "--", "", "Naciones Unidas", "Granada (España)", "América"])
  func `what is not a country has no code`(_ name: String) { #expect(Countries.alpha3(of: name) == nil) }

  @Test func `every country's name in every language leads back to it`() {
    for country in Set(Countries.catalogue.codes.values.map(\.alpha3)) {
      for language in Countries.languages {
        let name = Countries.name(of: country, in: language)
        #expect(name.flatMap(Countries.alpha3(of:)) == country, "\(name ?? "no name") in \(language)")
      }
    }
    #expect(Countries.name(of: "che", in: "es") == "Suiza")
    #expect(Countries.name(of: "CHE", in: "ar") == nil)
    #expect(Countries.name(of: "XYZ", in: "es") == nil)
  }
}
