/// Names to draw from, in the languages of the region.
enum PersonNames {
  static let given = [
    "Ana", "Beatriz", "Camila", "Carla", "Carolina", "Catalina", "Cecília", "Claire", "Claudia", "Daniela",
    "Élodie", "Elena", "Emilia", "Fernanda", "Flávia", "Gabriela", "Inés", "Isabel", "Joana", "Juana",
    "Julieta", "Karen", "Laura", "Lucía", "Luísa", "Macarena", "Magdalena", "María José", "Mariana",
    "Marisol",
    "Marta", "Michelle", "Mónica", "Natalia", "Noemí", "Paola", "Paula", "Rocío", "Rosa", "Sandra", "Sofía",
    "Teresa", "Valentina", "Verónica", "Ximena", "Yolanda", "Adrián", "Alberto", "Álvaro", "Andrés", "André",
    "Benjamín", "Carlos", "César", "Cristóbal", "Daniel", "Darío", "Diego", "Eduardo", "Emilio", "Esteban",
    "Felipe", "Fernando", "Francisco", "Gonzalo", "Guillermo", "Héctor", "Hugo", "Ignacio", "Iván", "Javier",
    "Jean-Pierre", "João", "Joaquín", "Jorge", "José Luis", "Juan", "Julián", "Kevin", "Leonel", "Luis",
    "Marc", "Marcelo", "Martín", "Matías", "Mauricio", "Miguel", "Nicolás", "Óscar", "Pablo", "Pedro",
    "Rafael", "Ramón", "Raúl", "Ricardo", "Roberto", "Rodrigo", "Sebastián", "Sergio", "Tomás", "Víctor",
  ]

  static let family = [
    "Acosta", "Aguilar", "Alarcón", "Almeida", "Álvarez", "Arce", "Arévalo", "Ávila", "Ayala", "Baptiste",
    "Barrios", "Benítez", "Bermúdez", "Bravo", "Bustamante", "Cabrera", "Cáceres", "Calderón", "Cárdenas",
    "Carvalho", "Castillo", "Cerón", "Cisneros", "Clarke", "Contreras", "Córdova", "Correa", "da Silva",
    "Dávila", "de la Cruz", "Delgado", "Díaz", "Domínguez", "Duarte", "Durán", "Escobar", "Espinoza",
    "Estrada", "Fernández", "Ferreira", "Figueroa", "Flores", "Fuentes", "Gallardo", "García", "Garrido",
    "Gómez", "Gonçalves", "González", "Guerrero", "Gutiérrez", "Guzmán", "Henríquez", "Hernández", "Herrera",
    "Ibáñez", "Jara", "Jiménez", "Joseph", "Lagos", "Lara", "León", "Lima", "Llanos", "López", "Maldonado",
    "Marín", "Martínez", "McKay", "Medina", "Mejía", "Méndez", "Mendoza", "Molina", "Montoya", "Morales",
    "Moreau", "Muñoz", "Nascimento", "Navarro", "Núñez", "O'Connor", "Ochoa", "Ordóñez", "Orellana", "Ortiz",
    "Pacheco", "Palacios", "Paredes", "Peña", "Pereira", "Pérez", "Pineda", "Pinto", "Quiñones", "Quispe",
    "Ramírez", "Ramos", "Reyes", "Ríos", "Rivera", "Rojas", "Romero", "Rosales", "Ruiz", "Saavedra",
    "Salazar", "Salinas", "Sánchez", "Sandoval", "Santos", "Sepúlveda", "Silva", "Solís", "Soto", "Suárez",
    "Tapia", "Torres", "Urrutia", "Valdés", "Vargas", "Vásquez", "Vega", "Velasco", "Vélez", "Vera", "Vidal",
    "Villalobos", "Williams", "Yáñez", "Zambrano", "Zamora", "Zúñiga",
  ]

  static let positions = [
    "Directora de Política Migratoria", "Jefe de Departamento", "Asesora", "Coordinador", "Investigadora",
    "Oficial de programa", "Representante", "Secretario Ejecutivo", "Analista", "Ministra Consejera",
    "Programme Officer", "Head of Unit", "Professora", "Chargé de mission", "Directora, Asuntos Consulares",
  ]

  static let organisations: [Category: [String]] = [
    .governments: [
      "Ministerio de Relaciones Exteriores", "Ministerio del Interior", "Instituto Nacional de Migración",
      "Ministry of Foreign Affairs", "Dirección General de Migración y Extranjería", "Cancillería",
    ],
    .unAgencies: [
      "OIM", "ACNUR", "UNICEF", "CEPAL", "ONU Mujeres", "PNUD", "OIT", "ACNUDH", "UNFPA", "OPS/OMS", "UNODC",
      "FAO", "ONUSIDA", "ONU-Hábitat",
    ],
    .humanRights: [
      "Defensoría del Pueblo", "Instituto Nacional de Derechos Humanos", "Procuraduría de DD. HH.",
    ],
    .parliament: ["Senado", "Cámara de Diputados", "Asamblea Legislativa", "ParlAmericas"],
    .diasporas: ["Red de Diásporas del Sur", "Asociación de Migrantes Unidos", "Haitian Diaspora Network"],
    .civilSociety: [
      "Fundación Puentes", "Caminos, A. C.", "Servicio para el Migrante \"Acoger\"", "Casa del Migrante",
      "Bloque Latinoamericano sobre Migración", "Women in Migration Network", "Rede de Apoio ao Migrante",
    ],
    .workers: ["Central Unitaria de Trabajadores", "Federación de Trabajadoras del Hogar"],
    .academia: [
      "Universidad de Chile", "El Colegio de la Frontera", "Universidade de Brasília", "FLACSO", "UWI",
    ],
    .local: ["Municipalidad de Quilicura", "Alcaldía de Bogotá", "Mercociudades"],
    .processes: ["CRM", "CSM", "SICA", "MERCOSUR", "Comunidad Andina"],
    .cooperation: ["AECID", "GIZ", "Cooperación Suiza", "USAID"],
    .others: [
      "Consultora independiente", "Cámara de Comercio", "Radio Frontera", "Cruz Roja", "Pastoral Migratoria",
      "Remesas del Sur S. A.", "Particular",
    ],
  ]
}
