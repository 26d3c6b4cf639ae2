extension Countries {
  /// Names that forms, Zoom, the United Nations and the World Bank use beside those of ``names``, kept by hand.
  ///
  /// Left out on purpose: names that are also cities or more than one country ("San Vicente", "Islas Vírgenes",
  /// "América", "Saint Martin").
  static let aliases = """
    AE UAE|EAU|U.A.E.|Emiratos Árabes|Emirats arabes|Emirados Árabes|United Arab Emir.
    AI Anguilla (UK)
    AU Commonwealth of Australia
    BA Bosnia
    BJ Dahomey
    BM Bermudas (Islas)
    BO Bolivia (Plur. State of)|Bolivia (Est. Plur. de)
    BQ Bonaire|Bonaire, San Eustaquio y Saba
    BS Bahamas Islands|Islas Bahamas
    CD DRC|RDC|DR Congo|RD Congo|Congo, Dem. Rep.|Zaire|Dem. Rep. of the Congo
    CG Congo, Rep.
    CH Confoederatio Helvetica
    CI Ivory Coast
    CN PR China|Mainland China|China mainland|China continental|Chine continentale
    CW Curasao
    DE Deutschland
    DM Mancomunidad de Dominica
    DO Dominicana, República|R. Dominicana
    EG Egypt, Arab Rep.
    FK Malvinas|Islas Malvinas (Falkland Islands)|Falklands
    FM Micronesia, Fed. Sts.
    FR France métropolitaine|France (metropolitan)
    GB UK|Great Britain|Gran Bretaña|Grã-Bretanha|Grande-Bretagne|England|Inglaterra|Angleterre|Scotland|\
      Escocia|Wales|Gales|Northern Ireland|Irlanda del Norte|Britain
    GF Guyana Francesa|Guyane
    GS So. Georgia & So. Sandwich Isl.
    GY República Cooperativa de Guyana|Co-operative Republic of Guyana
    HK Hong Kong, China|Hong Kong SAR|China, Hong Kong SAR|Hong Kong S.A.R., China|Hong Kong S.A.R.
    HM Isla Heard e Islas McDonald
    HT Hayti|Ayiti
    IO Chagos Archipelago|Archipiélago de Chagos|Arquipélago de Chagos|Archipel des Chagos
    IR Persia
    JP Nippon
    KG Kirguizistán
    KN Saint Kitts|San Kitts y Nevis|San Cristóbal y Nevis|Saint Christopher and Nevis|\
      Federation of Saint Christopher and Nevis|Federación de San Cristóbal y Nieves
    KP DPRK|RPDC|Korea, Dem. People's Rep.|N Korea|Korea North|D.P.R. of Korea|DPR Korea
    KR ROK|Korea|Corea|Coreia|Corée|Korea (South)|S Korea|R. of Korea
    KY Islas Caimanes|Cayman|Îles Caïmanes|Îles Caïman
    LA Lao PDR|Lao People's Dem. Rep.
    LY State of Libya|Libyan Arab Jamahiriya
    MF San Martín (parte francesa)|São Martinho (parte francesa)|Collectivity of Saint Martin|\
      São Martinho (Saint-Martin)
    MK Macedonia|FYROM|The former Yugoslav Republic of Macedonia|Macedonia, FYR|República de Macedonia|\
      TFYR Macedonia
    MM Burma
    MO Macao SAR|Macao, China|China, Macao SAR|Macau, China|Macau S.A.R., China
    MU Ilhas Maurício|Isla Mauricio|Île Maurice
    MX Méjico
    NL Holanda|Holland|Hollande|Nederland
    NZ Nueva Zelandia
    PR Estado Libre Asociado de Puerto Rico|Commonwealth of Puerto Rico
    PS Palestine|Palestina|West Bank and Gaza
    RU Federación de Rusia|Fed. Rusa|Fed. de Rusia
    SR Surinã
    ST São Tomé|Santo Tomé
    SX San Martín (parte neerlandesa)|San Martín (parte holandesa)|San Martin (Países Bajos)|\
      Saint Martin (Dutch part)|St. Maarten|São Martinho (parte holandesa)|Isla de San Martín (zona holandesa)
    SZ Swaziland|Swazilandia
    TC Turcas y Caicos|Islas Turcos y Caicos|Turks and Caicos|Îles Turques et Caïcos
    TF French Southern and Antarctic Lands
    TL East Timor
    TT Trinidad y Tabago|República de Trinidad y Tabago|Trinidad
    TW Republic of China|Chinese Taipei|Taiwan (China)|Taipéi Chino
    UM Îles mineures éloignées des É.-U.
    US EE. UU.|EUA|E.U.A.|U.S.|Estados Unidos de Norteamérica|USA
    UY Oriental Republic of Uruguay
    VA Holy See|Santa Sede|Santa Sé|Saint-Siège|Vaticano|Vatican|Vatican City State|\
      Estado de la Ciudad del Vaticano
    VC St Vincent
    VE Venezuela, RB|Venezuela (Bol. Rep. of)
    VG Virgin Islands (UK)|BVI
    VI Islas Vírgenes Americanas|Islas Vírgenes Estadounidenses|United States Virgin Islands|USVI
    YE Yemen, Rep.
    ZA RSA
    """
}
