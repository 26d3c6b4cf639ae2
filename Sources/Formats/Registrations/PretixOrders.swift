internal import Tables

/// pretix's list of order positions: one row per ticket. Its headers are in the language of the user who exports it.
struct PretixOrders: ListFormat {
  static let name = InputFormat.pretixOrders
  static let about = FormatDescription(
    "pretix's list of order positions",
    recognisedBy:
      "an order code beside status and product",
    columns: [
      "id": "the order's code",
      "email": "the attendee's, or the order's where there is none",
      "registered_at": "date and time of the order",
      "ticket": "the product",
    ])
  static let columns = IndicoRegistrations.columns
  static let essential = ["id", "email"]
  var reader: ListReader

  static func isHeader(_ names: [String], _ keys: [String]) -> Bool {
    let has = words.columns(keys)
    return has.isSuperset(of: ["id", "ticket", "state"]) && !Set(keys).isDisjoint(with: orderCodes)
  }

  static func layout(_ list: inout RecordList, isDeclared: Bool) -> ListLayout? {
    guard var layout = ListLayout(list, isDeclared: isDeclared, isHeader: isHeader) else { return nil }
    let keys = layout.sections[0].header.map(foldedHeader)
    func places(_ words: Set<String>) -> [Int] { keys.indices.filter { words.contains(keys[$0]) } }
    let (attendee, buyer) = (places(attendeeAddresses).first, places(addresses).first)
    let (date, time) = (keys.firstIndex { words.column($0) == "registered_at" }, places(times).first)
    // The address of who ordered stays under its own header.
    layout.sections[0].places["email"] = attendee
    for index in layout.sections[0].rows.indices {
      let record = layout.sections[0].rows[index].record
      // Who comes has an address, or else who ordered.
      let addresses = [attendee, buyer].compactMap { $0 }.compactMap { list.field(record, $0) }
      if let address = addresses.first(where: { !list.isEmpty($0) }) {
        layout.sections[0].rows[index].values["email"] = address
      }
      if let date, let time, !list.string(record, date).isEmpty, !list.string(record, time).isEmpty {
        // A date of a workbook has a time, and a time may have a date.
        let day = list.string(record, date).prefix { $0 != "T" }
        let clock = list.string(record, time).split(separator: "T").last ?? ""
        let both = "\(day) \(clock)"
        layout.sections[0].rows[index].values["registered_at"] = list.add(both.utf8)
      }
    }
    return layout
  }

  private static let attendeeAddresses = Set(
    """
    attendeeemail correoelectronicodelasistente emaildelasistente emaildoparticipante emailduparticipant
    teilnehmeremail emailpartecipante
    """.plainWords)
  private static let addresses = Set(
    "email emailaddress correoelectronico adresseemail emailadresse indirizzoemail".plainWords)
  private static let times = Set(
    """
    ordertime horadepedido horadelpedido horadopedido heuredecommande heuredelacommande bestellzeit bestelluhrzeit
    oradellordine
    """.plainWords)

  private static let orderCodes = Set(
    """
    ordercode codigodepedido codigodelpedido codigodopedido codedecommande codedelacommande bestellnummer
    bestellcode codiceordine codicedellordine
    """.plainWords)

  static let words = ListWords([
    (
      "id", "ordercode",
      """
      codigodepedido codigodelpedido codigodopedido codedecommande codedelacommande bestellnummer bestellcode
      codiceordine codicedellordine
      """
    ),
    ("state", "status", "estado etat statut stato"),
    (
      "email", "attendeeemail email emailaddress",
      """
      correoelectronicodelasistente correoelectronico emaildelasistente emaildoparticipante emailduparticipant
      teilnehmeremail adresseemail emailpartecipante
      """
    ),
    (
      "first_name", "attendeenamegivenname attendeenamefirstname",
      "nombredelasistentenombre nomedoparticipantenome nomduparticipantprenom teilnehmernamevorname nomepartecipantenome"
    ),
    (
      "last_name", "attendeenamefamilyname attendeenamelastname",
      "nombredelasistenteapellido nomedoparticipantesobrenome nomduparticipantnom teilnehmernamenachname nomepartecipantecognome"
    ),
    (
      "name", "attendeename",
      "nombredelasistente nomedoparticipante nomduparticipant teilnehmername nomepartecipante"
    ),
    ("organisation", "company", "empresa entreprise societe firma azienda"),
    ("position", "jobtitle position", "cargo fonction"),
    ("country", "country", "pais pays land paese nazione"),
    (
      "registered_at", "orderdate",
      "fechadepedido fechadelpedido datadopedido datedecommande datedelacommande bestelldatum datadellordine"
    ),
    ("ticket", "product", "producto produto produit produkt prodotto"),
  ])
}
