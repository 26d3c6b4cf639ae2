extension Countries {
  /// Further names used by forms, Zoom, the United Nations and the World Bank.
  ///
  /// Names that are also cities or several countries are left out on purpose ("San Vicente",
  /// "Trinidad", "Islas Vírgenes", "América").
  static let aliases = """
    AE UAE|EAU
    AI Anguilla (UK)
    AU Commonwealth of Australia
    BA Bosnia
    BM Islas Bermudas|Bermudas (Islas)
    BO Estado Plurinacional de Bolivia|État plurinational de Bolivie|Bolivia (Plur. State of)|\
      Bolivia (Est. Plur. de)
    BQ Bonaire|Bonaire, San Eustaquio y Saba|Bonaire, Saint-Eustache et Saba|\
      Bonaire, Santo Eustáquio e Saba
    BR República Federativa do Brasil
    BS Bahamas Islands|Islas Bahamas
    CD DRC|RDC|DR Congo|RD Congo|République démocratique du Congo|Congo, Dem. Rep.|\
      Congo, República Democrática del|Zaire
    CG Congo, Rep.
    CH Confederación Suiza|Confoederatio Helvetica
    CI Ivory Coast|Costa de Marfil|Costa do Marfim
    CN PR China|República Popular China|République populaire de Chine|Mainland China
    CW Curasao
    CZ República Checa|República Tcheca|République tchèque
    DE República Federal de Alemania|República Federal da Alemanha|République fédérale d'Allemagne|\
      Deutschland
    DM Mancomunidad de Dominica
    DO Dominicana, República
    EG Egypt, Arab Rep.|República Árabe de Egipto|República Árabe do Egito|République arabe d'Égypte
    ES Reino de España
    FK Malvinas|Islas Malvinas (Falkland Islands)|Falklands
    FM Micronesia, Fed. Sts.|Estados Federados de Micronesia|États fédérés de Micronésie
    FR República Francesa|République française|France métropolitaine|France (metropolitan)
    GB UK|R.U.|Great Britain|Gran Bretaña|Grã-Bretanha|Grande-Bretagne|\
      Reino Unido de Gran Bretaña e Irlanda del Norte|Reino Unido da Grã-Bretanha e Irlanda do Norte|\
      Royaume-Uni de Grande-Bretagne et d'Irlande du Nord|England|Inglaterra|Angleterre|Scotland|\
      Escocia|Wales|Gales|Northern Ireland|Irlanda del Norte|Britain
    GF Guyana Francesa|Guyane
    GY República Cooperativa de Guyana|Co-operative Republic of Guyana
    HK Hong Kong, China|Hong Kong SAR|Hong Kong SAR China|RAE de Hong Kong (China)|\
      Hong Kong, RAE da China|China, Hong Kong SAR
    HT Hayti|Ayiti
    IR República Islámica del Irán|República Islâmica do Irã|République islamique d'Iran|Irão
    JP Nippon
    KN Saint Kitts|San Kitts y Nevis|San Cristóbal y Nevis|Saint Christopher and Nevis|\
      Federation of Saint Christopher and Nevis|Federación de San Cristóbal y Nieves
    KP DPRK|RPDC|Korea, Dem. People's Rep.|República Popular Democrática de Corea|\
      República Popular Democrática da Coreia|République populaire démocratique de Corée
    KR ROK|Korea|Corea|Coreia|Corée|República de Corea|República da Coreia|République de Corée|\
      Corea, República de|Korea (South)
    KY Islas Caimanes|Cayman|Îles Caïmanes|Îles Caïman
    LA Lao PDR|República Democrática Popular Lao|República Democrática Popular do Laos|\
      République démocratique populaire lao
    LY State of Libya|Libyan Arab Jamahiriya
    MF San Martín (parte francesa)|Saint-Martin (partie française)|São Martinho (parte francesa)|\
      Collectivity of Saint Martin
    MK Macedonia|FYROM|The former Yugoslav Republic of Macedonia|Macedonia, FYR|República de Macedonia
    MM Burma|Birmania|Birmanie
    MO Macao SAR|Macao, China|Macao SAR China|China, Macao SAR
    MX Méjico|Estados Unidos Mexicanos
    NL Holanda|Holland|Hollande|Reino de los Países Bajos|Nederland|Reino dos Países Baixos|\
      Royaume des Pays-Bas
    PR Estado Libre Asociado de Puerto Rico|Commonwealth of Puerto Rico
    PS Palestine|Palestina|Estado de Palestina|État de Palestine|West Bank and Gaza
    PT República Portuguesa
    RU Federación de Rusia|Federación Rusa|Federação Russa|Fédération de Russie
    SA Reino de Arabia Saudita
    SR Surinã
    SX San Martín (parte neerlandesa)|San Martín (parte holandesa)|San Martin (Países Bajos)|\
      Saint Martin (Dutch part)|Saint-Martin (Pays-Bas)|St. Maarten|São Martinho (parte holandesa)
    SY República Árabe Siria|République arabe syrienne
    SZ Swaziland|Suazilandia|Swazilandia
    TC Turcas y Caicos|Islas Turcos y Caicos|Turks and Caicos|Îles Turques et Caïcos
    TL East Timor
    TR Turkey|República de Turquía
    TT Trinidad y Tabago|Trinidade e Tobago|Trindade e Tobago|República de Trinidad y Tabago
    TW Republic of China|Chinese Taipei|Taiwán, provincia de China|Taiwan (China)|Taipéi Chino
    TZ República Unida de Tanzanía|République-Unie de Tanzanie
    US EE. UU.|EUA|E.U.A.|U.S.|Estados Unidos de América|Estados Unidos de Norteamérica|\
      États-Unis d'Amérique
    UY República Oriental del Uruguay|Oriental Republic of Uruguay
    VA Holy See|Santa Sede|Santa Sé|Saint-Siège|Vaticano|Vatican|Vatican City State|\
      Estado de la Ciudad del Vaticano
    VE República Bolivariana de Venezuela|République bolivarienne du Venezuela|Venezuela, RB|\
      Venezuela (Rep. Bolivariana de)
    VG Virgin Islands (UK)|BVI
    VI Islas Vírgenes de los Estados Unidos|Islas Vírgenes Americanas|Islas Vírgenes Estadounidenses|\
      United States Virgin Islands|USVI|Ilhas Virgens dos Estados Unidos|Îles Vierges américaines
    VN Vietname|República Socialista de Viet Nam
    YE Yemen, Rep.
    ZA RSA
    """
}
