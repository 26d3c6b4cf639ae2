/// One row of an attendance report: someone was connected from, to.
struct Connection {
  /// As Zoom shows it, with the account's name in parentheses where it differs.
  var name: String
  var given = ""
  var family = ""
  /// Empty where Zoom knows none.
  var email: String
  var from: Moment
  var to: Moment
  var role = Role.attendee
  var inWaitingRoom = false
  var person: Person?

  enum Role { case host, panelist, attendee, phone }

  /// Zoom rounds up.
  var minutes: Int { (to.seconds - from.seconds + 59) / 60 }
}

/// How people come and go.
struct Connections {
  var random: SampleRandom
  private(set) var rows: [Connection] = []

  init(purpose: String) { random = SampleRandom(purpose) }

  /// Someone who takes part: well over ten minutes inside the session, in one to five connections.
  mutating func attend(_ session: Session, _ template: Connection) {
    let length = session.ends.seconds - session.starts.seconds
    var from = session.starts + random.int(-600...(length / 4))
    let end = session.ends + random.int(-length / 4...240)
    var pieces = random.chance(35) ? random.int(2...5) : 1
    while pieces > 1 {
      let to = from + random.int(500...max(501, (end.seconds - from.seconds) / pieces))
      append(template, from, to)
      from = to + random.int(4...160)
      pieces -= 1
    }
    if end.seconds - from.seconds > 300 {
      append(template, from, end)
    } else {
      append(template, from, from + 900)
    }
    if random.chance(9) { addSecondDevice(of: template, session) }
  }

  /// A telephone beside the computer: the same minutes twice.
  private mutating func addSecondDevice(of row: Connection, _ session: Session) {
    var device = row
    if !row.email.isEmpty { device.name = "iPhone (\(row.person?.name ?? row.name))" }
    let from = session.starts + random.int(300...2400)
    append(device, from, from + random.int(600...3000))
  }

  /// Someone who looks in: under `minutes` together, however many rows there are.
  mutating func lookIn(_ session: Session, _ template: Connection, seconds: Int) {
    let from = session.starts + random.int(900...3600)
    append(template, from, from + seconds)
    // On two devices at once: the sum of the rows would be enough, the time is not.
    if random.chance(60) { append(template, from + random.int(1...30), from + seconds) }
  }

  /// Someone who is there before the beginning only: a test of sound and interpretation.
  mutating func rehearse(_ session: Session, _ template: Connection) {
    let from = session.starts - random.int(2700...3300)
    append(template, from, from + random.int(1300...2100))
  }

  /// Someone who takes part and leaves in the first hour.
  mutating func leaveEarly(_ session: Session, _ template: Connection) {
    append(template, session.starts - random.int(0...400), session.starts + random.int(1200...3000))
  }

  /// Someone who comes for the debriefing after the end only.
  mutating func debrief(_ session: Session, _ template: Connection) {
    let from = session.ends + random.int(240...600)
    append(template, from, from + random.int(900...2000))
  }

  mutating func append(_ template: Connection, _ from: Moment, _ to: Moment) {
    var row = template
    row.from = from
    row.to = to
    rows.append(row)
  }

  /// The secretariat's people, an hour before until after the end.
  mutating func addStaff(_ session: Session, _ count: Int) {
    for member in Staff.all.prefix(count) {
      let role: Connection.Role = member.role == "anfitrión" ? .host : .panelist
      rows.append(
        Connection(
          name: member.name, email: member.email.isEmpty ? "" : member.email.lowercased(),
          from: session.starts - random.int(1800...3300), to: session.ends + random.int(60...900), role: role)
      )
    }
  }

  /// In the order in which Zoom lists them: by first name shown, the rows of one person together.
  func sorted() -> [Connection] {
    rows.enumerated().sorted {
      ($0.element.email, $0.element.name, $0.offset) < ($1.element.email, $1.element.name, $1.offset)
    }.map(\.element)
  }

  func byTime() -> [Connection] {
    rows.enumerated().sorted { ($0.element.from, $0.offset) < ($1.element.from, $1.offset) }.map(\.element)
  }
}

extension Connections {
  /// A row without times: the name and address of someone's account, in some of the ways they have.
  mutating func account(of person: Person) -> Connection {
    let name: String
    switch random.int(1...20) {
    case 1: name = person.decomposedName
    case 2: name = person.invertedName
    case 3: name = "\(CountryNames.spellings(of: person.country)[0].uppercased()) - \(person.name)"
    case 4: name = "\(person.organisation) | \(person.name)"
    case 5: name = "iPad de \(person.given) (\(person.name))"
    default: name = person.name
    }
    return Connection(
      name: name, given: person.given, family: person.family,
      email: random.chance(8) ? person.email.uppercased() : person.email, from: Moment(seconds: 0),
      to: Moment(seconds: 0), person: person)
  }

  /// A row of which Zoom knows the name only.
  func nameless(_ name: String, _ person: Person? = nil) -> Connection {
    Connection(
      name: name, email: "", from: Moment(seconds: 0), to: Moment(seconds: 0), person: person)
  }
}
