internal import Tables

/// The words of Teams' reports beside the headers of its lists.
enum TeamsWords {
  /// The titles with which a report begins.
  static let titles = Set(
    """
    meetingsummary 1summary resumendelareunion 1resumen resumodareuniao 1resumo resumedelareunion
    recapitulatifdelareunion 1resume 1recapitulatif 1synthese besprechungszusammenfassung besprechungsubersicht
    1zusammenfassung riepilogoriunione riepilogodellariunione 1riepilogo
    """.plainWords)

  /// The header of the actions in the oldest generation.
  static let action = Set(
    """
    useraction acciondelusuario acciondeusuario acaodousuario acaodoutilizador actiondelutilisateur
    actionutilisateur benutzeraktion azioneutente azionedellutente
    """.plainWords)

  static let joined = Set(
    """
    joined joinedbefore seunio seunioantes unido unidoantes entrou entrouantes ingressou ingressouantes arejoint
    arejointavant rejoint rejointavant beigetreten vorherbeigetreten zuvorbeigetreten teilgenommen partecipato
    partecipatoprima haeseguitolaccesso
    haeseguitolaccessoprima
    """.plainWords)

  static let left = Set(
    "left salio abandono haabandonado saiu aquitte quitte verlassen hatverlassen uscito haabbandonato"
      .plainWords)

  /// Headers that other services' lists do not have.
  static let own = Set(
    """
    participantidupn iddeparticipanteupn iddelparticipanteupn iddoparticipanteupn iddeparticipantupn
    iduparticipantupn teilnehmeridupn idpartecipanteupn identificadordeparticipanteupn iddelpartecipanteupn primeiroingresso firstjoin firstjointime primeraunion primeraincorporacion
    primeiraentrada premierearrivee premiereparticipation ersterbeitritt erstteilnahme primoaccesso
    primapartecipazione role rol funcion funcao papel rolle ruolo
    """.plainWords)

  static let session = Set(
    """
    meetingtitle titulodelareunion titulodareuniao titredelareunion besprechungstitel titelderbesprechung titeldesmeetings
    titolodellariunione titoloriunione
    """.plainWords)

  static let identifier = Set(
    "meetingid iddelareunion iddereunion iddareuniao iddareunion idreunion besprechungsid idriunione iddellariunione"
      .plainWords)

  /// The number of people, which the rows should have.
  static let people = Set(
    """
    totalnumberofparticipants attendedparticipants numerototaldeparticipantes participantesqueasistieron
    participantesasistentes asistentes numerototaldeparticipantes participantespresentes nombretotaldeparticipants
    participantspresents gesamtzahlderteilnehmer gesamtanzahlderteilnehmer anwesendeteilnehmer teilgenommeneteilnehmer
    numerototaledipartecipanti partecipantipresenti
    """.plainWords)
}
