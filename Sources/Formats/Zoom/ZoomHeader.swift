internal import Tables

/// The header of a table in a Zoom report: the meaning of each field.
struct ZoomHeader: Sendable {
  let names: [String]
  let keys: [String]
  private(set) var places: [ZoomField: Int] = [:]
  /// Fields that are columns under their own header.
  private(set) var others: [Int] = []
  let isEnglish: Bool
  /// Whether names in this table hold the original name in parentheses.
  let hasOriginalNames: Bool
  /// The first field after the meeting's own columns, in layouts that repeat them on every row.
  private let firstOwn: Int

  init(_ names: [String]) {
    self.names = names
    keys = names.map(foldedHeader)
    isEnglish = keys.contains(where: ZoomWords.isEnglish)
    let meanings = ZoomHeader.meanings(keys)
    let name = meanings.firstIndex(of: .name)
    let topic = meanings.firstIndex(of: .topic)
    // Topic, ID and the meeting's duration come before the name; the participant's fields follow it.
    firstOwn = topic != nil && name != nil && topic! < name! ? name! : 0
    hasOriginalNames = if let name { ZoomWords.hasOriginalName(keys[name]) } else { false }
    for (index, meaning) in meanings.enumerated() {
      switch meaning {
      case .topic?, .identifier?:
        // Without a topic, `ID` is a question of the organisers.
        if topic != nil && index <= max(firstOwn, topic! + 2) {
          if places[meaning!] == nil { places[meaning!] = index }
        } else if !keys[index].isEmpty {
          others.append(index)
        }
      case .meetingFact?:
        if index >= firstOwn && topic == nil { others.append(index) }
      case let meaning?:
        if index < firstOwn { continue }
        if places[meaning] == nil { places[meaning] = index } else { others.append(index) }
      case nil:
        if index >= firstOwn && !keys[index].isEmpty { others.append(index) }
      }
    }
  }

  /// Whether this is a list of people: it has their names and something about them.
  var listsPeople: Bool {
    let names = places[.name] != nil || places[.firstName] != nil
    let facts: [ZoomField] = [.email, .joined, .minutes, .attended]
    return names && facts.contains { places[$0] != nil } && !listsMeetings
  }

  /// Whether this is the header of Zoom's list of meetings: hosts, and behind them how many people came.
  private var listsMeetings: Bool {
    guard let name = places[.name], places[.joined] == nil else { return false }
    return keys.lastIndex(where: ZoomWords.participants.contains).map { $0 > name } == true
  }

  /// Whether these are facts about a meeting, with their values in the record below.
  var describesMeeting: Bool {
    places[.topic] != nil && !listsPeople
      && (places[.identifier] != nil || keys.contains { ZoomWords.field($0) == .meetingFact })
  }

  /// Decides which fields are times. `Puesto de trabajo` is both a job title and, in one translation,
  /// the joining time; in unknown languages the column before the leaving time is the joining time.
  ///
  /// - Parameter isTime: whether the values of a field are times.
  mutating func findTimes(_ isTime: (Int) -> Bool) {
    if places[.joined] == nil {
      let before = places[.left].map { $0 - 1 }
      let named = others.filter { keys[$0] == "puestodetrabajo" }
      if let found = ([before].compactMap { $0 } + named).first(where: { others.contains($0) && isTime($0) })
      {
        places[.joined] = found
        others.removeAll { $0 == found }
      }
    }
    if places[.left] == nil, let next = places[.joined].map({ $0 + 1 }), others.contains(next), isTime(next) {
      places[.left] = next
      others.removeAll { $0 == next }
    }
  }

  /// The meanings of folded headers. `Nombre` is a first name beside a last name or a user name, and
  /// otherwise a full name; French `Nom` is a last name beside `Prénom`.
  private static func meanings(_ keys: [String]) -> [ZoomField?] {
    let plain = keys.map(ZoomWords.field)
    let hasLast = plain.contains(.lastName)
    let ambiguous: Set<String> = ["nombre", "nome", "nom", "name"]
    let hasUser = zip(keys, plain).contains { $1 == .name && !ambiguous.contains($0) }
    let hasOriginal = keys.contains(where: ZoomWords.hasOriginalName)
    return zip(keys, plain).map { key, meaning in
      switch key {
      case "nombre", "nome": hasLast || hasUser ? .firstName : .name
      // The number of participants, where they have another header.
      case "teilnehmer": hasOriginal ? .meetingFact : .name
      case "nom": plain.contains(.firstName) ? .lastName : .name
      default: meaning
      }
    }
  }
}
