internal import Diagnostics
internal import Tables

/// The columns of a Zoom report: the format's own, the declared ones, and the organisers' questions; and
/// the field of each in every table.
struct ZoomColumns {
  private(set) var plans: [ColumnSpec]
  private var placesBySection: [[Int?]]
  private var warnings: [Diagnostic] = []

  private static let fields: [String: ZoomField] = [
    "name": .name, "first_name": .firstName, "last_name": .lastName, "email": .email, "attended": .attended,
    "registered_at": .registered, "approval": .approval, "joined_at": .joined, "left_at": .left,
    "minutes": .minutes, "country": .country, "guest": .guest, "waiting_room": .waitingRoom,
    "session": .topic, "meeting_id": .identifier, "webinar_id": .identifier,
  ]

  init(
    _ own: [ColumnSpec], sections: [ZoomSection], location: SourceLocation, options: ReadingOptions
  ) throws {
    plans = own
    placesBySection = sections.map { _ in [] }
    var problems = Diagnostics()
    var taken = UniqueNames(own.map(\.name) + options.columns.map(\.name))
    var claimed = sections.map { _ in Set<Int>() }
    let headers = sections.flatMap(\.header.names)
    let computed: Set<String> = [
      "role", "attended", "original_name", "session", "meeting_id", "webinar_id", "name",
    ]
    for plan in own {
      let declaration = options.columns.first { $0.name == plan.name }
      let wanted = declaration.map { $0.headers.map(HeaderMatching.key) } ?? []
      var isFound = false
      for (index, section) in sections.enumerated() {
        let place =
          wanted.lazy.compactMap { section.header.keys.firstIndex(of: $0) }.first
          ?? ZoomColumns.fields[plan.name].flatMap { section.header.places[$0] }
        placesBySection[index].append(place)
        if let place {
          claimed[index].insert(place)
          isFound = true
        }
      }
      if let declaration, declaration.required, !isFound, !computed.contains(plan.name) {
        problems.add(HeaderMatching.missing(declaration, header: headers, location: location))
      }
    }
    for declaration in options.columns where !own.contains(where: { $0.name == declaration.name }) {
      guard var plan = problems.collect({ try ColumnSpec(declaration, options: options) }) else {
        continue
      }
      if declaration.formats.isEmpty, let times = own.first(where: { $0.type == .datetime })?.times {
        plan.times = times
      }
      let wanted = HeaderMatching.wanted(declaration)
      var isFound = false
      for (index, section) in sections.enumerated() {
        let place = wanted.lazy.compactMap { section.header.keys.firstIndex(of: $0) }.first
        placesBySection[index].append(place)
        if let place {
          claimed[index].insert(place)
          isFound = true
        }
      }
      if !isFound {
        var missing = HeaderMatching.missing(declaration, header: headers, location: location)
        if !declaration.required { missing.severity = .warning }
        if declaration.required { problems.add(missing) } else { warnings.append(missing) }
      }
      plan.isBuilt = options.neededColumns?.contains(plan.name) ?? true
      plans.append(plan)
    }
    addOthers(sections, claimed, location, options, &taken, &problems)
    try problems.throwIfErrors()
  }

  func places(section: Int) -> [Int?] { placesBySection[section] }

  mutating func takeWarnings() -> [Diagnostic] {
    defer { warnings = [] }
    return warnings
  }

  /// Adds columns under their own headers. Several tables with the same header share one column.
  private mutating func addOthers(
    _ sections: [ZoomSection], _ claimed: [Set<Int>], _ location: SourceLocation, _ options: ReadingOptions,
    _ taken: inout UniqueNames, _ problems: inout Diagnostics
  ) {
    if options.undeclared == .drop { return }
    var columnOf: [String: Int] = [:]
    var refused: [String] = []
    for (index, section) in sections.enumerated() {
      var seen: [String: Int] = [:]
      for place in section.header.others where !claimed[index].contains(place) {
        let header = section.header.names[place]
        seen[header, default: 0] += 1
        // A header repeated within a table is another column.
        let identity = "\(header)\u{0}\(seen[header]!)"
        if options.undeclared == .reject {
          if columnOf.updateValue(0, forKey: identity) == nil { refused.append(header) }
          continue
        }
        if columnOf[identity] == nil {
          var plan = ColumnSpec(
            HeaderMatching.free(header, &taken), .text, source: nil, zone: options.zone)
          plan.nulls = [Array("--".utf8)]
          plan.isBuilt = options.neededColumns?.contains(plan.name) ?? true
          columnOf[identity] = plans.count
          plans.append(plan)
          for other in placesBySection.indices { placesBySection[other].append(nil) }
        }
        placesBySection[index][columnOf[identity]!] = place
      }
    }
    if !refused.isEmpty { problems.add(HeaderMatching.refusal(refused, at: location)) }
  }
}
