internal import Tables

/// The columns of Zoom's reports, with their headers and section titles in every language of Zoom's
/// exports.
///
/// Headers are folded before they are looked up, so case, accents, punctuation and the kinds of
/// apostrophe and space are ignored.
enum ZoomField: Sendable, Hashable {
  case name, firstName, lastName, email, attended, registered, approval, joined, left, minutes, country
  case guest, waitingRoom
  case topic, identifier
  /// A fact about the meeting that is repeated on every participant's row; not a column of the format.
  case meetingFact

  /// The field of each column of the reports.
  static let ofColumns: [String: ZoomField] = [
    "name": .name, "first_name": .firstName, "last_name": .lastName, "email": .email, "attended": .attended,
    "registered_at": .registered, "approval": .approval, "joined_at": .joined, "left_at": .left,
    "minutes": .minutes, "country": .country, "guest": .guest, "waiting_room": .waitingRoom,
    "session": .topic, "meeting_id": .identifier, "webinar_id": .identifier,
  ]
}

enum ZoomWords {
  static func field(_ header: String) -> ZoomField? {
    fields[header] ?? (hasOriginalName(header) ? .name : nil)
  }

  static func isEnglish(_ header: String) -> Bool { english.contains(header) }

  /// Whether names under this header hold the original name in parentheses.
  static func hasOriginalName(_ header: String) -> Bool {
    guard ["name", "nombre", "nome", "nom", "username", "benutzername"].contains(where: header.hasPrefix)
    else {
      return false
    }
    return [
      "originalname", "nombreoriginal", "nomeoriginal", "nomdorigine", "nomoriginal", "ursprunglichername",
    ].contains { header.count > $0.count + 2 && (header.hasSuffix($0) || header.hasSuffix($0 + "e")) }
  }

  /// The words in parentheses after the name of the host.
  static let hostMarks: Set<String> = [
    "host", "cohost", "anfitrion", "coanfitrion", "anfitriao", "coanfitriao", "hote", "cohote",
    "organizador", "moderator", "organizzatore",
  ]

  /// The role of the people in a section, from its folded title.
  static func role(section title: String) -> ZoomRole? { sections[title] }

  static let reportTitles: Set<String> = [
    "attendeereport", "informedeasistentes", "informedeasistente", "informedelosasistentes",
    "informedeparticipantes", "reportedeasistentes", "relatoriodeparticipantes", "rapportdesparticipants",
    "rapportsurlesparticipants", "teilnehmerbericht", "rapportosuipartecipanti",
    "reportgenerated", "reportgeneratedtime", "informegenerado", "relatoriogerado", "rapportgenere",
    "berichterstellt", "rapportogenerato",
  ]

  private static let sections: [String: ZoomRole] = table([
    .host: """
    hostdetails detallesdelanfitrion detallesdeanfitrion detallesdelosanfitriones detallesdelhost
    detalhesdoanfitriao detalhesdohost detailsdelhote detailsdelanimateur hostangaben dettaglihost
    """,
    .panelist: """
    panelistdetails detallesdepanelista detallesdelpanelista detallesdepanelistas detallesdelospanelistas
    detallesdelosponentes detalhesdopanelista detalhesdospanelistas detalhesdopainelista detailsdupaneliste
    detailsdespanelistes detallesdeponentes diskussionsteilnehmerdetails podiumsteilnehmerdetails
    angabenzudiskussionsteilnehmern dettaglirelatore dettaglirelatori
    """,
    .attendee: """
    attendeedetails detallesdeasistente detallesdelasistente detallesdeasistentes detallesdelosasistentes
    detallesdeparticipantes detallesdelosparticipantes detalhesdoparticipante detalhesdosparticipantes
    detailsduparticipant detailsdesparticipants teilnehmerdetails angabenzuteilnehmern
    dettaglipartecipante dettaglipartecipanti
    """,
    .phone: """
    otherattended otrosasistentes otrosasistieron otrosqueasistieron otrosparticipantes otrasasistencias
    outrosparticipantes outrosqueparticiparam autresparticipants autrespresents weitereteilnehmer
    andereteilnehmer sonstigeteilnehmer altripartecipanti
    """,
  ])

