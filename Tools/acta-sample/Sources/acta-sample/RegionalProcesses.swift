/// 12 April: entities of the region's processes and platforms, then UN agencies in the discussion.
struct RegionalProcesses {
  var plan: Plan
  var population: Population

  func write(to folder: OutputFolder) throws {
    let entities = EntityList.processes.map(\.names)
    var connections = Connections(purpose: "regional processes")
    let whole = Session.named("PR-A")
    let discussion = Session.named("PR-B")
    var form: [(person: Person, entity: String)] = []

    // Eleven of the entities come; the others registered and did not.
    for (place, person) in population.representatives.enumerated() {
      let comes = place < plan.processRepresentatives
      let names = comes ? entities[place % 11] : entities[11 + place % (entities.count - 11)]
      form.append((person, connections.random.pick(names)))
      if comes {
        connections.attend(whole, connections.account(of: person))
        if place % 3 == 0 { connections.attend(discussion, connections.account(of: person)) }
      } else if place % 5 == 0 {
        connections.rehearse(whole, connections.account(of: person))
      }
    }
    let agencies = connections.random.sample(
      population.registered(in: .unAgencies), plan.discussionUN + 9 * plan.scale)
    for (place, person) in agencies.enumerated() {
      let names = EntityList.agencies.first { $0.acronym == person.organisation }!.names
      form.append((person, connections.random.pick(names)))
      if place < plan.discussionUN {
        connections.attend(discussion, connections.account(of: person))
      } else {
        // Listened to the processes and left before the discussion.
        let from = whole.starts + connections.random.int(600...1800)
        connections.append(connections.account(of: person), from, from + 3600)
      }
    }
    for person in population.registered(in: .academia).prefix(6 * plan.scale) {
      form.append((person, person.organisation))
      connections.attend(whole, connections.account(of: person))
    }
    connections.addStaff(whole, 11)
    try folder.write(
      ZoomMeetingReport(
        session: whole, layout: .olderMeetingData, zone: .utc, shape: .iso, rows: connections.byTime()),
      in: "consultations/regional-processes")
    try folder.write(
      formText(form, &connections.random), to: "consultations/regional-processes/inscripciones.csv",
      as: .windows1252)
  }

  /// As Excel in Spanish saves it: semicolons, Windows-1252, decimal comma.
  private func formText(_ form: [(person: Person, entity: String)], _ random: inout SampleRandom) -> String {
    var file = DelimitedText(delimiter: ";")
    file.row(
      "Nombre", "Correo electrónico", "Entidad", "Cargo", "Minutos solicitados", "Fecha de inscripción")
    for (place, row) in form.enumerated() {
      let when = Moment(2021, 4, 5, 9, 0) + random.int(0...520_000)
      var email = row.person.email
      if place % 13 == 4 { email = " " + email.uppercased() + " " }
      let minutes = ["2,5", "3", "4,75", "", "5,0", "12,5"][place % 17 == 16 ? 5 : random.int(0...4)]
      file.row(
        place % 10 == 7 ? row.person.invertedName : row.person.name, email, row.entity, row.person.position,
        minutes, when.written(.spanishMinutes, in: .santiago))
      if place % 19 == 5 {  // again, from the office
        file.row(
          row.person.name, row.person.email, row.entity, row.person.position, minutes,
          (when + 90_000).written(.spanishMinutes, in: .santiago))
      }
    }
    file.raw("Prueba;prueba@example.org;Secretaría;Técnico;2,5;31/02/2021 10:00")
    file.raw("Sin correo;;CRM;Asesora;3;06/04/2021 09:15")
    return file.text
  }
}
