/// 13 to 15 April: one session a day, the second in the evening, so that in UTC it is on the 15th.
struct CivilSociety {
  var plan: Plan
  var population: Population

  func write(to folder: OutputFolder) throws {
    let pool =
      population.registered.filter {
        ![.governments, .unAgencies, .processes, .cooperation].contains($0.category)
      } + population.publicPeople.prefix(120 * plan.scale)
    for session in Session.all(of: "civil-society") {
      var connections = Connections(purpose: "consultation \(session.code)")
      let people = connections.random.shuffled(pool)
      connections.addStaff(session, 12)
      for (place, person) in people.prefix(plan.consultation).enumerated() {
        if session.code == "SC2", place % 5 == 0 {
          joinLate(&connections, session, person)
        } else {
          connections.attend(session, connections.account(of: person))
        }
      }
      for person in people.dropFirst(plan.consultation).prefix(8 * plan.scale) {
        connections.lookIn(session, connections.account(of: person), seconds: 400)
      }
      try folder.write(report(session, connections), in: "consultations/civil-society")
    }
  }

  /// In the last hour before midnight: with the winter's offset in place of the summer's, tomorrow.
  private func joinLate(_ connections: inout Connections, _ session: Session, _ person: Person) {
    let from = session.ends - connections.random.int(1300...2700)
    connections.append(connections.account(of: person), from, session.ends)
  }

  private func report(_ session: Session, _ connections: Connections) -> ZoomMeetingReport {
    switch session.code {
    case "SC1":
      ZoomMeetingReport(
        session: session, layout: .olderSpanish, zone: .santiago, shape: .spanish, rows: connections.sorted())
    case "SC2":
      ZoomMeetingReport(
        session: session, layout: .newerMeetingData, zone: .utc, shape: .iso, rows: connections.byTime())
    default:
      ZoomMeetingReport(
        session: session, layout: .unicodeText, zone: .santiago, shape: .american, rows: connections.sorted())
    }
  }
}
