/// Everyone who has to do with the process, whom the files then tell of each in its own way.
struct Population {
  /// Those whose registration for the review counts, category by category.
  private(set) var registered: [Person] = []
  let pending: [Person]
  let withdrawn: [Person]
  let rejected: [Person]
  let late: [Person]
  /// Come to webinars and consultations, and never register for the review.
  let publicPeople: [Person]
  /// Speak for regional processes on 12 April.
  let representatives: [Person]
  /// In the review's Zoom without having registered.
  let walkIns: [Person]
  /// Names that two registered people have.
  private(set) var namesakes: [String] = []

  init(plan: Plan) {
    var maker = PersonMaker(purpose: "people")
    for (category, count) in plan.registered {
      let countries = category == .governments ? Population.delegates(count) : []
      for index in 0..<count {
        registered.append(maker.person(category, country: countries.isEmpty ? nil : countries[index]))
      }
    }
    let others: [Category] = [.civilSociety, .academia, .others, .diasporas, .local]
    func people(_ count: Int) -> [Person] {
      (0..<count).map { maker.person(others[$0 % others.count]) }
    }
    pending = people(plan.pending)
    withdrawn = people(plan.withdrawn)
    rejected = people(plan.rejected)
    late = people(plan.late)
    publicPeople = people(240 * plan.scale)
    walkIns = people(plan.review.map(\.walkIns).max()!)
    representatives = (0..<60 * plan.scale).map { _ in maker.person(.processes) }
    addSecondAddresses()
    addHomonyms()
  }

  func registered(in category: Category) -> [Person] {
    registered.filter { $0.category == category }
  }

  /// Some people register, or join, under an office's address as well as their own.
  private mutating func addSecondAddresses() {
    for index in stride(from: 40, to: registered.count, by: 89) {
      let name = registered[index].email.prefix { $0 != "@" }
      registered[index].secondEmail = "\(name)@oficina.example.net"
    }
  }

  /// Two pairs of civil society and academia with one name each: a name alone does not tell them apart.
  private mutating func addHomonyms() {
    let civil = registered.indices.filter { registered[$0].category == .civilSociety }
    let academic = registered.indices.filter { registered[$0].category == .academia }
    for pair in 0..<2 {
      registered[academic[pair]].given = registered[civil[pair]].given
      registered[academic[pair]].family = registered[civil[pair]].family
      namesakes.append(registered[civil[pair]].name)
    }
  }

  /// The country of each delegate: three of each absent delegation, the rest in turn over those that come.
  private static func delegates(_ count: Int) -> [String] {
    let coming = Delegations.members + Delegations.associates + Delegations.observers
    let absent = Delegations.absent.flatMap { [$0, $0, $0] }
    return absent + (0..<count - absent.count).map { coming[$0 * $0 % 7 < 4 ? $0 % coming.count : $0 % 25] }
  }
}

/// The secretariat, its interpreters and technicians: in every session, and never counted.
struct Staff {
  var name: String
  /// Empty for shared accounts, which are known by name.
  var email: String
  var role: String

  static let all: [Staff] = [
    Staff(name: "Secretaría CEPAL", email: "eventos@secretaria.example.org", role: "anfitrión"),
    Staff(name: "UN Network Host", email: "host@network.example.org", role: "anfitrión"),
    Staff(name: "Marta Olmedo Prieto", email: "Marta.Olmedo@secretaria.example.org", role: "secretaría"),
    Staff(name: "Iván Barraza Leiva", email: "ivan.barraza@secretaria.example.org", role: "secretaría"),
    Staff(name: "Renée Toussaint", email: "renee.toussaint@secretaria.example.org", role: "secretaría"),
    Staff(name: "Soporte técnico 1", email: "soporte1@secretaria.example.org", role: "técnico"),
    Staff(name: "Soporte técnico 2", email: "soporte2@secretaria.example.org", role: "técnico"),
    Staff(name: "Interpretación EN", email: "", role: "intérprete"),
    Staff(name: "Interpretación PT", email: "", role: "intérprete"),
    Staff(name: "Cabina francesa", email: "", role: "intérprete"),
    Staff(name: "Helga Intérprete Rossi", email: "helga.rossi@cabina.example.org", role: "intérprete"),
    Staff(name: "Paul Interpreter Dubois", email: "paul.dubois@cabina.example.org", role: "intérprete"),
  ]
}