  private static let fields: [String: ZoomField] = table([
    .name: """
    name nameoriginalname username usernameoriginalname nombrenombreoriginal nombredeusuario
    nombredeusuarionombreoriginal nomenomeoriginal nomedeusuario nomedousuario nomedousuarionomeoriginal
    nomedeusuarionomeoriginal nomnomdorigine nomnomoriginal nomdutilisateur nomdutilisateurnomdorigine
    nomdutilisateurnomoriginal nomenomeoriginale nomeutente participant participante nombredelparticipante
    nombre nome nom benutzername benutzernameoriginalname teilnehmer partecipante nomeutentenomeoriginale
    """,
    .firstName: "firstname primernombre nombres primeironome prenom vorname",
    .lastName: "lastname apellido apellidos sobrenome nachname cognome",
    .email: """
    email useremail emailaddress emaildelusuario emaildeusuario correoelectronico
    correoelectronicodelusuario correoelectronicodeusuario direcciondecorreoelectronico correo
    emaildousuario enderecodeemail adresseemail adresseelectronique courriel emaildelutilisateur
    adresseemaildelutilisateur benutzeremail emailadresse emaildesbenutzers emailutente
    indirizzoemail emaildellutente
    """,
    .attended: """
    attended asistio haasistido asistencia participou compareceu aparticipe present teilgenommen
    hapartecipato
    """,
    .registered: """
    registrationtime registrationdate horaderegistro horadelregistro horadeinscripcion fechaderegistro
    horadeinscricao horadoregistro heuredinscription registrierungszeit registrierungsdatum
    zeitpunktderregistrierung oradiregistrazione datadiregistrazione
    """,
    .approval: """
    approvalstatus estadodeaprobacion estadodelaaprobacion statusdeaprovacao estadodaaprovacao
    statutdapprobation genehmigungsstatus statodiapprovazione
    """,
    .joined: """
    jointime joinedat ingressarnahora horariodeentrada horadeingresso horaparaunirse horadeunirse horadeentrada horadeunion horadeincorporacion
    horadeingreso horadeacceso heuredarrivee heuredentree heuredeconnexion heuredarriveealareunion
    beitrittszeit zeitpunktdesbeitritts
    oradiingresso oradiaccesso oradipartecipazione
    """,
    .left: """
    leavetime leftat horaparasalir horadesalida horadesaida horariodesaida heurededepart heuredesortie
    heuredepart heurededeconnexion austrittszeit
    zeitdesverlassens verlassenszeit beendigungszeit oradiuscita
    """,
    .minutes: """
    durationminutes totaldurationminutes timeinsessionminutes duration duracionminutos
    duraciontotalminutos tiempoenlasesionminutos tiempoensesionminutos tiempodelasesionminutos
    duracaominutos duracaototalminutos temponasessaominutos temponasessao dureeminutes dureetotaleminutes
    tempsdanslasessionminutes tempsdesessionminutes duratatotaleminuti duratainminuti durataminuti
    duraciontotal duracion dauerminuten gesamtdauerminuten zeitindersitzungminuten tempoinsessioneminuti
    """,
    .country: """
    countryregionname nombredepaisregion nombredelpaisregion nombredelpaisolaregion nombredepaisoregion
    nombredepaisregiondelusuario nomedopaisregiao nomedopaisouregiao nomdupaysregion
    nomdupaysoudelaregion landregionname namedeslandesoderderregion
    nomepaeseregione
    """,
    .guest: """
    guest isguest invitado esinvitado esuninvitado convidado econvidado invite estinvite ospite gast istgast
    """,
    .waitingRoom: """
    inwaitingroom ensaladeespera enlasaladeespera nasaladeespera emsaladeespera ensalledattente
    salledattente danslasalledattente insaladattesa imwarteraum inwarteraum
    """,
    .topic: "topic meetingtopic webinartopic tema topico assunto sujet argomento thema",
    .identifier: """
    id webinarid meetingid meetingwebinarid iddelseminarioweb iddeseminarioweb iddelwebinar idwebinar iddelareunion
    iddereunion iddowebinar iddareuniao idduwebinaire idwebinaire idriunione
    """,
    .meetingFact: """
    type tipo host hostname hostemail anfitrion nombredelanfitrion correoelectronicodelanfitrion
    nombredelorganizador correoelectronicodelorganizador starttime horadeinicio endtime horadefinalizacion
    horadefin participants participantes totalparticipantminutes minutostotalesdelosparticipantes
    department departamento group grupo source fuente nombredefuente uniqueviewers maxconcurrentviews
    espectadoresexclusivos vistassimultaneasmaximas creationtime horadecreacion digita actualstarttime
    actualdurationminutes typ startzeit endzeit teilnehmeranzahl hostemailadresse namedeshosts emaildeshosts
    einzelnezuschauer teilnehmerminuteninsgesamt abteilung gruppe quelle
    erstellungszeit oradiinizio oradifine partecipanti
    """,
  ])

  /// Headers of the number of registrations above the tables.
  static let registered = Set(
    """
    registered registrants nºinscritos nºdeinscritos ninscritos ndeinscritos numerodeinscritos nderegistrados ninscrits nombredinscrits
    inscritos registrados
    """.plainWords)

  /// Headers of the number of registrations that were withdrawn.
  static let cancelled = Set(
    "cancelled canceled nºcancelados ncancelados cancelados nannules annules".plainWords)

  /// Headers of the number of people who came.
  static let viewers = Set(
    "uniqueviewers espectadoresexclusivos espectadoresunicos espectadoresexclusivos spectateursuniques"
      .plainWords)

  /// Headers of the number of participants of a meeting: its connections, or its people.
  static let participants = Set("participants participantes teilnehmer partecipanti".plainWords)

  static func isTotal(_ header: String) -> Bool {
    registered.contains(header) || cancelled.contains(header) || viewers.contains(header)
      || participants.contains(header)
  }

  private static let english: Set<String> = [
    "nameoriginalname", "username", "usernameoriginalname", "useremail", "jointime", "leavetime",
    "durationminutes", "totaldurationminutes", "timeinsessionminutes", "attended", "registrationtime",
    "countryregionname", "isguest", "guest", "inwaitingroom",
  ]

  private static func table<Meaning>(_ words: [Meaning: String]) -> [String: Meaning] {
    var result: [String: Meaning] = [:]
    for (meaning, list) in words {
      for word in list.plainWords { result[word] = meaning }
    }
    return result
  }
}

/// The role of a person at a webinar.
enum ZoomRole: String, Sendable, Hashable { case host, panelist, attendee, phone }
