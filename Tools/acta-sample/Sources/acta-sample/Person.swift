internal import Foundation

/// Someone who does not exist.
struct Person {
  var given: String
  var family: String
  /// In lower case; no two people share it.
  var email: String
  var category: Category
  var organisation: String
  var position: String
  /// ISO alpha-3; of Governments, the country represented.
  var country: String
  /// A second address that the secretariat knows to be the same person's.
  var secondEmail: String?

  var name: String { "\(given) \(family)" }

  /// As Zoom and forms get it from some computers: accents as characters of their own.
  var decomposedName: String { name.decomposedStringWithCanonicalMapping }

  /// `Pérez Soto, Carla`
  var invertedName: String { "\(family), \(given)" }

  /// The name as people without their keyboard write it.
  var plainName: String { Person.plain(name).uppercased() }

  static func plain(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.decomposedStringWithCanonicalMapping.unicodeScalars.filter { $0.isASCII }))
  }
}

/// Makes people whose names and addresses are their own.
struct PersonMaker {
  private var random: SampleRandom
  private var names: Set<String> = []

  init(purpose: String) { random = SampleRandom(purpose) }

  mutating func person(_ category: Category, country: String? = nil) -> Person {
    var given = random.pick(PersonNames.given)
    var family = random.pick(PersonNames.family) + " " + random.pick(PersonNames.family)
    while !names.insert(Person.plain("\(given) \(family)").lowercased()).inserted {
      given = random.pick(PersonNames.given) + " " + random.pick(PersonNames.given)
      family = random.pick(PersonNames.family) + " " + random.pick(PersonNames.family)
    }
    let country = country ?? random.pick(CountryNames.anywhere)
    return Person(
      given: given, family: family, email: address(given, family, category, country),
      category: category, organisation: random.pick(PersonNames.organisations[category]!),
      position: random.pick(PersonNames.positions), country: country, secondEmail: nil)
  }

  /// Unique, since the names are: the whole name stands before the at sign.
  private func address(_ given: String, _ family: String, _ category: Category, _ country: String)
    -> String
  {
    let local = Person.plain("\(given).\(family)").lowercased()
      .replacing(" ", with: ".").replacing("'", with: "")
    switch category {
    case .governments: return "\(local)@\(country.lowercased()).example.org"
    case .unAgencies: return "\(local)@un.example.org"
    case .academia: return "\(local)@edu.example.net"
    default: return "\(local)@\(["correo", "mail", "webmail"][local.utf8.count % 3]).example.com"
    }
  }
}
