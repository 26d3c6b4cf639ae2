internal import Diagnostics
internal import Tables

/// The columns of a ``ListFormat`` in one file, and the field of each in every list.
struct ListColumns {
  /// The columns of the format: their place among all, name and type.
  let known: [(column: Int, name: String, type: ColumnType)]
  private(set) var plans: [ColumnSpec] = []
  /// By list, by column.
  private(set) var places: [[Int?]]
  private(set) var warnings: [Diagnostic] = []

  private let sections: [ListSection]
  private let keys: [[String]]
  private let options: ReadingOptions
  private var claimed: [Set<Int>]

  init<Format: ListFormat>(_: Format.Type, _ sections: [ListSection], _ options: ReadingOptions) {
    self.sections = sections
    self.options = options
    keys = sections.map { $0.header.map(foldedHeader) }
    known = Format.columns.enumerated().map { ($0, $1.name, $1.type) }
    places = sections.map { _ in [] }
    claimed = sections.map { _ in [] }
    for index in sections.indices {
      for field in Format.columns {
        let declaration = options.columns.first { $0.name == field.name }
        let wanted = declaration.map { $0.headers.map(HeaderMatching.key) } ?? []
        let place =
          wanted.lazy.compactMap { [keys] key in keys[index].firstIndex(of: key) }.first
          ?? keys[index].indices.first {
            !claimed[index].contains($0) && Format.words.column(keys[index][$0]) == field.name
          }
        places[index].append(place)
        if let place { claimed[index].insert(place) }
      }
    }
  }

  /// Makes the specs of the format's columns, and adds the declared ones and the file's others.
  mutating func complete<Format: ListFormat>(
    _: Format.Type, times: TimeSyntax, at location: SourceLocation
  ) throws {
    plans = try Format.specs(options: options, times: times)
    let headers = sections.flatMap(\.header)
    var problems = Diagnostics()
    for (column, name, _) in known {
      guard let declaration = options.columns.first(where: { $0.name == name }), declaration.required else {
        continue
      }
      if places.allSatisfy({ $0[column] == nil }) {
        problems.add(HeaderMatching.missing(declaration, header: headers, location: location))
      }
    }
    for declaration in options.columns where !known.contains(where: { $0.name == declaration.name }) {
      guard var plan = problems.collect({ try ColumnSpec(declaration, options: options) }) else { continue }
      if declaration.formats.isEmpty { plan.times = times }
      let wanted = HeaderMatching.wanted(declaration)
      for index in sections.indices {
        let place = wanted.lazy.compactMap { [keys] key in keys[index].firstIndex(of: key) }.first
        places[index].append(place)
        if let place { claimed[index].insert(place) }
      }
      if places.allSatisfy({ $0.last! == nil }) {
        var missing = HeaderMatching.missing(declaration, header: headers, location: location)
        if declaration.required {
          problems.add(missing)
        } else {
          missing.severity = .warning
          warnings.append(missing)
        }
      }
      add(&plan)
    }
    addOthers(at: location, &problems)
    try problems.throwIfErrors()
  }

  /// The warning about headers without a meaning in a report that lacks what it is for; nil if it has all.
  func unplaced<Format: ListFormat>(_: Format.Type, file: String, at location: SourceLocation) -> Diagnostic?
  {
    let lacking = Format.essential.filter { name in
      guard let column = known.first(where: { $0.name == name })?.column else { return false }
      return places.allSatisfy { $0[column] == nil }
        && !sections.contains { $0.rows.contains { $0.values[name] != nil } }
    }
    var others: [String] = []
    for (index, section) in sections.enumerated() {
      for (place, header) in section.header.enumerated() where !header.isEmpty {
        if !claimed[index].contains(place), !others.contains(header) { others.append(header) }
      }
    }
    if lacking.isEmpty || others.isEmpty { return nil }
    return Diagnostic(
      .unplaced(file, lacking), at: location, severity: .warning,
      reason: "columns without a known header: \(HeaderMatching.list(others))",
      hint: "if one of them is it, say so under  columns:  such as  \(lacking[0]): {header: \(others[0])}")
  }

  private mutating func add(_ plan: inout ColumnSpec) {
    plan.isBuilt = options.neededColumns?.contains(plan.name) ?? true
    plans.append(plan)
  }

  /// Adds columns under their own headers; a header repeated within a list is another column.
  private mutating func addOthers(at location: SourceLocation, _ problems: inout Diagnostics) {
    if options.undeclared == .drop { return }
    var taken = UniqueNames(plans.map(\.name))
    var columnOf: [String: Int] = [:]
    var refused: [String] = []
    for (index, section) in sections.enumerated() {
      var seen: [String: Int] = [:]
      for (place, header) in section.header.enumerated()
      where !claimed[index].contains(place) && !header.isEmpty {
        seen[header, default: 0] += 1
        let identity = "\(header)\u{0}\(seen[header]!)"
        if options.undeclared == .reject {
          if columnOf.updateValue(0, forKey: identity) == nil { refused.append(header) }
          continue
        }
        if columnOf[identity] == nil {
          columnOf[identity] = plans.count
          var plan = ColumnSpec(HeaderMatching.free(header, &taken), .text, source: nil, zone: options.zone)
          add(&plan)
          for other in places.indices { places[other].append(nil) }
        }
        places[index][columnOf[identity]!] = place
      }
    }
    if !refused.isEmpty { problems.add(HeaderMatching.refusal(refused, at: location)) }
  }
}

extension Diagnostic.Message {
  fileprivate static func unplaced(_ file: String, _ columns: [String]) -> Self {
    Self(.missingColumn, "'\(file)' has no header for \(columns.map { "'\($0)'" }.joined(separator: ", "))")
  }
}
