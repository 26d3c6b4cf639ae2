extension Countries {
  /// The 249 countries and territories of ISO 3166-1: alpha-2, alpha-3, numeric code, then their names
  /// as English, Spanish, Portuguese and French write them, with ISO's own long forms.
  static let names = """
    AD AND 020 Andorra|Andorre|Principality of Andorra
    AE ARE 784 United Arab Emirates|Emiratos Árabes Unidos|Emirados Árabes Unidos|Émirats arabes unis
    AF AFG 004 Afghanistan|Afganistán|Afeganistão|Islamic Republic of Afghanistan
    AG ATG 028 Antigua & Barbuda
    AI AIA 660 Anguilla|Anguila
    AL ALB 008 Albania|Albanie|Republic of Albania
    AM ARM 051 Armenia|Arménie|Republic of Armenia
    AO AGO 024 Angola|Republic of Angola
    AQ ATA 010 Antarctica|Antártida|Antarctique
    AR ARG 032 Argentina|Argentine|Argentine Republic
    AS ASM 016 American Samoa|Samoa Americana|Samoa américaines
    AT AUT 040 Austria|Autriche|Republic of Austria
    AU AUS 036 Australia|Australie
    AW ABW 533 Aruba
    AX ALA 248 Åland Islands|Islas Aland|Ilhas Aland|Îles Åland
    AZ AZE 031 Azerbaijan|Azerbaiyán|Azerbaijão|Azerbaïdjan|Republic of Azerbaijan
    BA BIH 070 Bosnia & Herzegovina|Bosnie-Herzégovine|Republic of Bosnia and Herzegovina
    BB BRB 052 Barbados|Barbade
    BD BGD 050 Bangladesh|Bangladés|People's Republic of Bangladesh
    BE BEL 056 Belgium|Bélgica|Belgique|Kingdom of Belgium
    BF BFA 854 Burkina Faso|Burquina Faso
    BG BGR 100 Bulgaria|Bulgarie|Republic of Bulgaria
    BH BHR 048 Bahrain|Baréin|Bahreïn|Kingdom of Bahrain
    BI BDI 108 Burundi|Republic of Burundi
    BJ BEN 204 Benin|Republic of Benin
    BL BLM 652 St. Barthélemy|San Bartolomé|São Bartolomeu
    BM BMU 060 Bermuda|Bermudas|Bermudes
    BN BRN 096 Brunei|Brunei Darussalam
    BO BOL 068 Bolivia|Bolivie|Bolivia, Plurinational State of|Plurinational State of Bolivia
    BQ BES 535 Caribbean Netherlands|Caribe neerlandés|Países Baixos Caribenhos|Pays-Bas caribéens|\
      Bonaire, Sint Eustatius and Saba
    BR BRA 076 Brazil|Brasil|Brésil|Federative Republic of Brazil
    BS BHS 044 Bahamas|Commonwealth of the Bahamas
    BT BTN 064 Bhutan|Bután|Butão|Bhoutan|Kingdom of Bhutan
    BV BVT 074 Bouvet Island|Isla Bouvet|Ilha Bouvet|Île Bouvet
    BW BWA 072 Botswana|Botsuana|Republic of Botswana
    BY BLR 112 Belarus|Bielorrusia|Bielorrússia|Biélorussie|Republic of Belarus
    BZ BLZ 084 Belize|Belice
    CA CAN 124 Canada
    CC CCK 166 Cocos (Keeling) Islands|Islas Cocos|Ilhas Cocos (Keeling)|Îles Cocos
    CD COD 180 Congo - Kinshasa|República Democrática del Congo|Congo, The Democratic Republic of the
    CF CAF 140 Central African Republic|República Centroafricana|République centrafricaine
    CG COG 178 Congo - Brazzaville|Congo|República do Congo
    CH CHE 756 Switzerland|Suiza|Suíça|Suisse|Swiss Confederation
    CI CIV 384 Côte d'Ivoire|Republic of Côte d'Ivoire
    CK COK 184 Cook Islands|Islas Cook|Ilhas Cook|Îles Cook
    CL CHL 152 Chile|Chili|Republic of Chile
    CM CMR 120 Cameroon|Camerún|Camarões|Cameroun|Republic of Cameroon
    CN CHN 156 China mainland|China continental|Chine continentale|China|People's Republic of China
    CO COL 170 Colombia|Colombie|Republic of Colombia
    CR CRI 188 Costa Rica|Republic of Costa Rica
    CU CUB 192 Cuba|Republic of Cuba
    CV CPV 132 Cape Verde|Cabo Verde|Cap-Vert|Republic of Cabo Verde
    CW CUW 531 Curaçao|Curazao|Curaçau
    CX CXR 162 Christmas Island|Isla de Navidad|Ilha Christmas|Île Christmas
    CY CYP 196 Cyprus|Chipre|Chypre|Republic of Cyprus
    CZ CZE 203 Czechia|Chequia|Tchéquia|Tchéquie|Czech Republic
    DE DEU 276 Germany|Alemania|Alemanha|Allemagne|Federal Republic of Germany
    DJ DJI 262 Djibouti|Yibuti|Djibuti|Republic of Djibouti
    DK DNK 208 Denmark|Dinamarca|Danemark|Kingdom of Denmark
    DM DMA 212 Dominica|Dominique|Commonwealth of Dominica
    DO DOM 214 Dominican Republic|República Dominicana|République dominicaine
    DZ DZA 012 Algeria|Argelia|Algérie|People's Democratic Republic of Algeria
    EC ECU 218 Ecuador|Equador|Équateur|Republic of Ecuador
    EE EST 233 Estonia|Estonie|Republic of Estonia
    EG EGY 818 Egypt|Egipto|Egito|Égypte|Arab Republic of Egypt
    EH ESH 732 Western Sahara|Sáhara Occidental|Saara Ocidental
    ER ERI 232 Eritrea|Eritreia|Érythrée|the State of Eritrea
    ES ESP 724 Spain|España|Espanha|Espagne|Kingdom of Spain
    ET ETH 231 Ethiopia|Etiopía|Éthiopie|Federal Democratic Republic of Ethiopia
    FI FIN 246 Finland|Finlandia|Finlande|Republic of Finland
    FJ FJI 242 Fiji|Fiyi|Fidji|Republic of Fiji
    FK FLK 238 Falkland Islands|Islas Malvinas|Ilhas Malvinas|Îles Malouines|\
      Falkland Islands (Malvinas)
    FM FSM 583 Micronesia|Micronésie|Micronesia, Federated States of|Federated States of Micronesia
    FO FRO 234 Faroe Islands|Islas Feroe|Ilhas Faroé|Îles Féroé
    FR FRA 250 France|Francia|França|French Republic
    GA GAB 266 Gabon|Gabão|Gabonese Republic
    GB GBR 826 United Kingdom|Reino Unido|Royaume-Uni|\
      United Kingdom of Great Britain and Northern Ireland
    GD GRD 308 Grenada|Granada|Grenade
    GE GEO 268 Georgia|Géorgie
    GF GUF 254 French Guiana|Guayana Francesa|Guiana Francesa|Guyane française
    GG GGY 831 Guernsey|Guernesey
    GH GHA 288 Ghana|Gana|Republic of Ghana
    GI GIB 292 Gibraltar
    GL GRL 304 Greenland|Groenlandia|Groenland
    GM GMB 270 Gambia|Gambie|Republic of the Gambia
    GN GIN 324 Guinea|Guiné|Guinée|Republic of Guinea
    GP GLP 312 Guadeloupe|Guadalupe
    GQ GNQ 226 Equatorial Guinea|Guinea Ecuatorial|Guiné Equatorial|Guinée équatoriale|\
      Republic of Equatorial Guinea
    GR GRC 300 Greece|Grecia|Grèce|Hellenic Republic
    GS SGS 239 So. Georgia & So. Sandwich Isl.|Islas Georgia del Sur y Sandwich del Sur|\
      Ilhas Geórgia do Sul e Sandwich do Sul|Géorgie du Sud-et-les Îles Sandwich du Sud|\
      South Georgia and the South Sandwich Islands
    GT GTM 320 Guatemala|Republic of Guatemala
    GU GUM 316 Guam
    GW GNB 624 Guinea-Bissau|Guinea-Bisáu|Guiné-Bissau|Guinée-Bissau|Republic of Guinea-Bissau
    GY GUY 328 Guyana|Guiana|Republic of Guyana
    HK HKG 344 Hong Kong|Hong Kong Special Administrative Region of China
    HM HMD 334 Heard & McDonald Islands|Islas Heard y McDonald|Ilhas Heard e McDonald|\
      Îles Heard-et-MacDonald|Heard Island and McDonald Islands
    HN HND 340 Honduras|Republic of Honduras
    HR HRV 191 Croatia|Croacia|Croatie|Republic of Croatia
    HT HTI 332 Haiti|Republic of Haiti
    HU HUN 348 Hungary|Hungría|Hongrie
    ID IDN 360 Indonesia|Indonésie|Republic of Indonesia
    IE IRL 372 Ireland|Irlanda|Irlande
    IL ISR 376 Israel|State of Israel
    IM IMN 833 Isle of Man|Isla de Man|Ilha de Man|Île de Man
    IN IND 356 India|Inde|Republic of India
    IO IOT 086 Chagos Archipelago|Archipiélago de Chagos|Arquipélago de Chagos|Archipel des Chagos|\
      British Indian Ocean Territory
    IQ IRQ 368 Iraq|Irak|Iraque|Republic of Iraq
    IR IRN 364 Iran|Irã|Iran, Islamic Republic of|Islamic Republic of Iran
    IS ISL 352 Iceland|Islandia|Islande|Republic of Iceland
    IT ITA 380 Italy|Italia|Italie|Italian Republic
    JE JEY 832 Jersey
    JM JAM 388 Jamaica|Jamaïque
    JO JOR 400 Jordan|Jordania|Jordanie|Hashemite Kingdom of Jordan
    JP JPN 392 Japan|Japón|Japão
    KE KEN 404 Kenya|Kenia|Quênia|Republic of Kenya
    KG KGZ 417 Kyrgyzstan|Kirguistán|Quirguistão|Kirghizstan|Kyrgyz Republic
    KH KHM 116 Cambodia|Camboya|Camboja|Cambodge|Kingdom of Cambodia
    KI KIR 296 Kiribati|Quiribati|Republic of Kiribati
    KM COM 174 Comoros|Comoras|Comores|Union of the Comoros
    KN KNA 659 St. Kitts & Nevis|San Cristóbal y Nieves|São Cristóvão e Névis|\
      Saint-Christophe-et-Niévès
    KP PRK 408 North Korea|Corea del Norte|Coreia do Norte|Corée du Nord|\
      Korea, Democratic People's Republic of|Democratic People's Republic of Korea
    KR KOR 410 South Korea|Corea del Sur|Coreia do Sul|Corée du Sud|Korea, Republic of
    KW KWT 414 Kuwait|Koweït|State of Kuwait
    KY CYM 136 Cayman Islands|Islas Caimán|Ilhas Cayman|Îles Caïmans
    KZ KAZ 398 Kazakhstan|Kazajistán|Cazaquistão|Republic of Kazakhstan
    LA LAO 418 Laos|Lao People's Democratic Republic
    LB LBN 422 Lebanon|Líbano|Liban|Lebanese Republic
    LC LCA 662 St. Lucia|Santa Lucía|Sainte-Lucie
    LI LIE 438 Liechtenstein|Principality of Liechtenstein
    LK LKA 144 Sri Lanka|Democratic Socialist Republic of Sri Lanka
    LR LBR 430 Liberia|Republic of Liberia
    LS LSO 426 Lesotho|Lesoto|Kingdom of Lesotho
    LT LTU 440 Lithuania|Lituania|Lituanie|Republic of Lithuania
    LU LUX 442 Luxembourg|Luxemburgo|Grand Duchy of Luxembourg
    LV LVA 428 Latvia|Letonia|Lettonie|Republic of Latvia
    LY LBY 434 Libya|Libia|Libye
    MA MAR 504 Morocco|Marruecos|Marrocos|Maroc|Kingdom of Morocco
    MC MCO 492 Monaco|Principality of Monaco
    MD MDA 498 Moldova|Moldavia|Moldavie|Moldova, Republic of|Republic of Moldova
    ME MNE 499 Montenegro
    MF MAF 663 St. Martin|San Martín|Saint Martin (French part)
    MG MDG 450 Madagascar|Republic of Madagascar
    MH MHL 584 Marshall Islands|Islas Marshall|Ilhas Marshall|Îles Marshall|\
      Republic of the Marshall Islands
    MK MKD 807 North Macedonia|Macedonia del Norte|Macédoine du Nord|Republic of North Macedonia
    ML MLI 466 Mali|Republic of Mali
    MM MMR 104 Myanmar (Burma)|Myanmar (Birmania)|Mianmar (Birmânia)|Myanmar (Birmanie)|Myanmar|\
      Republic of Myanmar
    MN MNG 496 Mongolia|Mongolie
    MO MAC 446 Macao|Macau|Macao Special Administrative Region of China
    MP MNP 580 Northern Mariana Islands|Islas Marianas del Norte|Ilhas Marianas do Norte|\
      Îles Mariannes du Nord|Commonwealth of the Northern Mariana Islands
    MQ MTQ 474 Martinique|Martinica
    MR MRT 478 Mauritania|Mauritanie|Islamic Republic of Mauritania
    MS MSR 500 Montserrat
    MT MLT 470 Malta|Malte|Republic of Malta
    MU MUS 480 Mauritius|Mauricio|Maurice|Republic of Mauritius
    MV MDV 462 Maldives|Maldivas|Republic of Maldives
    MW MWI 454 Malawi|Malaui|Republic of Malawi
    MX MEX 484 Mexico|Mexique|United Mexican States
    MY MYS 458 Malaysia|Malasia|Malaisie
    MZ MOZ 508 Mozambique|Moçambique|Republic of Mozambique
    NA NAM 516 Namibia|Namibie|Republic of Namibia
    NC NCL 540 New Caledonia|Nueva Caledonia|Nova Caledônia|Nouvelle-Calédonie
    NE NER 562 Niger|Republic of the Niger
    NF NFK 574 Norfolk Island|Isla Norfolk|Ilha Norfolk|Île Norfolk
    NG NGA 566 Nigeria|Federal Republic of Nigeria
    NI NIC 558 Nicaragua|Republic of Nicaragua
    NL NLD 528 Netherlands|Países Bajos|Países Baixos|Pays-Bas|Kingdom of the Netherlands
    NO NOR 578 Norway|Noruega|Norvège|Kingdom of Norway
    NP NPL 524 Nepal|Federal Democratic Republic of Nepal
    NR NRU 520 Nauru|Republic of Nauru
    NU NIU 570 Niue
    NZ NZL 554 New Zealand|Nueva Zelanda|Nova Zelândia|Nouvelle-Zélande
    OM OMN 512 Oman|Omã|Sultanate of Oman
    PA PAN 591 Panama|Republic of Panama
    PE PER 604 Peru|Pérou|Republic of Peru
    PF PYF 258 French Polynesia|Polinesia Francesa|Polynésie française
    PG PNG 598 Papua New Guinea|Papúa Nueva Guinea|Papua-Nova Guiné|Papouasie-Nouvelle-Guinée|\
      Independent State of Papua New Guinea
    PH PHL 608 Philippines|Filipinas|Republic of the Philippines
    PK PAK 586 Pakistan|Paquistão|Islamic Republic of Pakistan
    PL POL 616 Poland|Polonia|Pologne|Republic of Poland
    PM SPM 666 St. Pierre & Miquelon|San Pedro y Miquelón|São Pedro e Miquelão
    PN PCN 612 Pitcairn Islands|Islas Pitcairn|Ilhas Pitcairn|Îles Pitcairn|Pitcairn
    PR PRI 630 Puerto Rico|Porto Rico
    PS PSE 275 Palestinian Territories|Territorios Palestinos|Territoires palestiniens|\
      Palestine, State of|the State of Palestine
    PT PRT 620 Portugal|Portuguese Republic
    PW PLW 585 Palau|Palaos|Republic of Palau
    PY PRY 600 Paraguay|Paraguai|Republic of Paraguay
    QA QAT 634 Qatar|Catar|State of Qatar
    RE REU 638 Réunion|Reunião
    RO ROU 642 Romania|Rumanía|Romênia|Roumanie
    RS SRB 688 Serbia|Sérvia|Serbie|Republic of Serbia
    RU RUS 643 Russia|Rusia|Russie|Russian Federation
    RW RWA 646 Rwanda|Ruanda|Rwandese Republic
    SA SAU 682 Saudi Arabia|Arabia Saudí|Arábia Saudita|Arabie saoudite|Kingdom of Saudi Arabia
    SB SLB 090 Solomon Islands|Islas Salomón|Ilhas Salomão|Îles Salomon
    SC SYC 690 Seychelles|Seicheles|Republic of Seychelles
    SD SDN 729 Sudan|Sudão|Soudan|Republic of the Sudan
    SE SWE 752 Sweden|Suecia|Suède|Kingdom of Sweden
    SG SGP 702 Singapore|Singapur|Singapura|Singapour|Republic of Singapore
    SH SHN 654 St. Helena|Santa Elena|Santa Helena|Sainte-Hélène|\
      Saint Helena, Ascension and Tristan da Cunha
    SI SVN 705 Slovenia|Eslovenia|Slovénie|Republic of Slovenia
    SJ SJM 744 Svalbard & Jan Mayen
    SK SVK 703 Slovakia|Eslovaquia|Slovaquie|Slovak Republic
    SL SLE 694 Sierra Leone|Sierra Leona|Serra Leoa|Republic of Sierra Leone
    SM SMR 674 San Marino|Saint-Marin|Republic of San Marino
    SN SEN 686 Senegal|Republic of Senegal
    SO SOM 706 Somalia|Somalie|Federal Republic of Somalia
    SR SUR 740 Suriname|Surinam|Republic of Suriname
    SS SSD 728 South Sudan|Sudán del Sur|Sudão do Sul|Soudan du Sud|Republic of South Sudan
    ST STP 678 São Tomé & Príncipe|Santo Tomé y Príncipe|Democratic Republic of Sao Tome and Principe
    SV SLV 222 El Salvador|Republic of El Salvador
    SX SXM 534 Sint Maarten|Saint-Martin (partie néerlandaise)|Sint Maarten (Dutch part)
    SY SYR 760 Syria|Siria|Syrie|Syrian Arab Republic
    SZ SWZ 748 Eswatini|Esuatini|Essuatíni|Kingdom of Eswatini
    TC TCA 796 Turks & Caicos Islands|Islas Turcas y Caicos|Ilhas Turcas e Caicos|\
      Îles Turques-et-Caïques
    TD TCD 148 Chad|Chade|Tchad|Republic of Chad
    TF ATF 260 French Southern Territories|Territorios Australes Franceses|\
      Territórios Franceses do Sul|Terres australes françaises
    TG TGO 768 Togo|Togolese Republic
    TH THA 764 Thailand|Tailandia|Thaïlande|Kingdom of Thailand
    TJ TJK 762 Tajikistan|Tayikistán|Tadjiquistão|Tadjikistan|Republic of Tajikistan
    TK TKL 772 Tokelau
    TL TLS 626 Timor-Leste|Timor Oriental|Democratic Republic of Timor-Leste
    TM TKM 795 Turkmenistan|Turcomenistão
    TN TUN 788 Tunisia|Túnez|Tunisie|Republic of Tunisia
    TO TON 776 Tonga|Kingdom of Tonga
    TR TUR 792 Türkiye|Turquía|Turquie|Republic of Türkiye
    TT TTO 780 Trinidad & Tobago|Trinité-et-Tobago|Republic of Trinidad and Tobago
    TV TUV 798 Tuvalu
    TW TWN 158 Taiwan|Taiwan, Province of China
    TZ TZA 834 Tanzania|Tanzanie|Tanzania, United Republic of|United Republic of Tanzania
    UA UKR 804 Ukraine|Ucrania
    UG UGA 800 Uganda|Ouganda|Republic of Uganda
    UM UMI 581 U.S. Outlying Islands|Islas menores alejadas de EE. UU.|Ilhas Menores Distantes dos EUA|\
      Îles mineures éloignées des É.-U.|United States Minor Outlying Islands
    US USA 840 United States|Estados Unidos|États-Unis|United States of America
    UY URY 858 Uruguay|Uruguai|Eastern Republic of Uruguay
    UZ UZB 860 Uzbekistan|Uzbequistão|Ouzbékistan|Republic of Uzbekistan
    VA VAT 336 Vatican City|Ciudad del Vaticano|Cidade do Vaticano|État de la Cité du Vatican|\
      Holy See (Vatican City State)
    VC VCT 670 St. Vincent & Grenadines|San Vicente y las Granadinas|São Vicente e Granadinas
    VE VEN 862 Venezuela|Venezuela, Bolivarian Republic of|Bolivarian Republic of Venezuela
    VG VGB 092 British Virgin Islands|Islas Vírgenes Británicas|Ilhas Virgens Britânicas|\
      Îles Vierges britanniques|Virgin Islands, British
    VI VIR 850 U.S. Virgin Islands|Islas Vírgenes de EE. UU.|Ilhas Virgens Americanas|\
      Îles Vierges des États-Unis|Virgin Islands, U.S.|Virgin Islands of the United States
    VN VNM 704 Vietnam|Vietnã|Socialist Republic of Viet Nam
    VU VUT 548 Vanuatu|Republic of Vanuatu
    WF WLF 876 Wallis & Futuna
    WS WSM 882 Samoa|Independent State of Samoa
    YE YEM 887 Yemen|Iêmen|Republic of Yemen
    YT MYT 175 Mayotte
    ZA ZAF 710 South Africa|Sudáfrica|África do Sul|Afrique du Sud|Republic of South Africa
    ZM ZMB 894 Zambia|Zambie|Republic of Zambia
    ZW ZWE 716 Zimbabwe|Zimbabue|Republic of Zimbabwe
    """
}
