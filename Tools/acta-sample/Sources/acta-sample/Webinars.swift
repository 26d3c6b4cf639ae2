/// Six thematic webinars, October 2020 to January 2021: the UN account's reports are in English and UTC,
/// the CEPAL account's in Spanish and Santiago time.
struct Webinars {
  var plan: Plan
  var population: Population

  func write(to folder: OutputFolder) throws {
    for (index, webinar) in plan.webinars.enumerated() {
      let session = Session.named(webinar.code)
      var connections = Connections(purpose: "webinar \(webinar.code)")
      let pool = connections.random.shuffled(population.registered + population.publicPeople)
      let audience = Array(pool.prefix(webinar.people))
      connections.addStaff(session, 9)
      for (place, person) in audience.enumerated() {
        var row = connections.account(of: person)
        // The first are panelists; some of them came in as attendees and were promoted.
        if place < 7 {
          row.role = .panelist
          if place < 3 { connections.attend(session, connections.account(of: person)) }
        }
        if place % 16 == 9 {
          connections.leaveEarly(session, row)
        } else {
          connections.attend(session, row)
        }
      }
      let rest = Array(pool.dropFirst(webinar.people))
      for person in rest.prefix(5 * plan.scale) {
        connections.rehearse(session, connections.account(of: person))
      }
      for person in rest.dropFirst(5 * plan.scale).prefix(3 * plan.scale) {
        connections.debrief(session, connections.account(of: person))
      }
      for number in 0..<3 {
        var phone = connections.nameless(["13055550112", "+56 2 2555 01\(number)0", "5255550199"][number])
        phone.role = .phone
        connections.attend(session, phone)
      }
      let spanish = index % 2 == 1
      try folder.write(
        ZoomWebinarReport(
          session: session,
          language: spanish ? (index == 3 ? .spanishMistranslated : .spanish) : .english,
          zone: spanish ? .santiago : .utc,
          shape: spanish ? (index == 1 ? .spanishMonths : .spanish) : (index == 4 ? .iso : .english),
          questions: Array(Answers.questions.prefix(2)), rows: connections.sorted(),
          noShows: Array(rest.dropFirst(8 * plan.scale).prefix(38 * plan.scale))), in: "webinars")
    }
  }
}
