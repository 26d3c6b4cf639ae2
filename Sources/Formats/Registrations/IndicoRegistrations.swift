internal import Tables

/// Indico's list of registrants, as CSV or workbook. Captions of Indico's own columns are English everywhere;
/// those of fields are the organisers'.
struct IndicoRegistrations: ListFormat {
  static let name = InputFormat.indicoRegistrations
  static let about = FormatDescription(
    "Indico's list of registrants: CSV, workbook, JSON",
    recognisedBy:
      "`Registration date` beside `Registration state`, `Modification date` or `registrant_id`",
    columns: FormatDescription.registrations)
  static let columns = [
    Field("id", .text), Field("state", .text), Field("email", .text), Field("first_name", .text),
    Field("last_name", .text), Field("name", .text), Field("organisation", .text), Field("position", .text),
    Field("country", .text), Field("registered_at", .datetime), Field("checked_in_at", .datetime),
    Field("ticket", .text),
  ]
  static let essential = ["email"]
  var reader: ListReader

  static func isHeader(_ names: [String], _ keys: [String]) -> Bool {
    let has = Set(keys)
    return has.contains("registrationdate")
      && !has.isDisjoint(with: ["registrationstate", "modificationdate", "registrantid"])
  }

  static let words = ListWords([
    ("id", "id registrantid", ""),
    ("state", "registrationstate", ""),
    (
      "email", "emailaddress email personaldataemail",
      """
      correoelectronico direcciondecorreoelectronico correo enderecodeemail adressemail adresseemail courriel
      adresseelectronique emailadresse indirizzoemail
      """
    ),
    (
      "first_name", "firstname givenname personaldatafirstname",
      "nombre nombres primeironome prenom vorname nomeproprio"
    ),
    (
      "last_name", "lastname surname familyname personaldatasurname",
      "apellido apellidos sobrenome apelido nomdefamille nachname cognome"
    ),
    ("name", "name fullname", "nombrecompleto nomecompleto nomcomplet"),
    (
      "organisation", "affiliation organization organisation institution personaldataaffiliation",
      "afiliacion institucion organizacion entidad afiliacao instituicao organizacao institucional etablissement"
    ),
    ("position", "position jobtitle personaldataposition", "cargo puesto funcao fonction funktion posizione"),
    ("country", "country countryregion personaldatacountry", "pais paisregion pays land paese"),
    ("registered_at", "registrationdate", ""),
    ("checked_in_at", "checkindate checkedinat", ""),
    ("ticket", "tickettype", ""),
  ])
}
