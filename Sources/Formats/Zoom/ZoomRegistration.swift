internal import Tables

/// Zoom's report of the registrations for a meeting or webinar, without attendance.
struct ZoomRegistration: TitledListFormat {
  static let name = InputFormat.zoomRegistration
  static let about = FormatDescription(
    "Zoom's report of registrations",
    recognisedBy:
      "its title, or registration time and approval status beside an address, without times of attendance",
    columns: [
      "session": "the topic",
      "name": "put together from first and last name where the report has none",
    ])
  static let columns = [
    Field("session", .text), Field("webinar_id", .text), Field("name", .text), Field("first_name", .text),
    Field("last_name", .text), Field("email", .text), Field("registered_at", .datetime),
    Field("approval", .text), Field("country", .text),
  ]
  static let essential = ["email", "registered_at"]
  var reader: ListReader

  static func isHeader(_ names: [String], _ keys: [String]) -> Bool {
    let fields = Set(keys.compactMap(ZoomWords.field))
    return fields.isSuperset(of: [.email, .registered, .approval])
      && !fields.isDisjoint(with: [.firstName, .name])
      && fields.isDisjoint(with: [.attended, .joined, .left, .minutes])
  }

  static func layout(_ list: inout RecordList, isDeclared: Bool) -> ListLayout? {
    guard var layout = ListLayout(list, isDeclared: isDeclared, isHeader: isHeader) else { return nil }
    let facts = ZoomFacts(list, before: layout.sections[0].headerRecord)
    layout.facts = facts.values
    // Cancelled registrations are rows, too.
    let cancelled = facts.totals.first { ZoomWords.cancelled.contains(foldedHeader($0.label)) }?.value ?? 0
    layout.totals = facts.totals.filter { ZoomWords.registered.contains(foldedHeader($0.label)) }.map {
      total in
      var total = total
      total.orElse = total.value + cancelled
      return total
    }
    return layout
  }

  static let titles = Set(
    """
    registrationreport informedeinscripcion informedeinscripciones informederegistro informederegistros
    reportedeinscripcion reportederegistro relatoriodeinscricao relatoriodeinscricoes relatorioderegistro
    rapportdinscription rapportdinscriptions rapportsurlesinscriptions registrierungsbericht anmeldebericht
    rapportodiregistrazione reportregistrazione rapportodiiscrizione
    """.plainWords)

  static let words = ListWords([
    ("name", "name", "nombrecompleto nomecompleto"),
    ("first_name", "firstname", "nombre primernombre nombres primeironome nome prenom vorname"),
    ("last_name", "lastname", "apellido apellidos sobrenome nom nomdefamille nachname cognome"),
    (
      "email", "email emailaddress useremail",
      """
      correoelectronico emaildelusuario direcciondecorreoelectronico enderecodeemail adresseemail courriel
      adresseelectronique emailadresse indirizzoemail
      """
    ),
    (
      "registered_at", "registrationtime registrationdate",
      """
      horaderegistro horadelregistro horadeinscripcion fechaderegistro horadeinscricao horadoregistro
      heuredinscription registrierungszeit anmeldezeit oradiregistrazione oradiiscrizione
      """
    ),
    (
      "approval", "approvalstatus",
      """
      estadodeaprobacion estadodelaaprobacion statusdeaprovacao estadodaaprovacao statutdapprobation
      genehmigungsstatus statodiapprovazione statoapprovazione
      """
    ),
    (
      "country", "countryregion country countryregionname",
      "paisregion pais paysregion pays landregion land paeseregione"
    ),
  ])
}
