internal import Tables

/// Eventbrite's list of attendees: one row per ticket; the buyer's address may be in several.
struct EventbriteAttendees: ListFormat {
  static let name = InputFormat.eventbriteAttendees
  static let about = FormatDescription(
    "Eventbrite's list of attendees",
    recognisedBy:
      "order date, ticket type and address beside `Order #` or `Attendee #`",
    columns: [
      "id": "the attendee's number",
      "email": "the buyer's may be in several rows",
      "registered_at": "the order date",
    ])
  static let columns = IndicoRegistrations.columns
  static let essential = ["id", "email"]
  var reader: ListReader

  static func isHeader(_ names: [String], _ keys: [String]) -> Bool {
    let has = words.columns(keys)
    return has.isSuperset(of: ["registered_at", "ticket", "email"])
      && !Set(keys).isDisjoint(with: attendees) && !PretixOrders.isHeader(names, keys)
  }

  private static let attendees = Set(
    """
    order orderid attendee attendeestatus nºdepedido ndepedido nºdeasistente numerodepedido asistente estadodelasistente dopedido
    numerodopedido participante ndecommande numerodecommande participant bestellnr bestellungsnr teilnehmernr
    numeroordine partecipante
    """.plainWords)

  static let words = ListWords([
    (
      "id", "attendee attendeeid barcode",
      "asistente nasistente nºdeasistente ndeasistente numerodeasistente participante participant teilnehmernr partecipante"
    ),
    (
      "state", "attendeestatus status",
      "estadodelasistente estado statusdoparticipante statutduparticipant teilnehmerstatus statopartecipante"
    ),
    (
      "email", "email attendeeemail emailaddress",
      "correoelectronico direcciondecorreoelectronico enderecodeemail adresseemail courriel emailadresse"
    ),
    ("first_name", "firstname attendeefirstname", "nombre primeironome prenom vorname nome"),
    (
      "last_name", "lastname surname attendeelastname",
      "apellido apellidos sobrenome nomdefamille nom nachname cognome"
    ),
    ("name", "attendeename name", "nombredelasistente"),
    ("organisation", "company organization", "empresa organizacion entreprise societe firma azienda"),
    ("position", "jobtitle", "cargo puesto fonction berufsbezeichnung qualifica"),
    ("country", "homecountry country", "pais pays land paese"),
    (
      "registered_at", "orderdate",
      "fechadelpedido fechadepedido datadopedido datedelacommande datedecommande bestelldatum dataordine datadellordine"
    ),
    ("checked_in_at", "checkindate checkedin", "fechadecheckin"),
    (
      "ticket", "tickettype",
      "tipodeentrada tipodeboleto tipodeingresso typedebillet ticketart tickettyp tipodibiglietto"
    ),
  ])
}
