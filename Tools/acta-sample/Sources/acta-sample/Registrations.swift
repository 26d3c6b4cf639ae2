/// The registration form's list, as Indico exports it: its times are in UTC and say so nowhere.
struct Registrations {
  var plan: Plan
  var population: Population

  private struct Row {
    var person: Person
    var email: String
    var state: String
    var when: Moment
  }

  private static let opening = Moment(2021, 4, 5, 9, 0)

  func write(to folder: OutputFolder) throws {
    var random = SampleRandom("registrations")
    var rows = counted(&random) + notCounted(&random)
    rows = rows.enumerated()
      .sorted { ($0.element.when, $0.offset) < ($1.element.when, $1.offset) }.map(\.element)
    try folder.write(text(rows, &random), to: "registrations/main-review.csv", as: .utf8WithMark)
  }

  private func counted(_ random: inout SampleRandom) -> [Row] {
    var rows: [Row] = []
    for (index, person) in population.registered.enumerated() {
      var when = Registrations.opening + random.int(600...22 * 86_400)
      // The last hours, when it is the 29th in UTC already.
      if index % 120 == 60 { when = Moment(2021, 4, 28, 22, 15) + index / 120 % 4 * 1300 }
      var email = person.email
      if random.chance(9) { email = "  " + email.uppercased() + " " }
      rows.append(Row(person: person, email: email, state: "Completed", when: when))
      if random.chance(8) {
        // Earlier and in other letters: the last registration counts, whatever the first one was.
        let state = random.pick(["Completed", "Completed", "Pending", "Rejected", "Withdrawn"])
        rows.append(
          Row(
            person: person, email: " " + person.email.prefix(1).uppercased() + person.email.dropFirst(),
            state: state,
            when: Registrations.opening + random.int(0...when.seconds - Registrations.opening.seconds - 120)))
      }
      if let second = person.secondEmail {
        rows.append(
          Row(
            person: person, email: second, state: "Completed",
            when: when + (index % 2 == 0 ? -1 : 1) * random.int(600...7200)))
      }
    }
    return rows
  }

  private func notCounted(_ random: inout SampleRandom) -> [Row] {
    var rows: [Row] = []
    func add(_ people: [Person], _ state: String) {
      for person in people {
        let when = Registrations.opening + random.int(86_400 * 2...21 * 86_400)
        if state == "Withdrawn", random.chance(60) {
          rows.append(
            Row(person: person, email: person.email.uppercased(), state: "Completed", when: when - 90_000))
        }
        rows.append(Row(person: person, email: person.email, state: state, when: when))
      }
    }
    add(population.pending, "Pending")
    add(population.withdrawn, "Withdrawn")
    add(population.rejected, "Rejected")
    for (index, person) in population.late.enumerated() {
      let when = Moment(2021, 4, 29, 0, 5) + index * 5400
      rows.append(Row(person: person, email: person.email, state: "Completed", when: when))
    }
    var maker = PersonMaker(purpose: "staff at the form")
    for member in Staff.all where !member.email.isEmpty {
      var person = maker.person(.unAgencies)
      person.given = member.name
      person.family = "(prueba)"
      rows.append(
        Row(
          person: person, email: member.email, state: "Completed",
          when: Registrations.opening + random.int(0...86_400)))
    }
    return rows
  }

  private func text(_ rows: [Row], _ random: inout SampleRandom) -> String {
    var file = DelimitedText()
    file.row(
      "ID", "Name", "Email Address", "Affiliation", "Position", "País que representa",
      "Categoría de participante", "Phone Number", "Áreas de interés", "Registration date",
      "Modification date", "Registration state", "Tags")
    for (index, row) in rows.enumerated() {
      let person = row.person
      let name =
        switch random.int(1...25) {
        case 1: person.decomposedName
        case 2: person.invertedName
        case 3: person.name + " "
        default: person.name
        }
      let areas = (1...5).filter { _ in random.chance(35) }.map { "Área \($0)" }.joined(separator: "; ")
      file.row(
        "\(4001 + index)", name, row.email, person.organisation, person.position, Answers.country(of: person),
        Answers.category(of: person), phone(&random), areas, row.when.written(.isoMinutes, in: .utc),
        (row.when + random.int(0...80_000)).written(.isoMinutes, in: .utc), row.state,
        random.chance(6) ? "VIP; Sala" : "")
      if index % 160 == 97 {
        file.raw(Registrations.unreadable[index / 160 % Registrations.unreadable.count])
      }
    }
    return file.text
  }

  private func phone(_ random: inout SampleRandom) -> String {
    switch random.int(1...8) {
    case 1: ""
    case 2: "+1 305 555 01\(random.int(10...99))"
    case 3: "+52 55 5555 01\(random.int(10...99))"
    case 4: "02 2555 01\(random.int(10...99))"
    default: "+56 9 5555 01\(random.int(10...99))"
    }
  }

  /// Dates that are none, a comma too many, no address.
  private static let unreadable = [
    "9001,Fecha Imposible,fecha.imposible@mail.example.com,ONG,Asesora,Chile,Sociedad civil,,,2021-04-31 10:00,,Completed,",
    "9002,Coma De Más,coma.demas@mail.example.com,Caminos, A. C.,Asesor,México,ONG,,,2021-04-12 15:20,,Completed,",
    "9003,Sin Correo,,OIM,Oficial,Panamá,Naciones Unidas,+507 555 0101,,2021-04-13 16:05,,Completed,",
    "9004,Fecha Escrita,fecha.escrita@mail.example.com,UWI,Professor,Jamaica,Academia,,,ayer por la tarde,,Completed,",
    "9005,Fila Corta,fila.corta@mail.example.com",
    "sin número,Otra Fila,otra.fila@mail.example.com,OIM,Oficial,Perú,Naciones Unidas,,,2021-04-15 09:00,,Completed,",
  ]
}
