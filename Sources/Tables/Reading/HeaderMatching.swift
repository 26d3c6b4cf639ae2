package import Diagnostics

/// Matches a file's columns with the declarations of a job, and names the others.
package struct HeaderMatching {
  package private(set) var plans: [ColumnSpec] = []
  package private(set) var warnings: [Diagnostic] = []

  /// The form in which headers are compared: folded, or unchanged if folding leaves nothing.
  package static func key(_ header: String) -> String {
    let folded = foldedHeader(header)
    return folded.isEmpty ? header : folded
  }

  /// The keys of the headers that a declaration accepts.
  package static func wanted(_ column: InputColumn) -> [String] {
    (column.headers.isEmpty ? [column.name] : column.headers).map(key)
  }

  /// - Parameters:
  ///   - header: the headers of the file; an empty one has no name.
  ///   - location: the location of the header.
  /// - Throws: ``Diagnostics`` with every missing, repeated and undeclared column.
  package init(header: [String], location: SourceLocation, options: ReadingOptions) throws {
    let keys = options.headersAreExact ? header : header.map(HeaderMatching.key)
    var problems = Diagnostics()
    var declarationOf: [Int: InputColumn] = [:]
    var missing: [ColumnSpec] = []
    for declaration in options.columns {
      guard let plan = problems.collect({ try ColumnSpec(declaration, options: options) }) else {
        continue
      }
      let wanted =
        options.headersAreExact ? declaration.headers : HeaderMatching.wanted(declaration)
      let source = wanted.lazy.compactMap { keys.firstIndex(of: $0) }.first
      if let source {
        if let other = declarationOf[source] {
          problems.add(
            Diagnostic(
              .declaredTwice(header[source], other.name, declaration.name),
              at: declaration.location ?? location))
        }
        declarationOf[source] = declaration
      } else if declaration.required {
        problems.add(HeaderMatching.missing(declaration, header: header, location: location))
      } else {
        missing.append(plan)
        warnings.append(
          Diagnostic(
            .noColumn(location.file, declaration), at: declaration.location ?? location, severity: .warning,
            reason: "it has \(HeaderMatching.list(header)); '\(declaration.name)' is null in every row"))
      }
    }
    try name(header, declarationOf, location, options, &problems)
    try problems.throwIfErrors()
    plans.append(contentsOf: missing)
    if let needed = options.neededColumns {
      for index in plans.indices {
        let mustBeEmpty = options.undeclared == .reject && plans[index].isDroppedIfEmpty
        plans[index].isBuilt = mustBeEmpty || needed.contains(plans[index].name)
      }
    }
  }

  /// Makes the specs of the file's columns, in its order.
  private mutating func name(
    _ header: [String], _ declarationOf: [Int: InputColumn], _ location: SourceLocation,
    _ options: ReadingOptions, _ problems: inout Diagnostics
  ) throws {
    var taken = UniqueNames(options.columns.map(\.name))
    let lastNamed = header.lastIndex { !$0.isEmpty } ?? -1
    var undeclared: [String] = []
    for (source, text) in header.enumerated() {
      if let declaration = declarationOf[source] {
        guard var plan = try? ColumnSpec(declaration, options: options) else { continue }
        plan.source = source
        plans.append(plan)
        continue
      }
      if options.undeclared == .drop { continue }
      if options.undeclared == .reject, !text.isEmpty {
        undeclared.append(text)
        continue
      }
      let name = HeaderMatching.free(text.isEmpty ? "column_\(source + 1)" : text, &taken)
      var plan = ColumnSpec(name, .text, source: source, zone: options.zone)
      plan.isNameless = name != text
      // Only its values tell whether there is such a column.
      plan.isDroppedIfEmpty = source > lastNamed || options.undeclared == .reject
      plans.append(plan)
    }
    if !undeclared.isEmpty { problems.add(HeaderMatching.refusal(undeclared, at: location)) }
  }

  /// The error about undeclared columns, if a job rejects them.
  package static func refusal(_ undeclared: [String], at location: SourceLocation) -> Diagnostic {
    Diagnostic(
      .undeclared(undeclared), at: location, reason: "the input says  undeclared: reject",
      hint: "declare \(undeclared.count == 1 ? "it" : "them") under  columns:  or say  undeclared: drop")
  }

  /// The name, with a number from 2 appended if it is taken.
  package static func free(_ name: String, _ taken: inout UniqueNames) -> String {
    taken.unique(name) { "\(name) \($0)" }
  }

  package static func list(_ header: [String]) -> String {
    listing(header.filter { !$0.isEmpty }.map { "'\($0)'" }, limit: 100)
  }

  package static func missing(_ declaration: InputColumn, header: [String], location: SourceLocation)
    -> Diagnostic
  {
    let wanted = declaration.headers.isEmpty ? [declaration.name] : declaration.headers
    let near = wanted.lazy.compactMap { nearestName(to: $0, among: header) }.first
    return Diagnostic(
      .noColumn(location.file, declaration), at: declaration.location ?? location,
      reason: "\(location.file):\(location.line) has \(list(header))",
      hint: near.map { "did you mean '\($0)'? add it to the column's  header:" })
  }
}

extension ColumnSpec {
  /// - Parameter type: the type of the format's column.
  /// - Throws: a diagnostic if the date pattern is invalid.
  package init(_ declaration: InputColumn, type: ColumnType = .text, options: ReadingOptions) throws {
    self.init(
      declaration.name, declaration.type ?? type, source: nil, zone: declaration.zone ?? options.zone)
    try apply(declaration)
  }

  package mutating func apply(_ declaration: InputColumn) throws {
    if let type = declaration.type { self.type = type }
    if let zone = declaration.zone { self.zone = zone }
    isRequired = declaration.required
    nulls += declaration.nulls.map { Array($0.utf8) }
    if let decimal = declaration.decimal { numbers = NumberSyntax(decimal: decimal) }
    for value in declaration.values {
      replacements[ColumnSpec.key(value.text)] = Array(value.meaning.utf8)
    }
    if declaration.formats.isEmpty { return }
    if type == .number || type == .integer {
      measure = declaration.formats.first.flatMap { Measure(rawValue: $0) }
      return
    }
    times = .patterns(
      try declaration.formats.map { format in
        do throws(DatePattern.Problem) {
          return try DatePattern(format)
        } catch {
          throw Diagnostic(
            .noPattern(format), at: declaration.location, reason: error.reason,
            hint: error.hint ?? "a pattern is like  dd/MM/yyyy HH:mm")
        }
      })
  }
}

extension Diagnostic.Message {
  fileprivate static func noColumn(_ file: String, _ column: InputColumn) -> Self {
    let headers = (column.headers.isEmpty ? [column.name] : column.headers).map { "'\($0)'" }
    return Self(.missingColumn, "'\(file)' has no column \(headers.joined(separator: " or "))")
  }
  fileprivate static func declaredTwice(_ header: String, _ first: String, _ second: String) -> Self {
    Self(.sharedHeader, "'\(first)' and '\(second)' are both declared to be the column '\(header)'")
  }
  fileprivate static func undeclared(_ names: [String]) -> Self {
    Self(
      .undeclaredColumn,
      "no declaration names \(names.count == 1 ? "the column" : "the columns") \(HeaderMatching.list(names))")
  }
  fileprivate static func noPattern(_ pattern: String) -> Self {
    Self(.datePattern, "'\(pattern)' is not a date pattern")
  }
}
