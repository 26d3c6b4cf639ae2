/// 26 to 28 April: eight Zoom meetings, half of the reports in UTC and half in Santiago time.
struct MainReview {
  var plan: Plan
  var population: Population

  func write(to folder: OutputFolder) throws {
    for day in plan.review {
      let sessions = Session.all(of: "main-review").filter {
        $0.starts >= Moment(2021, 4, day.day, 0, 0) && $0.starts < Moment(2021, 4, day.day, 23, 0)
      }
      var files = sessions.map { Connections(purpose: "review \($0.code)") }
      var random = SampleRandom("review day \(day.day)")
      let registered = participants(day.people - day.walkIns - day.pending, &random)
      let others = population.walkIns.prefix(day.walkIns) + population.pending.prefix(day.pending)
      for (place, person) in (registered.coming + others).enumerated() {
        attend(&files, sessions, person, place, isRegistered: place < registered.coming.count, &random)
      }
      addOthers(&files, sessions, registered.absent, &random)
      for (session, file) in zip(sessions, files) { try write(session, file, to: folder) }
    }
  }

  /// So many of the registered: somebody of every delegation that comes, nobody of those that do not.
  private func participants(_ count: Int, _ random: inout SampleRandom) -> (
    coming: [Person], absent: [Person]
  ) {
    var first: [Person] = []
    var rest: [Person] = []
    var never: [Person] = []
    var countries: Set<String> = []
    for person in population.registered {
      let isDelegate = person.category == .governments
      if isDelegate, Delegations.absent.contains(person.country) {
        never.append(person)
      } else if isDelegate, countries.insert(person.country).inserted {
        first.append(person)
      } else {
        rest.append(person)
      }
    }
    rest = random.shuffled(rest)
    let coming = first + rest.prefix(count - first.count)
    return (coming, never + rest.dropFirst(count - first.count))
  }

  private func attend(
    _ files: inout [Connections], _ sessions: [Session], _ person: Person, _ place: Int, isRegistered: Bool,
    _ random: inout SampleRandom
  ) {
    var chosen = sessions.indices.filter { _ in random.chance(62) }
    if chosen.isEmpty { chosen = [random.int(0...sessions.count - 1)] }
    let nameless = isRegistered && place % 55 == 7 && !population.namesakes.contains(person.name)
    for index in chosen {
      var row = files[index].account(of: person)
      if nameless {
        row = files[index].nameless(MainReview.shown(person, place / 55), person)
      } else if let second = person.secondEmail, random.chance(60) {
        row.email = second
      }
      if random.chance(5), sessions[index].code != "M2" { wait(&files[index], row, sessions[index]) }
      // Exactly the minutes asked for.
      if place == 11, index == chosen.first {
        let from = sessions[index].starts + 1200
        files[index].append(row, from, from + 600)
        return
      }
      files[index].attend(sessions[index], row)
    }
  }

  /// How the name alone may look.
  private static func shown(_ person: Person, _ variant: Int) -> String {
    switch variant % 5 {
    case 0: "\(CountryNames.spellings(of: person.country)[0].uppercased()) - \(person.name)"
    case 1: person.invertedName
    case 2: "iPhone (\(person.name))"
    case 3: person.plainName
    default: person.decomposedName
    }
  }

  /// In the waiting room before being let in: connected, and not in the session.
  private func wait(_ file: inout Connections, _ row: Connection, _ session: Session) {
    var waiting = row
    waiting.inWaitingRoom = true
    let from = session.starts + file.random.int(60...400)
    file.append(waiting, from, from + file.random.int(700...1500))
  }

  /// Those who were there and took no part.
  private func addOthers(
    _ files: inout [Connections], _ sessions: [Session], _ absent: [Person], _ random: inout SampleRandom
  ) {
    let size = plan.scale
    let delegates = absent.filter { $0.category == .governments }
    let rest = random.shuffled(absent.filter { $0.category != .governments })
    for (place, person) in (delegates.prefix(12) + rest.prefix(12 * size)).enumerated() {
      let index = place % sessions.count
      let row = files[index].account(of: person)
      files[index].lookIn(sessions[index], row, seconds: random.int(180...520))
    }
    for (place, person) in rest.dropFirst(12 * size).prefix(14 * size).enumerated() {
      let index = place % sessions.count
      let row = files[index].account(of: person)
      files[index].rehearse(sessions[index], row)
    }
    for person in rest.dropFirst(26 * size).prefix(6 * size) {
      let row = files[0].account(of: person)
      wait(&files[0], row, sessions[0])
    }
    for index in sessions.indices {
      files[index].addStaff(sessions[index], 12)
      for name in ["iPhone", "Galaxy S20", "Sala 2"].prefix(index + 1) {
        files[index].attend(sessions[index], files[index].nameless(name))
      }
    }
    // One name, two people: nobody can say which.
    files[0].attend(sessions[0], files[0].nameless(population.namesakes[0]))
  }

  private func write(_ session: Session, _ file: Connections, to folder: OutputFolder) throws {
    let report = MainReview.report(session, file)
    var text = report.text()
    if let line = MainReview.unreadable[session.code] { text += line }
    let zone = report.zone == .utc ? "utc" : "santiago"
    let path = "review/\(zone)/participants_\(session.meeting)"
    try folder.write(text, to: path + ".csv", as: report.encoding)
    // Delivered twice.
    if session.code == "R2" { try folder.write(text, to: path + " (1).csv", as: report.encoding) }
  }

  private static func report(_ session: Session, _ file: Connections) -> ZoomMeetingReport {
    let (layout, zone, shape): (ZoomMeetingReport.Layout, Moment.Zone, Moment.Shape) =
      switch session.code {
      case "R1": (.newerMeetingData, .utc, .iso)
      case "R2": (.plain, .santiago, .american)
      case "M1": (.flat, .utc, .american)
      case "M2": (.olderMeetingData, .utc, .english)
      case "M3": (.newerSpanish, .santiago, .spanish)
      case "M4": (.olderSpanish, .santiago, .spanish)
      case "M5": (.unicodeText, .santiago, .american)
      default: (.plain, .utc, .iso)
      }
    return ZoomMeetingReport(
      session: session, layout: layout, zone: zone, shape: shape,
      rows: session.area == nil ? file.byTime() : file.sorted())
  }

  /// Rows that no reader can make sense of, and that nothing depends on.
  private static let unreadable = [
    "R2": "Zoom user,visita@mail.example.com,??,04/26/2021 03:40:00 PM,12,Yes,No\r\n",
    "M3": "Usuario,visita@mail.example.com,27/04/2021 25:61:00,27/04/2021 16:05:00,12,Sí,OK,No\r\n",
    "M5": "Guest\tvisita@mail.example.com\t04/28/2021 11:70:00 AM\t04/28/2021 12:05:00 PM\t5\tYes\tNo\r\n",
  ]
}
