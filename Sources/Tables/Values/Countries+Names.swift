// Written by Tools/countries/make.py; do not edit. Names that are missing belong into Countries+Aliases.swift.

extension Countries {
  /// The countries and territories of ISO 3166-1: alpha-2, alpha-3 and numeric code; the usual name in English,
  /// Spanish, Portuguese and French; behind the semicolon the other names of ISO and CLDR in these languages.
  static let names = """
    AD AND 020 Andorra|Andorra|Andorra|Andorre;Principality of Andorra|Principado de Andorra|\
      Principauté d'Andorre
    AE ARE 784 United Arab Emirates|Emiratos Árabes Unidos|Emirados Árabes Unidos|Émirats arabes unis
    AF AFG 004 Afghanistan|Afganistán|Afeganistão|Afghanistan;Islamic Republic of Afghanistan|\
      República Islámica de Afganistán|República Islâmica do Afeganistão|République islamique d'Afghanistan
    AG ATG 028 Antigua & Barbuda|Antigua y Barbuda|Antígua e Barbuda|Antigua-et-Barbuda
    AI AIA 660 Anguilla|Anguila|Anguila|Anguilla
    AL ALB 008 Albania|Albania|Albânia|Albanie;Republic of Albania|République d'Albanie
    AM ARM 051 Armenia|Armenia|Armênia|Arménie;Republic of Armenia|République d'Arménie
    AO AGO 024 Angola|Angola|Angola|Angola;Republic of Angola
    AQ ATA 010 Antarctica|Antártida|Antártida|Antarctique
    AR ARG 032 Argentina|Argentina|Argentina|Argentine;Argentine Republic|República Argentina|\
      République d'Argentine
    AS ASM 016 American Samoa|Samoa Americana|Samoa Americana|Samoa américaines;Samoa Estadounidense
    AT AUT 040 Austria|Austria|Áustria|Autriche;Republic of Austria|République d'Autriche
    AU AUS 036 Australia|Australia|Austrália|Australie
    AW ABW 533 Aruba|Aruba|Aruba|Aruba
    AX ALA 248 Åland Islands|Islas Aland|Ilhas Aland|Îles Åland;Alanda|Ilhas Alanda|Åland, Îles
    AZ AZE 031 Azerbaijan|Azerbaiyán|Azerbaijão|Azerbaïdjan;Azerbaidjão|Republic of Azerbaijan|\
      República de Azerbaiyán|República do Azerbaijão|República do Azerbaidjão|République d'Azerbaïdjan
    BA BIH 070 Bosnia & Herzegovina|Bosnia y Herzegovina|Bósnia e Herzegovina|\
      Bosnie-Herzégovine;Republic of Bosnia and Herzegovina|República de Bosnia y Hercegovina|\
      République de Bosnie et Herzégovine
    BB BRB 052 Barbados|Barbados|Barbados|Barbade
    BD BGD 050 Bangladesh|Bangladés|Bangladesh|Bangladesh;Bangladeche|People's Republic of Bangladesh|\
      República Popular de Bangladés|República Popular do Bangladeche|República Popular de Bangladesh|\
      République populaire du Bengladesh
    BE BEL 056 Belgium|Bélgica|Bélgica|Belgique;Kingdom of Belgium|Reino de Bélgica|Royaume de Belgique
    BF BFA 854 Burkina Faso|Burkina Faso|Burquina Faso|Burkina Faso;Burquina
    BG BGR 100 Bulgaria|Bulgaria|Bulgária|Bulgarie;Republic of Bulgaria|République de Bulgarie
    BH BHR 048 Bahrain|Baréin|Barein|Bahreïn;Barém|Kingdom of Bahrain|Reino de Baréin|Reino do Barém|\
      Royaume de Bahreïn
    BI BDI 108 Burundi|Burundi|Burundi|Burundi;Republic of Burundi
    BJ BEN 204 Benin|Benín|Benin|Bénin;Benim|Republic of Benin|República do Benim
    BL BLM 652 St. Barthélemy|San Bartolomé|São Bartolomeu|Saint-Barthélemy
    BM BMU 060 Bermuda|Bermudas|Bermudas|Bermudes;Islas Bermudas
    BN BRN 096 Brunei|Brunéi|Brunei|Brunei;Brunei Darussalam
    BO BOL 068 Bolivia|Bolivia|Bolívia|Bolivie;Bolivia, Plurinational State of|\
      Plurinational State of Bolivia|Bolivia, Estado plurinacional de|Estado plurinacional de Bolivia|\
      Bolivie, état plurinational de|état plurinational de Bolivie
    BQ BES 535 Caribbean Netherlands|Caribe neerlandés|Países Baixos Caribenhos|\
      Pays-Bas caribéens;Bonaire, Sint Eustatius and Saba|Sint Eustatius and Saba Bonaire|\
      Islas BES (Caribe Neerlandés)|Bonaire, Santo Eustáquio e Saba|Santo Eustáquio e Saba Bonaire|\
      Bonaire, Saba e Santo Eustáquio|Saba e Santo Eustáquio Bonaire|Bonaire, Saint-Eustache et Saba|\
      Saint-Eustache et Saba Bonaire
    BR BRA 076 Brazil|Brasil|Brasil|Brésil;Federative Republic of Brazil|República Federativa de Brasil|\
      République fédérale du Brésil
    BS BHS 044 Bahamas|Bahamas|Bahamas|Bahamas;Baamas|Commonwealth of the Bahamas|Comunidade das Bahamas
    BT BTN 064 Bhutan|Bután|Butão|Bhoutan;Kingdom of Bhutan|Reino de Bután|Reino do Butão|Royaume du Bouthan
    BV BVT 074 Bouvet Island|Isla Bouvet|Ilha Bouvet|Île Bouvet
    BW BWA 072 Botswana|Botsuana|Botsuana|Botswana;Republic of Botswana|República de Botsuana
    BY BLR 112 Belarus|Bielorrusia|Bielorrússia|Biélorussie;Bielorússia|Republic of Belarus|\
      República de Bielorrusia|República da Bielorússia
    BZ BLZ 084 Belize|Belice|Belize|Belize
    CA CAN 124 Canada|Canadá|Canadá|Canada
    CC CCK 166 Cocos (Keeling) Islands|Islas Cocos|Ilhas Cocos (Keeling)|Îles Cocos;îles Cocos (Keeling)|\
      Islas Cocos (Keeling)|Ilhas Cocos|Cocos (Keeling), Îles
    CD COD 180 Congo - Kinshasa|República Democrática del Congo|Congo - Kinshasa|\
      Congo-Kinshasa;Congo (República Democrática del Congo)|Congo, The Democratic Republic of the|\
      The Democratic Republic of the Congo|Congo, República Democrática del|République démocratique du Congo
    CF CAF 140 Central African Republic|República Centroafricana|República Centro-Africana|\
      République centrafricaine
    CG COG 178 Congo - Brazzaville|Congo|República do Congo|Congo-Brazzaville
    CH CHE 756 Switzerland|Suiza|Suíça|Suisse;Swiss Confederation|Confederación Suiza|Confederação Suíça|\
      Confédération helvétique
    CI CIV 384 Côte d'Ivoire|Côte d'Ivoire|Costa do Marfim|Côte d'Ivoire;Costa de Marfil|\
      Côte d'Ivoire (Costa do Marfim)|République de Côte d'Ivoire|República de Costa de Marfíl|\
      República da Costa do Marfim
    CK COK 184 Cook Islands|Islas Cook|Ilhas Cook|Îles Cook
    CL CHL 152 Chile|Chile|Chile|Chili;Republic of Chile|République du Chili
    CM CMR 120 Cameroon|Camerún|Camarões|Cameroun;Republic of Cameroon|República del Camerún|\
      República dos Camarões|République du Cameroun
    CN CHN 156 China|China|China|Chine;People's Republic of China|República Popular China|\
      République populaire de Chine
    CO COL 170 Colombia|Colombia|Colômbia|Colombie;Republic of Colombia|République de Colombie
    CR CRI 188 Costa Rica|Costa Rica|Costa Rica|Costa Rica;Republic of Costa Rica
    CU CUB 192 Cuba|Cuba|Cuba|Cuba;Republic of Cuba
    CV CPV 132 Cape Verde|Cabo Verde|Cabo Verde|Cap-Vert;Republic of Cabo Verde|République du Cap-Vert
    CW CUW 531 Curaçao|Curazao|Curaçao|Curaçao;Curaçau
    CX CXR 162 Christmas Island|Isla de Navidad|Ilha Christmas|Île Christmas;Ilha do Natal|Christmas, Île
    CY CYP 196 Cyprus|Chipre|Chipre|Chypre;Republic of Cyprus|República de Chipre|République de Chypre
    CZ CZE 203 Czechia|Chequia|Tchéquia|Tchéquie;Czech Republic|República Checa|República Tcheca|\
      République tchèque
    DE DEU 276 Germany|Alemania|Alemanha|Allemagne;Federal Republic of Germany|\
      República Federal de Alemania|República Federal da Alemanha|República Federativa da Alemanha|\
      République fédérale d'Allemagne
    DJ DJI 262 Djibouti|Yibuti|Djibuti|Djibouti;Jibuti|Republic of Djibouti|República de Yibuti|\
      República do Djibuti
    DK DNK 208 Denmark|Dinamarca|Dinamarca|Danemark;Kingdom of Denmark|Reino de Dinamarca|\
      Royaume du Danemark
    DM DMA 212 Dominica|Dominica|Dominica|Dominique;Commonwealth of Dominica|Comunidade da Dominica|\
      Commonwealth de la Dominique
    DO DOM 214 Dominican Republic|República Dominicana|República Dominicana|République dominicaine
    DZ DZA 012 Algeria|Argelia|Argélia|Algérie;People's Democratic Republic of Algeria|\
      República Democrática Popular de Argelia|République algérienne démocratique et populaire
    EC ECU 218 Ecuador|Ecuador|Equador|Équateur;Republic of Ecuador|República do Equador|\
      République d'Équateur
    EE EST 233 Estonia|Estonia|Estônia|Estonie;Republic of Estonia|République d'Estonie
    EG EGY 818 Egypt|Egipto|Egito|Égypte;Arab Republic of Egypt|República Árabe de Egipto|\
      República Árabe do Egito|République arabe d'Égypte
    EH ESH 732 Western Sahara|Sáhara Occidental|Saara Ocidental|Sahara occidental;Sara Ocidental
    ER ERI 232 Eritrea|Eritrea|Eritreia|Érythrée;the State of Eritrea|Estado de Eritrea|Estados da Eritreia|\
      l'État d'Érythrée
    ES ESP 724 Spain|España|Espanha|Espagne;Kingdom of Spain|Reino de España|Reino de Espanha|\
      Royaume d'Espagne
    ET ETH 231 Ethiopia|Etiopía|Etiópia|Éthiopie;Federal Democratic Republic of Ethiopia|\
      República Federal Democrática de Etiopía|República Democrática Federal da Etiópia|\
      República Federativa Democrática da Etiópia|République fédérale démocratique d'Éthiopie
    FI FIN 246 Finland|Finlandia|Finlândia|Finlande;Republic of Finland|República de Finlandia|\
      République de Finlande
    FJ FJI 242 Fiji|Fiyi|Fiji|Fidji;Republic of Fiji|República de Fiyi|République des Fidji
    FK FLK 238 Falkland Islands|Islas Malvinas|Ilhas Malvinas|Îles Malouines;Ilhas Falkland|\
      Falkland Islands (Malvinas)|Islas Falkland (Malvinas)|Ilhas Falkland (Malvinas)|\
      Ilhas Malvinas (Falkland)|Malouines, Îles (Falkland)|Îles (Falkland) Malouines
    FM FSM 583 Micronesia|Micronesia|Micronésia|Micronésie;Micronesia, Federated States of|\
      Federated States of Micronesia|Micronesia, Estados Federados de|Estados Federados de Micronesia|\
      Micronésie, États fédérés de|États fédérés de Micronésie
    FO FRO 234 Faroe Islands|Islas Feroe|Ilhas Faroé|Îles Féroé
    FR FRA 250 France|Francia|França|France;French Republic|República Francesa|República da França|\
      République française
    GA GAB 266 Gabon|Gabón|Gabão|Gabon;Gabonese Republic|República Gabonesa|République gabonaise
    GB GBR 826 United Kingdom|Reino Unido|Reino Unido|Royaume-Uni;R. U.|GB|\
      United Kingdom of Great Britain and Northern Ireland|Reino Unido de Gran Bretaña e Irlanda del Norte|\
      Reino Unido da Grã-Bretanha e Irlanda do Norte|Royaume-Uni de Grande-Bretagne et d'Irlande du Nord
    GD GRD 308 Grenada|Granada|Granada|Grenade
    GE GEO 268 Georgia|Georgia|Geórgia|Géorgie
    GF GUF 254 French Guiana|Guayana Francesa|Guiana Francesa|Guyane française
    GG GGY 831 Guernsey|Guernesey|Guernsey|Guernesey
    GH GHA 288 Ghana|Ghana|Gana|Ghana;Republic of Ghana|República do Gana
    GI GIB 292 Gibraltar|Gibraltar|Gibraltar|Gibraltar
    GL GRL 304 Greenland|Groenlandia|Groenlândia|Groenland;Gronelândia
    GM GMB 270 Gambia|Gambia|Gâmbia|Gambie;Republic of the Gambia|République de Gambie
    GN GIN 324 Guinea|Guinea|Guiné|Guinée;Republic of Guinea|República da Guiné|République de Guinée
    GP GLP 312 Guadeloupe|Guadalupe|Guadalupe|Guadeloupe
    GQ GNQ 226 Equatorial Guinea|Guinea Ecuatorial|Guiné Equatorial|\
      Guinée équatoriale;Republic of Equatorial Guinea|República de Guinea Ecuatorial|\
      República da Guiné Equatorial|République de Guinée Équatoriale
    GR GRC 300 Greece|Grecia|Grécia|Grèce;Hellenic Republic|República Helénica|République grecque
    GS SGS 239 South Georgia & South Sandwich Islands|Islas Georgia del Sur y Sandwich del Sur|\
      Ilhas Geórgia do Sul e Sandwich do Sul|\
      Géorgie du Sud-et-les Îles Sandwich du Sud;Islas Georgias del Sur y Sándwich del Sur|\
      Geórgia do Sul e Ilhas Sandwich do Sul
    GT GTM 320 Guatemala|Guatemala|Guatemala|Guatemala;Republic of Guatemala
    GU GUM 316 Guam|Guam|Guam|Guam;Guame
    GW GNB 624 Guinea-Bissau|Guinea-Bisáu|Guiné-Bissau|Guinée-Bissau;Republic of Guinea-Bissau|\
      República da Guiné-Bissáu|République de Guinée-Bissau
    GY GUY 328 Guyana|Guyana|Guiana|Guyana;Republic of Guyana|República da Guiana
    HK HKG 344 Hong Kong SAR China|RAE de Hong Kong (China)|Hong Kong, RAE da China|\
      R.A.S. chinoise de Hong Kong;RAE da China Hong Kong|Hong Kong|\
      Hong Kong Special Administrative Region of China|Región Administrativa Especial China de Hong Kong|\
      Hong Kong, Região de Administração Especial da China|\
      Região de Administração Especial da China Hong Kong|Região Administrativa Especial de Hong Kong|\
      Région spéciale administrative chinoise de Hong-Kong
    HM HMD 334 Heard & McDonald Islands|Islas Heard y McDonald|Ilhas Heard e McDonald|\
      Îles Heard-et-MacDonald;îles Heard et McDonald|Heard Island and McDonald Islands|\
      Ilha Heard e Ilhas McDonald
    HN HND 340 Honduras|Honduras|Honduras|Honduras;Republic of Honduras
    HR HRV 191 Croatia|Croacia|Croácia|Croatie;Republic of Croatia|República de Croacia|\
      République de Croatie
    HT HTI 332 Haiti|Haití|Haiti|Haïti;Republic of Haiti
    HU HUN 348 Hungary|Hungría|Hungria|Hongrie
    ID IDN 360 Indonesia|Indonesia|Indonésia|Indonésie;Republic of Indonesia|République d'Indonésie
    IE IRL 372 Ireland|Irlanda|Irlanda|Irlande
    IL ISR 376 Israel|Israel|Israel|Israël;State of Israel|Estado de Israel|État d'Israël
    IM IMN 833 Isle of Man|Isla de Man|Ilha de Man|Île de Man
    IN IND 356 India|India|Índia|Inde;Republic of India|République d'Inde
    IO IOT 086 British Indian Ocean Territory|Territorio Británico del Océano Índico|\
      Território Britânico do Oceano Índico|Territoire britannique de l'océan Indien
    IQ IRQ 368 Iraq|Irak|Iraque|Irak;Republic of Iraq|República de Irak|República do Iraque
    IR IRN 364 Iran|Irán|Irã|Iran;Irão|Iran, Islamic Republic of|Islamic Republic of Iran|\
      Irán, República islámica de|República islámica de Irán|Irão, República Islâmica do|\
      República Islâmica do Irão|Irã, República Islâmica do|República Islâmica do Irã|\
      Iran, République islamique d'|République islamique d' Iran
    IS ISL 352 Iceland|Islandia|Islândia|Islande;Republic of Iceland|República de Islandia|\
      République d'Islande
    IT ITA 380 Italy|Italia|Itália|Italie;Italian Republic|República Italiana|República da Itália|\
      République italienne
    JE JEY 832 Jersey|Jersey|Jersey|Jersey
    JM JAM 388 Jamaica|Jamaica|Jamaica|Jamaïque
    JO JOR 400 Jordan|Jordania|Jordânia|Jordanie;Hashemite Kingdom of Jordan|Reino Hachemí de Jordania|\
      Reino Hachemita da Jordânia|Reino Hashemita da Jordânia|Royaume hachémite de Jordanie
    JP JPN 392 Japan|Japón|Japão|Japon
    KE KEN 404 Kenya|Kenia|Quênia|Kenya;Republic of Kenya|República de Kenia|República do Quénia
    KG KGZ 417 Kyrgyzstan|Kirguistán|Quirguistão|Kirghizstan;Kirghizistan|Kyrgyz Republic|\
      República Kirguiza|República do Quirgistão|República do Quirguistão|République kirghize
    KH KHM 116 Cambodia|Camboya|Camboja|Cambodge;Kingdom of Cambodia|Reino de Camboya|Reino do Camboja|\
      Royaume du Cambodge
    KI KIR 296 Kiribati|Kiribati|Quiribati|Kiribati;Republic of Kiribati
    KM COM 174 Comoros|Comoras|Comores|Comores;Comores, Islas|Islas Comores|Union of the Comoros|\
      Unión de las Comores|União das Comores
    KN KNA 659 St. Kitts & Nevis|San Cristóbal y Nieves|São Cristóvão e Névis|\
      Saint-Christophe-et-Niévès;São Cristóvão e Neves
    KP PRK 408 North Korea|Corea del Norte|Coreia do Norte|\
      Corée du Nord;Korea, Democratic People's Republic of|Democratic People's Republic of Korea|\
      Corea, República Democrática Popular de|República Democrática Popular de Corea|\
      Coreia, República Popular Democrática da|República Popular Democrática da Coreia|\
      Corée, République populaire démocratique de|République populaire démocratique de Corée|\
      República Popular Democrática de Corea|République démocratique populaire de Corée
    KR KOR 410 South Korea|Corea del Sur|Coreia do Sul|Corée du Sud;Korea, Republic of|Republic of Korea|\
      Corea, República de|República de Corea|Coreia, República da|República da Coreia|Corée, République de|\
      République de Corée
    KW KWT 414 Kuwait|Kuwait|Kuwait|Koweït;State of Kuwait|Estado de Kuwait|État du Koweït
    KY CYM 136 Cayman Islands|Islas Caimán|Ilhas Cayman|Îles Caïmans;Ilhas Caimão
    KZ KAZ 398 Kazakhstan|Kazajistán|Cazaquistão|Kazakhstan;Republic of Kazakhstan|República de Kazajistán|\
      República do Cazaquistão
    LA LAO 418 Laos|Laos|Laos|Laos;Lao People's Democratic Republic|República Democrática Popular de Lao|\
      República Democrática Popular do Laos|República Popular Democrática do Laos|\
      Lao, République démocratique populaire|République démocratique populaire Lao
    LB LBN 422 Lebanon|Líbano|Líbano|Liban;Lebanese Republic|República Libanesa|República do Líbano|\
      République libanaise
    LC LCA 662 St. Lucia|Santa Lucía|Santa Lúcia|Sainte-Lucie
    LI LIE 438 Liechtenstein|Liechtenstein|Liechtenstein|Liechtenstein;Listenstaine|\
      Principality of Liechtenstein|Principado de Liechtenstein|Principauté du Liechtenstein
    LK LKA 144 Sri Lanka|Sri Lanka|Sri Lanka|Sri Lanka;Sri Lanca|Democratic Socialist Republic of Sri Lanka|\
      República Socialista Democrática de Sri Lanka|República Democrática Socialista do Sri Lanka|\
      République démocratique socialiste de Sri Lanka
    LR LBR 430 Liberia|Liberia|Libéria|Liberia;Republic of Liberia
    LS LSO 426 Lesotho|Lesoto|Lesoto|Lesotho;Kingdom of Lesotho|Reino de Lesoto|Royaume du Lesotho
    LT LTU 440 Lithuania|Lituania|Lituânia|Lituanie;Republic of Lithuania|República de Lituania|\
      République de Lituanie
    LU LUX 442 Luxembourg|Luxemburgo|Luxemburgo|Luxembourg;Grand Duchy of Luxembourg|\
      Gran Ducado de Luxemburgo|Grã-Ducado do Luxemburgo|Grão-Ducado de Luxemburgo|Grand-duché du Luxembourg
    LV LVA 428 Latvia|Letonia|Letônia|Lettonie;Republic of Latvia|República de Letonia|\
      République de Lettonie
    LY LBY 434 Libya|Libia|Líbia|Libye
    MA MAR 504 Morocco|Marruecos|Marrocos|Maroc;Kingdom of Morocco|Reino de Marruecos|Reino de Marrocos|\
      Royaume du Maroc
    MC MCO 492 Monaco|Mónaco|Mônaco|Monaco;Principality of Monaco|Principado de Mónaco|Principauté de Monaco
    MD MDA 498 Moldova|Moldavia|Moldávia|Moldavie;Moldova, Republic of|Republic of Moldova|\
      Moldavia, República de|República de Moldavia
    ME MNE 499 Montenegro|Montenegro|Montenegro|Monténégro
    MF MAF 663 St. Martin|San Martín|São Martinho|Saint-Martin;Saint-Martin (France)|\
      Saint Martin (French part)|San Martín (zona francesa)|São Martin (Território Francês)|\
      São Martim (parte francesa)|Saint-Martin (partie française)
    MG MDG 450 Madagascar|Madagascar|Madagascar|Madagascar;Republic of Madagascar
    MH MHL 584 Marshall Islands|Islas Marshall|Ilhas Marshall|\
      Îles Marshall;Republic of the Marshall Islands|República de las Islas Marshall|\
      República das Ilhas Marshall|République des Îles Marshall
    MK MKD 807 North Macedonia|Macedonia del Norte|Macedônia do Norte|\
      Macédoine du Nord;Republic of North Macedonia|República de Macedonia del Norte|\
      République de Macédoine du Nord
    ML MLI 466 Mali|Mali|Mali|Mali;Republic of Mali
    MM MMR 104 Myanmar (Burma)|Myanmar (Birmania)|Mianmar (Birmânia)|Myanmar (Birmanie);Myanmar|Birmania|\
      Birmanie|Republic of Myanmar|República de la Unión de Myanmar|República da Birmânia
    MN MNG 496 Mongolia|Mongolia|Mongólia|Mongolie
    MO MAC 446 Macao SAR China|RAE de Macao (China)|Macau, RAE da China|\
      R.A.S. chinoise de Macao;RAE da China Macau|Macao|Macau|Macao Special Administrative Region of China|\
      Región Administrativa Especial China de Macao|Macau, Região Especial de Administração Chinesa|\
      Região Especial de Administração Chinesa Macau|Região Administrativa Especial de Macau|\
      Région spéciale administrative chinoise de Macao
    MP MNP 580 Northern Mariana Islands|Islas Marianas del Norte|Ilhas Marianas do Norte|\
      Îles Mariannes du Nord;Mariannes du Nord|Commonwealth of the Northern Mariana Islands|\
      Commonwealth de las Islas Marianas del Norte|Comunidade das Ilhas Marianas do Norte|\
      Commonwealth des îles Mariannes du Nord
    MQ MTQ 474 Martinique|Martinica|Martinica|Martinique
    MR MRT 478 Mauritania|Mauritania|Mauritânia|Mauritanie;Islamic Republic of Mauritania|\
      República Islámica de Mauritania|République islamique de Mauritanie
    MS MSR 500 Montserrat|Montserrat|Montserrat|Montserrat;Monserrate
    MT MLT 470 Malta|Malta|Malta|Malte;Republic of Malta|République de Malte
    MU MUS 480 Mauritius|Mauricio|Maurício|Maurice;Maurícia|Republic of Mauritius|República de Mauricio|\
      República de Maurícias|République de l'Île Maurice
    MV MDV 462 Maldives|Maldivas|Maldivas|Maldives;Islas Maldivas|Republic of Maldives|República de Maldivas
    MW MWI 454 Malawi|Malaui|Malaui|Malawi;Republic of Malawi|República de Malaui
    MX MEX 484 Mexico|México|México|Mexique;United Mexican States|Estados Unidos Mexicanos|\
      Estados Unidos do México|États-Unis du Mexique
    MY MYS 458 Malaysia|Malasia|Malásia|Malaisie
    MZ MOZ 508 Mozambique|Mozambique|Moçambique|Mozambique;Republic of Mozambique|República de Moçambique
    NA NAM 516 Namibia|Namibia|Namíbia|Namibie;Republic of Namibia|République de Namibie
    NC NCL 540 New Caledonia|Nueva Caledonia|Nova Caledônia|Nouvelle-Calédonie
    NE NER 562 Niger|Níger|Níger|Niger;Republic of the Niger
    NF NFK 574 Norfolk Island|Isla Norfolk|Ilha Norfolk|Île Norfolk
    NG NGA 566 Nigeria|Nigeria|Nigéria|Nigeria;Federal Republic of Nigeria|República Federal de Nigeria|\
      República Federativa da Nigéria|République fédérale du Nigeria
    NI NIC 558 Nicaragua|Nicaragua|Nicarágua|Nicaragua;Republic of Nicaragua
    NL NLD 528 Netherlands|Países Bajos|Países Baixos|Pays-Bas;Kingdom of the Netherlands|\
      Reino de los Países Bajos|Reino dos Países Baixos|Royaume des Pays-Bas
    NO NOR 578 Norway|Noruega|Noruega|Norvège;Kingdom of Norway|Reino de Noruega|Royaume de Norvège
    NP NPL 524 Nepal|Nepal|Nepal|Népal;Federal Democratic Republic of Nepal|\
      República Federal Democrática de Nepal|República Democrática Federal do Nepal|\
      República Democrática Federativa do Nepal|République fédérale démocratique du Népal
    NR NRU 520 Nauru|Nauru|Nauru|Nauru;Republic of Nauru
    NU NIU 570 Niue|Niue|Niue|Niue;Nioue
    NZ NZL 554 New Zealand|Nueva Zelanda|Nova Zelândia|Nouvelle-Zélande
    OM OMN 512 Oman|Omán|Omã|Oman;Sultanate of Oman|Sultanato de Omán|Sultanato de Omã|Sultanat d'Oman
    PA PAN 591 Panama|Panamá|Panamá|Panama;Republic of Panama
    PE PER 604 Peru|Perú|Peru|Pérou;Republic of Peru|République du Pérou
    PF PYF 258 French Polynesia|Polinesia Francesa|Polinésia Francesa|Polynésie française
    PG PNG 598 Papua New Guinea|Papúa Nueva Guinea|Papua-Nova Guiné|\
      Papouasie-Nouvelle-Guinée;Independent State of Papua New Guinea|\
      Estado Independiente de Papúa Nueva Guinea|Estado Independente de Papua-Nova Guiné|\
      État indépendant de Papouasie-Nouvelle-Guinée
    PH PHL 608 Philippines|Filipinas|Filipinas|Philippines;Republic of the Philippines|\
      República de Filipinas
    PK PAK 586 Pakistan|Pakistán|Paquistão|Pakistan;Islamic Republic of Pakistan|\
      República Islámica de Pakistán|République islamique du Pakistan
    PL POL 616 Poland|Polonia|Polônia|Pologne;Republic of Poland|República de Polonia|République de Pologne
    PM SPM 666 St. Pierre & Miquelon|San Pedro y Miquelón|São Pedro e Miquelão|\
      Saint-Pierre-et-Miquelon;São Pedro e Miquelon
    PN PCN 612 Pitcairn Islands|Islas Pitcairn|Ilhas Pitcairn|Îles Pitcairn;Pitcairn
    PR PRI 630 Puerto Rico|Puerto Rico|Porto Rico|Porto Rico
    PS PSE 275 Palestinian Territories|Territorios Palestinos|Territórios palestinos|\
      Territoires palestiniens;Territórios palestinianos|Palestine, State of|State of Palestine|\
      Palestina, Estado de|Estado de Palestina|Palestine, État de|État de Palestine
    PT PRT 620 Portugal|Portugal|Portugal|Portugal;Portuguese Republic|República Portuguesa|\
      República de Portugal|République portugaise
    PW PLW 585 Palau|Palaos|Palau|Palaos;Republic of Palau
    PY PRY 600 Paraguay|Paraguay|Paraguai|Paraguay;Republic of Paraguay|República do Paraguai
    QA QAT 634 Qatar|Catar|Catar|Qatar;State of Qatar|Estado de Qatar|Estado do Catar|État du Qatar
    RE REU 638 Réunion|Reunión|Reunião|La Réunion;Ilha Reunião|Réunion, Île de la|Île de la Réunion
    RO ROU 642 Romania|Rumanía|Romênia|Roumanie
    RS SRB 688 Serbia|Serbia|Sérvia|Serbie;Republic of Serbia|República da Sérvia|République de Serbie
    RU RUS 643 Russia|Rusia|Rússia|Russie;Russian Federation|Federación Rusa|Federação Russa|\
      Russie, Fédération de|Fédération de Russie
    RW RWA 646 Rwanda|Ruanda|Ruanda|Rwanda;Rwandese Republic|República de Ruanda|République rwandaise
    SA SAU 682 Saudi Arabia|Arabia Saudí|Arábia Saudita|Arabie saoudite;Kingdom of Saudi Arabia|\
      Reino de Arabia Saudí|Reino da Arábia Saudita|Royaume d'Arabie saoudite
    SB SLB 090 Solomon Islands|Islas Salomón|Ilhas Salomão|Îles Salomon;Salomon, Îles
    SC SYC 690 Seychelles|Seychelles|Seicheles|Seychelles;Republic of Seychelles
    SD SDN 729 Sudan|Sudán|Sudão|Soudan;Republic of the Sudan|República do Sudão|République du Soudan
    SE SWE 752 Sweden|Suecia|Suécia|Suède;Kingdom of Sweden|Reino de Suecia|Royaume de Suède
    SG SGP 702 Singapore|Singapur|Singapura|Singapour;Cingapura|Republic of Singapore|República de Singapur|\
      República de Singapura|República de Cingapura|République de Singapour
    SH SHN 654 St. Helena|Santa Elena|Santa Helena|\
      Sainte-Hélène;Saint Helena, Ascension and Tristan da Cunha|\
      Ascension and Tristan da Cunha Saint Helena|Santa Elena, Ascensión y Tristán de Acuña|\
      Ascensión y Tristán de Acuña Santa Elena|Santa Helena, Ascensão e Tristão da Cunha|\
      Ascensão e Tristão da Cunha Santa Helena|Sainte-Hélène, Ascension et Tristan da Cunha|\
      Ascension et Tristan da Cunha Sainte-Hélène
    SI SVN 705 Slovenia|Eslovenia|Eslovênia|Slovénie;Republic of Slovenia|República de Eslovenia|\
      République de Slovénie
    SJ SJM 744 Svalbard & Jan Mayen|Svalbard y Jan Mayen|Svalbard e Jan Mayen|\
      Svalbard et Jan Mayen;Svalbard e a Ilha de Jan Mayen|Svalbard et île Jan Mayen
    SK SVK 703 Slovakia|Eslovaquia|Eslováquia|Slovaquie;Slovak Republic|República Eslovaca|\
      República da Eslováquia|République slovaque
    SL SLE 694 Sierra Leone|Sierra Leona|Serra Leoa|Sierra Leone;Republic of Sierra Leone|\
      República de Sierra Leona|República da Serra Leoa
    SM SMR 674 San Marino|San Marino|San Marino|Saint-Marin;São Marinho|São Marino|Republic of San Marino|\
      República de São Marino|République de San Marin
    SN SEN 686 Senegal|Senegal|Senegal|Sénégal;Republic of Senegal
    SO SOM 706 Somalia|Somalia|Somália|Somalie;Federal Republic of Somalia|República Federal de Somalia|\
      República Federativa da Somália|République fédérale de Somalie
    SR SUR 740 Suriname|Surinam|Suriname|Suriname;Republic of Suriname|República de Surinam
    SS SSD 728 South Sudan|Sudán del Sur|Sudão do Sul|Soudan du Sud;Republic of South Sudan|\
      República de Sudán del Sur|República do Sudão do Sul|République du Soudan du Sud
    ST STP 678 São Tomé & Príncipe|Santo Tomé y Príncipe|São Tomé e Príncipe|\
      Sao Tomé-et-Principe;Democratic Republic of Sao Tome and Principe|\
      República Democrática de Santo Tomé y Príncipe|República Democrática de São Tomé e Príncipe|\
      République démocratique de Sao Tomé et Principe
    SV SLV 222 El Salvador|El Salvador|El Salvador|Salvador;Republic of El Salvador
    SX SXM 534 Sint Maarten|Sint Maarten|Sint Maarten|\
      Saint-Martin (partie néerlandaise);São Martinho (Sint Maarten)|Saint-Martin (Pays-Bas)|\
      Sint Maarten (Dutch part)|Isla de San Martín (zona holandsea)|São Martinho (Países Baixos)|\
      São Martim (parte holandesa)
    SY SYR 760 Syria|Siria|Síria|Syrie;Syrian Arab Republic|República árabe de Siria|\
      Syrienne, République arabe|République arabe Syrienne
    SZ SWZ 748 Eswatini|Esuatini|Essuatíni|Eswatini;Suazilândia|Kingdom of Eswatini|Reino de Esuatini|\
      Reino da Suazilândia|Royaume d'Eswatini
    TC TCA 796 Turks & Caicos Islands|Islas Turcas y Caicos|Ilhas Turcas e Caicos|\
      Îles Turques-et-Caïques;Ilhas Turks e Caicos
    TD TCD 148 Chad|Chad|Chade|Tchad;Republic of Chad|República do Chade|République du Tchad
    TF ATF 260 French Southern Territories|Territorios Australes Franceses|Territórios Franceses do Sul|\
      Terres australes françaises;Territórios Austrais Franceses|Territorios Franceses del Sur
    TG TGO 768 Togo|Togo|Togo|Togo;Togolese Republic|República Togolesa|República de Togo|\
      République togolaise
    TH THA 764 Thailand|Tailandia|Tailândia|Thaïlande;Kingdom of Thailand|Reino de Tailandia|\
      Royaume de Thaïlande
    TJ TJK 762 Tajikistan|Tayikistán|Tadjiquistão|Tadjikistan;Tajiquistão|Republic of Tajikistan|\
      República de Tayikistán|República do Tajiquistão|República do Tadjiquistão|République du Tadjikistan
    TK TKL 772 Tokelau|Tokelau|Tokelau|Tokelau;Toquelau
    TL TLS 626 Timor-Leste|Timor-Leste|Timor-Leste|Timor oriental;Democratic Republic of Timor-Leste|\
      República Democrática de Timor Oriental|República Democrática de Timor-Leste|\
      République démocratique du Timor-Leste
    TM TKM 795 Turkmenistan|Turkmenistán|Turcomenistão|Turkménistan;Turquemenistão
    TN TUN 788 Tunisia|Túnez|Tunísia|Tunisie;Republic of Tunisia|República de Túnez|République de Tunisie
    TO TON 776 Tonga|Tonga|Tonga|Tonga;Kingdom of Tonga|Reino de Tonga|Royaume des Tonga
    TR TUR 792 Turkey|Turquía|Turquia|Turquie;Türkiye|Republic of Türkiye|República da Turquia
    TT TTO 780 Trinidad & Tobago|Trinidad y Tobago|Trinidad e Tobago|Trinité-et-Tobago;Trindade e Tobago|\
      Trinidade e Tobago|Republic of Trinidad and Tobago|República de Trinidade e Tobago|\
      République de Trinité et Tobago
    TV TUV 798 Tuvalu|Tuvalu|Tuvalu|Tuvalu
    TW TWN 158 Taiwan|Taiwán|Taiwan|Taïwan;Taiwan, Province of China|Province of China Taiwan|\
      Taiwán, Provincia de China|Provincia de China Taiwán|Taïwan, province de Chine|\
      province de Chine Taïwan
    TZ TZA 834 Tanzania|Tanzania|Tanzânia|Tanzanie;Tanzania, United Republic of|United Republic of Tanzania|\
      Tanzania, República unida de|República unida de Tanzania|Tanzanie, République unie de|\
      République unie de Tanzanie
    UA UKR 804 Ukraine|Ucrania|Ucrânia|Ukraine
    UG UGA 800 Uganda|Uganda|Uganda|Ouganda;Republic of Uganda|République d'Ouganda
    UM UMI 581 U.S. Outlying Islands|Islas menores alejadas de EE. UU.|Ilhas Menores Distantes dos EUA|\
      Îles mineures éloignées des États-Unis;Islas Ultramarinas de EE.UU.|Ilhas Menores Afastadas dos EUA|\
      United States Minor Outlying Islands|Islas Ultramarinas Menores de Estados Unidos|\
      Ilhas Menores Distantes dos Estados Unidos
    US USA 840 United States|Estados Unidos|Estados Unidos|États-Unis;United States of America|\
      Estados Unidos de América|États-Unis d'Amérique
    UY URY 858 Uruguay|Uruguay|Uruguai|Uruguay;Eastern Republic of Uruguay|República Oriental del Uruguay|\
      República Oriental do Uruguai|République orientale d'Uruguay
    UZ UZB 860 Uzbekistan|Uzbekistán|Uzbequistão|Ouzbékistan;Usbequistão|Republic of Uzbekistan|\
      República do Uzbequistão|République d'Ouzbékistan
    VA VAT 336 Vatican City|Ciudad del Vaticano|Cidade do Vaticano|\
      État de la Cité du Vatican;Cité du Vatican|Holy See (Vatican City State)|\
      Santa Sede (Ciudad Estado del Vaticano)|Santa Sé (Estado da Cidade do Vaticano)|\
      Santa Sé (Cidade-Estado do Vaticano)|Saint-Siège (état de la cité du Vatican)
    VC VCT 670 St. Vincent & Grenadines|San Vicente y las Granadinas|São Vicente e Granadinas|\
      Saint-Vincent-et-les Grenadines
    VE VEN 862 Venezuela|Venezuela|Venezuela|Venezuela;Venezuela, Bolivarian Republic of|\
      Bolivarian Republic of Venezuela|Venezuela, República Bolivariana de|\
      República Bolivariana de Venezuela|Vénézuela, république bolivarienne du|\
      république bolivarienne du Vénézuela
    VG VGB 092 British Virgin Islands|Islas Vírgenes Británicas|Ilhas Virgens Britânicas|\
      Îles Vierges britanniques;Virgin Islands, British|Británicas Islas Vírgenes|Britânicas Ilhas Virgens
    VI VIR 850 U.S. Virgin Islands|Islas Vírgenes de EE. UU.|Ilhas Virgens Americanas|\
      Îles Vierges des États-Unis;Ilhas Virgens dos EUA|îles Vierges américaines|Virgin Islands, U.S.|\
      de EEUU Islas Vírgenes|Ilhas Virgens, Estados Unidos|Estados Unidos Ilhas Virgens|\
      États-Unis Îles Vierges|Virgin Islands of the United States|Islas Vírgenes de los Estados Unidos|\
      Îles Vierges des États-Unis d'Amérique
    VN VNM 704 Vietnam|Vietnam|Vietnã|Viêt Nam;Vietname|Socialist Republic of Viet Nam|\
      República Socialista de Vietnam|República Socialista do Vietname|República Socialista do Vietnã|\
      République socialiste du Viet Nam
    VU VUT 548 Vanuatu|Vanuatu|Vanuatu|Vanuatu;Republic of Vanuatu
    WF WLF 876 Wallis & Futuna|Wallis y Futuna|Wallis e Futuna|Wallis-et-Futuna
    WS WSM 882 Samoa|Samoa|Samoa|Samoa;Independent State of Samoa|Estado Independiente de Samoa|\
      Estado Independente de Samoa|État indépendant de Samoa
    YE YEM 887 Yemen|Yemen|Iêmen|Yémen;Republic of Yemen|República do Iémen
    YT MYT 175 Mayotte|Mayotte|Mayotte|Mayotte;Maiote
    ZA ZAF 710 South Africa|Sudáfrica|África do Sul|Afrique du Sud;Republic of South Africa|\
      República de Sudáfrica|República da África do Sul|République d'Afrique du Sud
    ZM ZMB 894 Zambia|Zambia|Zâmbia|Zambie;Republic of Zambia|République de Zambie
    ZW ZWE 716 Zimbabwe|Zimbabue|Zimbábue|Zimbabwe;Republic of Zimbabwe|República de Zimbabue
    """
}
