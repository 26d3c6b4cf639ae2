/// 25 March 2021: one session for stakeholders, one for Governments; some people are in both.
struct Briefing {
  var plan: Plan
  var population: Population

  func write(to folder: OutputFolder) throws {
    var connections = Connections(purpose: "briefing")
    let others = plan.briefingStakeholders - plan.briefingAuthorities
    let stakeholders = connections.random.sample(
      population.registered.filter { $0.category != .governments } + population.publicPeople,
      others + 40 * plan.scale)
    let (delegates, rest) = delegates(&connections.random)
    let authorities =
      delegates.prefix(plan.briefingInBoth) + rest.prefix(plan.briefingAuthorities - plan.briefingInBoth)
    let absent = Array(stakeholders.dropFirst(others))

    try write(
      Session.named("SI-A"), .english, .utc, .english, mostly: stakeholders.prefix(others),
      also: authorities, absent: absent, connections: connections, to: folder)
    try write(
      Session.named("SI-B"), .spanish, .santiago, .spanish, mostly: delegates[...], also: [],
      absent: Array(absent.prefix(8)), connections: connections, to: folder)
  }

  /// Every country of the plan once, then whoever; and those who stay away from the session with Governments.
  private func delegates(_ random: inout SampleRandom) -> (coming: [Person], others: [Person]) {
    let pool = random.shuffled(
      population.registered(in: .governments).filter { Delegations.briefing.contains($0.country) })
    var chosen: [Person] = []
    var rest: [Person] = []
    var countries: Set<String> = []
    for person in pool {
      if countries.insert(person.country).inserted { chosen.append(person) } else { rest.append(person) }
    }
    let all = chosen + rest
    return (Array(all.prefix(plan.briefingGovernments)), Array(all.dropFirst(plan.briefingGovernments)))
  }

  private func write(
    _ session: Session, _ language: ZoomWebinarReport.Language, _ zone: Moment.Zone, _ shape: Moment.Shape,
    mostly: ArraySlice<Person>, also: ArraySlice<Person>, absent: [Person], connections: Connections,
    to folder: OutputFolder
  ) throws {
    var connections = connections
    connections.addStaff(session, 10)
    for (place, person) in (mostly + also).enumerated() {
      var row = connections.account(of: person)
      if place < 4 { row.role = .panelist }
      if place % 14 == 6 {
        connections.leaveEarly(session, row)
      } else {
        connections.attend(session, row)
      }
      // A panelist's answers are known from the attendee's row only.
      if place < 4 { connections.attend(session, connections.account(of: person)) }
    }
    for person in absent.prefix(4) { connections.rehearse(session, connections.account(of: person)) }
    for person in absent.dropFirst(4).prefix(3) {
      connections.debrief(session, connections.account(of: person))
    }
    var phone = connections.nameless("18095550147")
    phone.role = .phone
    connections.attend(session, phone)
    try folder.write(
      ZoomWebinarReport(
        session: session, language: language, zone: zone, shape: shape, questions: Answers.questions,
        rows: connections.sorted(), noShows: Array(absent.dropFirst(7))), in: "briefing")
  }
}
