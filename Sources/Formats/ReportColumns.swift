internal import Diagnostics
internal import Tables

/// The columns of a report in one file, and the field of each in every list of it: the format's own in order, then
/// the declared ones, then the file's others under their own headers.
struct ReportColumns {
  /// The treatment of columns that are not the format's own.
  struct Others {
    /// The type of columns that are not declared, or declared without a type.
    var type = ColumnType.text
    /// How values without a declared format are read; nil: as everywhere.
    var times: TimeSyntax?
    var numbers: NumberSyntax?
    /// Markers of null, of declared columns and of others.
    var declaredNulls: [[UInt8]] = []
    var nulls: [[UInt8]] = []
    /// By list, the fields that may be such columns; nil: all that no column has.
    var candidates: [[Int]]?
    /// The name of a column with this header.
    var name: (String) -> String = { $0 }
  }

  let own: [Field]
  private(set) var plans: [ColumnSpec] = []
  /// By list, by column.
  private(set) var places: [[Int?]]
  private(set) var warnings: [Diagnostic] = []

  /// By list.
  private let headers: [[String]]
  private let keys: [[String]]
  private let options: ReadingOptions
  private var claimed: [Set<Int>]

  /// Finds the fields of the format's columns. A declared header comes first.
  ///
  /// - Parameter place: the field of a column in a list, among those that no other column has taken.
  init(
    _ own: [Field], headers: [[String]], options: ReadingOptions,
    place: (_ list: Int, _ column: String, _ taken: Set<Int>) -> Int?
  ) {
    self.own = own
    self.headers = headers
    self.options = options
    keys = headers.map { $0.map(foldedHeader) }
    places = headers.map { _ in [] }
    claimed = headers.map { _ in [] }
    for list in headers.indices {
      for field in own {
        let declaration = options.columns.first { $0.name == field.name }
        let wanted = declaration.map { $0.headers.map(HeaderMatching.key) } ?? []
        let found = self.place(of: wanted, in: list) ?? place(list, field.name, claimed[list])
        places[list].append(found)
        if let found { claimed[list].insert(found) }
      }
    }
  }

  /// Adds the declared columns and the others.
  ///
  /// - Parameters:
  ///   - own: how the format's columns are read.
  ///   - computed: those of them that need no field.
  mutating func complete(
    _ own: [ColumnSpec], computed: Set<String> = [], others: Others, at location: SourceLocation
  ) throws {
    plans = own
    let all = headers.flatMap { $0 }
    var problems = Diagnostics()
    for (column, field) in self.own.enumerated() where !computed.contains(field.name) && lacks(column) {
      guard let declaration = options.columns.first(where: { $0.name == field.name && $0.required }) else {
        continue
      }
      problems.add(HeaderMatching.missing(declaration, header: all, location: location))
    }
    for declaration in options.columns where !self.own.contains(where: { $0.name == declaration.name }) {
      let plan = problems.collect { try ColumnSpec(declaration, type: others.type, options: options) }
      guard var plan else { continue }
      plan.nulls += others.declaredNulls
      if declaration.formats.isEmpty, let times = others.times { plan.times = times }
      if declaration.decimal == nil, let numbers = others.numbers { plan.numbers = numbers }
      let wanted = HeaderMatching.wanted(declaration)
      for list in headers.indices {
        let found = place(of: wanted, in: list)
        places[list].append(found)
        if let found { claimed[list].insert(found) }
      }
      if places.allSatisfy({ $0.last! == nil }) {
        var missing = HeaderMatching.missing(declaration, header: all, location: location)
        if !declaration.required { missing.severity = .warning }
        if declaration.required { problems.add(missing) } else { warnings.append(missing) }
      }
      add(plan)
    }
    add(others, at: location, &problems)
    try problems.throwIfErrors()
  }

  /// Whether no list has a field for a column.
  func lacks(_ column: Int) -> Bool { places.allSatisfy { $0[column] == nil } }

  /// The headers that are no column's of the format, nor declared.
  var unclaimed: [String] {
    var found: [String] = []
    for (list, header) in headers.enumerated() {
      for (place, text) in header.enumerated() where !text.isEmpty && !claimed[list].contains(place) {
        if !found.contains(text) { found.append(text) }
      }
    }
    return found
  }

  private func place(of wanted: [String], in list: Int) -> Int? {
    wanted.lazy.compactMap { [keys] key in keys[list].firstIndex(of: key) }.first
  }

  private mutating func add(_ plan: ColumnSpec) {
    var plan = plan
    plan.isBuilt = options.neededColumns?.contains(plan.name) ?? true
    plans.append(plan)
  }

  /// Adds columns under their own headers. Several lists with the same header share one column; a header repeated
  /// within a list is another column.
  private mutating func add(_ others: Others, at location: SourceLocation, _ problems: inout Diagnostics) {
    if options.undeclared == .drop { return }
    var taken = UniqueNames(plans.map(\.name))
    var columnOf: [String: Int] = [:]
    var refused: [String] = []
    for list in headers.indices {
      var seen: [String: Int] = [:]
      for place in others.candidates?[list] ?? Array(headers[list].indices)
      where !claimed[list].contains(place) && !headers[list][place].isEmpty {
        let header = headers[list][place]
        seen[header, default: 0] += 1
        let identity = "\(header)\u{0}\(seen[header]!)"
        if options.undeclared == .reject {
          if columnOf.updateValue(0, forKey: identity) == nil { refused.append(header) }
          continue
        }
        if columnOf[identity] == nil {
          columnOf[identity] = plans.count
          var plan = ColumnSpec(
            HeaderMatching.free(others.name(header), &taken), others.type, source: nil, zone: options.zone)
          plan.nulls = others.nulls
          if let times = others.times { plan.times = times }
          if let numbers = others.numbers { plan.numbers = numbers }
          add(plan)
          for other in places.indices { places[other].append(nil) }
        }
        places[list][columnOf[identity]!] = place
      }
    }
    if !refused.isEmpty { problems.add(HeaderMatching.refusal(refused, at: location)) }
  }
}
