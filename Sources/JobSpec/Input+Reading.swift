internal import Diagnostics
internal import Tables

extension Input {
  static func read(name: Located<String>, _ node: NodeReader) -> Input? {
    node.reading.checkThing(name, "an input")
    let (input, isWhole) = node.reading.watching { readWhole(name: name, node) }
    // An input with errors still exists for the tables that name it.
    var result =
      input ?? Input(name: name, source: .file(Located("", at: name.location)), location: name.location)
    result.isWhole = isWhole
    return result
  }

  private static func readWhole(name: Located<String>, _ node: NodeReader) -> Input? {
    node.mapping("input '\(name.value)'", at: name.location) { keys in
      let source = readSource(keys)
      // An input with a wrong source still exists for the tables that name it.
      let nowhere = Source.file(Located("", at: name.location))
      var input = Input(name: name, source: source ?? nowhere, location: name.location)
      input.arrival = keys.reading.placeheld { keys["arrival"]?.arrival() } ?? Arrival()
      if case .job = source { return input }
      input.format = keys["format"]?.word(InputFormat.self)
      input.encoding = keys["encoding"]?.encoding()
      input.readShape(keys)
      input.sheet = keys["sheet"]?.sheetChoice()
      input.range = keys["range"]?.cellRange()
      input.member = keys["member"]?.nonEmptyText("the name of a file in the archive")?.value
      input.path = keys["path"]?.nonEmptyText("the names of members, separated by dots")?.value
      if let format = input.format?.value {
        let uses = ["sheet": "workbooks", "range": "workbooks", "path": "JSON"]
        for (key, place) in keys.present(among: format.keysWithoutMeaning) {
          keys.reading.report(
            .keyOfOtherFormat(key, format.rawValue), at: place, reason: "it is for \(uses[key]!)")
        }
      }
      input.day = keys["date"]?.date()?.iso
      let columns = keys.section("columns")?.entries("a mapping of columns", allowsEmpty: true) {
        name, node in
        keys.reading.placeheld { DeclaredColumn.readOrPlaceholder(name: name, node) }
      }
      input.columns = columns?.map(\.column) ?? []
      input.columnsOfUnknownType = Set((columns ?? []).filter { !$0.hasKnownType }.map(\.name.value))
      input.undeclared = keys["undeclared"]?.word(UndeclaredPolicy.self)?.value ?? .keep
      // These keys do not affect the columns.
      keys.reading.placeheld {
        input.ragged = keys["ragged"]?.word(RaggedPolicy.self)?.value ?? .reject
        input.rejectsMax = keys["rejects"]?.mapping("'rejects'", at: keys.keyLocation("rejects")) {
          $0.required("max")?.rowLimit()
        }
      }
      input.limits = keys.reading.placeheld { keys["limits"]?.unpackingLimits() } ?? UnpackingLimits()
      input.duplicates = keys["duplicates"]?.word(DuplicatePolicy.self)?.value ?? .warn
      input.followsLinksOutside = keys["links"]?.word(among: [("outside", true)]) ?? false
      keys.reading.placeheld { checkHeaders(columns ?? [], keys.reading) }
      return input
    }
  }

  private static func readSource(_ keys: MappingReader) -> Source? {
    let file = keys["file"]
    let files = keys["files"]
    let job = keys["job"]
    let export = keys["export"]
    let given = keys.present(among: ["file", "files", "job"])
    guard given.count <= 1 else {
      keys.reading.report(
        .twoSources(keys.subject, given.map(\.key)), at: given[1].location,
        reason: "an input is one file, the files of a pattern, or an export of a job")
      return nil
    }
    if job == nil, export != nil, let place = keys.keyLocation("export") {
      keys.reading.report(
        .missingKey("job", of: keys.subject), at: place, hint: "'export' names an export of a job")
      return nil
    }
    if let file { return file.inputPath().map(Source.file) }
    if let files { return files.inputPattern().map(Source.files) }
    if let job {
      let name = job.nonEmptyText("the name of a job")
      let export = keys.required("export", hint: "name the CSV file that the job publishes")
      guard let name, let export = export?.nonEmptyText("the name of an export") else { return nil }
      return .job(name: name, export: export)
    }
    if keys.hasMisspelling(of: ["file", "files", "job"]) { return nil }
    keys.reading.report(
      .noSource(keys.subject), at: keys.location,
      reason: "an input needs 'file', 'files', or 'job' and 'export'")
    return nil
  }

  /// A header can belong to only one column.
  private static func checkHeaders(_ columns: [DeclaredColumn], _ reading: FileReading) {
    var owners: [String: String] = [:]
    for column in columns {
      let headers = column.headers.isEmpty ? [column.name] : column.headers
      for header in headers {
        let folded = foldedHeader(header.value)
        if let owner = owners[folded], owner != column.name.value {
          reading.report(
            .sharedHeader(header.value, owner: owner), at: header.location,
            reason: "headers are compared without case, accents, punctuation and spaces")
        }
        owners[folded] = owners[folded] ?? column.name.value
      }
    }
  }
}

/// An entry of an input's `columns:`, with the locations of its headers.
private struct DeclaredColumn {
  let name: Located<String>
  var headers: [Located<String>] = []
  var column: InputColumn
  /// False if the type has an error.
  var hasKnownType = true

  private init(_ name: Located<String>) {
    self.name = name
    column = InputColumn(name.value)
    column.location = name.location
  }

  /// Like ``read(name:_:)``; a column with an error is reduced to its name.
  static func readOrPlaceholder(name: Located<String>, _ node: NodeReader) -> DeclaredColumn? {
    if let column = read(name: name, node) { return column }
    if name.value.isEmpty { return nil }
    var placeholder = DeclaredColumn(name)
    placeholder.hasKnownType = false
    return placeholder
  }

  /// Reads an entry; an entry without a value declares only the name.
  static func read(name: Located<String>, _ node: NodeReader) -> DeclaredColumn? {
    var declared = DeclaredColumn(name)
    if name.value.isEmpty {
      node.reading.report(.emptyColumnName, at: name.location)
      return nil
    }
    if node.node.isNull { return declared }
    if let word = node.node.scalar?.text, ColumnType(rawValue: word) != nil {
      node.wrongType("a mapping", hint: "write {type: \(word)}")
      return nil
    }
    return node.mapping("column '\(name.value)'", at: name.location) { keys in
      if let header = keys["header"] {
        declared.headers = header.oneOrMoreNames("a header, or a list of headers") ?? []
      }
      var column = declared.column
      column.headers = declared.headers.map(\.value)
      column.type = keys["type"]?.word(ColumnType.self)?.value
      column.required = keys["required"]?.boolean() ?? false
      let isCalendar = column.type.map { [.date, .datetime].contains($0) } ?? true
      if column.type == .number || column.type == .integer {
        column.formats = keys["format"]?.measure(column.type!).map { [$0.rawValue] } ?? []
      } else {
        column.formats = keys["format"]?.patterns(ofDates: isCalendar) ?? []
      }
      column.zone = keys["time_zone"]?.zone()
      column.decimal = keys["decimal"]?.word(among: [(",", UInt8(ascii: ",")), (".", UInt8(ascii: "."))])
      column.nulls =
        keys["nulls"]?.names("a list of texts that mean null", allowsEmpty: true)?.map(\.value) ?? []
      column.values = keys["values"]?.replacements(for: column) ?? []
      declared.column = column
      declared.checkFit(keys)
      let isRead = keys["type"] == nil || column.type != nil
      declared.hasKnownType = isRead && !keys.hasMisspelling(of: ["type"])
      return declared
    }
  }

  /// Reports keys that have no meaning for the column's type.
  private func checkFit(_ keys: MappingReader) {
    guard let type = column.type else { return }
    let rules: [(key: String, types: [ColumnType])] = [
      ("format", [.date, .datetime, .number, .integer]), ("time_zone", [.datetime]),
      ("decimal", [.number, .integer]),
    ]
    for rule in rules where !rule.types.contains(type) {
      guard let place = keys.keyLocation(rule.key) else { continue }
      keys.reading.report(
        .keyOfOtherType(rule.key, type: type), at: place,
        reason: "it is for columns of type \(enumeration(rule.types.map(\.rawValue), or: "or"))")
    }
  }
}

extension NodeReader {
  /// A path below `Inputs/`.
  func inputPath(_ expected: String = "the name of a file below Inputs/") -> Located<String>? {
    guard let path = nonEmptyText(expected) else { return nil }
    let parts = path.value.split(separator: "/", omittingEmptySubsequences: false)
    if path.value.hasPrefix("/") || path.value.hasPrefix("~") || parts.contains("..") {
      reading.report(
        .pathOutside(path.value), at: location, reason: "paths of inputs are relative to Inputs/")
      return nil
    }
    if parts.first == "Inputs" {
      reading.report(
        .pathRepeatsFolder(path.value), at: location, reason: "paths of inputs are relative to Inputs/",
        hint: "write '\(parts.dropFirst().joined(separator: "/"))'")
      return nil
    }
    return path
  }

  /// A pattern for files below `Inputs/`.
  fileprivate func inputPattern() -> Located<String>? {
    guard let pattern = inputPath("a pattern for files below Inputs/") else { return nil }
    guard let problem = Glob(pattern.value).problem else { return pattern }
    reading.report(
      .badFilePattern(pattern.value), at: location, reason: problem,
      hint: "brackets are for letters, as in [abc] or [a-c]; a bracket of a name is written [[]")
    return nil
  }

  /// One pattern or several for the dates and times of a column.
  /// - Parameter isCalendar: false for a column of another type, whose patterns are not read.
  fileprivate func patterns(ofDates isCalendar: Bool) -> [String]? {
    let expected = "a pattern like \"yyyy-MM-dd HH:mm\", or a list of patterns"
    guard let patterns = oneOrMoreNames(isCalendar ? expected : "a pattern") else { return nil }
    return patterns.compactMap { pattern in
      if !isCalendar { return pattern.value }
      do throws(DatePattern.Problem) {
        _ = try DatePattern(pattern.value)
        return pattern.value
      } catch {
        reading.report(
          .badDatePattern(pattern.value), at: pattern.location, reason: error.reason,
          hint: error.hint ?? "a pattern is like  dd/MM/yyyy HH:mm")
        return nil
      }
    }
  }

  /// The unit of a column of numbers that are written as texts.
  fileprivate func measure(_ type: ColumnType) -> Measure? {
    let words = Measure.allCases.filter { type == .number || $0.isDuration }.map {
      (word: $0.rawValue, meaning: $0)
    }
    return word(among: words)
  }

  /// `{"sí, acepto": "true", …}`: texts and what is read instead; nothing stands for null.
  fileprivate func replacements(for column: InputColumn) -> [(text: String, meaning: String)]? {
    var seen: Set<String> = []
    return entries("a mapping of texts to what is read instead") { text, meaning in
      if !seen.insert(ColumnSpec.key(text.value)).inserted {
        reading.report(.repeatedItem(text.value, in: "'values'"), at: text.location)
      }
      if meaning.node.isNull { return (text.value, "") }
      guard let scalar = meaning.node.scalar else {
        meaning.wrongType("a text")
        return nil
      }
      if let type = column.type, !column.canRead(scalar.text) {
        reading.report(
          .badReplacement(scalar.text, type), at: meaning.location,
          reason: "the rows with '\(text.value)' would be rejects")
      }
      return (text.value, scalar.text)
    }
  }

  fileprivate func encoding() -> TextEncoding? {
    let other: [(word: String, meaning: TextEncoding?)] =
      [("auto", nil)] + TextEncoding.aliases.map { (word: $0.name, meaning: Optional($0.encoding)) }
    let all = TextEncoding.allCases.map { (word: $0.rawValue, meaning: Optional($0)) }
    return word(among: all + other, shown: ["auto"] + TextEncoding.allCases.map(\.rawValue), isFolded: true)
      ?? nil
  }

  /// The name of a sheet, or its number from 1.
  fileprivate func sheetChoice() -> SheetChoice? {
    guard let scalar = scalar("the name or the number of a sheet") else { return nil }
    if scalar.isPlain, let number = Int(scalar.text) {
      guard (1...10_000).contains(number) else {
        wrongType("the name of a sheet, or its number from 1")
        return nil
      }
      return .number(number)
    }
    return nonEmptyText("the name or the number of a sheet").map { .name($0.value) }
  }

  /// Cells of a sheet, such as `B3:H200`.
  fileprivate func cellRange() -> CellRange? {
    guard let text = nonEmptyText("a range of cells like B3:H200") else { return nil }
    guard let range = CellRange(text.value) else {
      wrongType("a range of cells like B3:H200")
      return nil
    }
    return range
  }

  /// A time zone of the IANA database.
  func zone() -> Zone? {
    guard let name = text("the name of a time zone") else { return nil }
    if let zone = Zone(name.value) { return zone }
    let known = Zone.knownIdentifiers
    let sameCity = known.first {
      $0.split(separator: "/").last.map(String.init)?.lowercased() == name.value.lowercased()
    }
    reading.report(
      .unknownZone(name.value), at: location,
      reason: "zones have the names of the IANA database, such as America/Santiago",
      hint: sameCity.map { "did you mean '\($0)'?" } ?? suggestion(for: name.value, among: known))
    return nil
  }
}

extension InputColumn {
  /// Whether a text is a value of the column's type, in the column's formats or any that Acta knows.
  fileprivate func canRead(_ text: String) -> Bool {
    let numbers = decimal.map { NumberSyntax(decimal: $0) } ?? NumberSyntax()
    return switch type {
    case _ where text.isEmpty: true
    case .date, .datetime: canReadTime(text)
    case _ where !formats.isEmpty: true
    case .integer: numbers.integer(text) != nil
    case .number: numbers.number(text) != nil
    case .boolean: BooleanSyntax.boolean(text) != nil
    case .text, nil: true
    }
  }

  private func canReadTime(_ text: String) -> Bool {
    let patterns = formats.compactMap { try? DatePattern($0) }
    // Reports have dates in many forms, and the format may be known only from the file.
    let known: [TimeSyntax] =
      formats.isEmpty ? [.iso, .loose(.dayFirst), .loose(.monthFirst)] : [.patterns(patterns)]
    let bytes = Array(text.utf8)
    // A pattern with an error leaves the question open.
    return patterns.count < formats.count || known.contains { $0.read(bytes.span, 0..<bytes.count) != nil }
  }
}

extension InputFormat {
  /// The keys of an input that say where the rows are in files of other formats.
  fileprivate var keysWithoutMeaning: [String] {
    switch self {
    case .csv: ["sheet", "range", "path"]
    case .json, .jsonLines: ["sheet", "range"]
    case .xlsx: ["path"]
    default: []
    }
  }
}

extension Diagnostic.Message {
  static func badReplacement(_ text: String, _ type: ColumnType) -> Self {
    Self(.columnType, "'\(text)' cannot be read as \(type.rawValue)")
  }
  static func twoSources(_ subject: String, _ keys: [String]) -> Self {
    Self(.oneOf, "\(subject) has \(enumeration(keys.map { "'\($0)'" }))")
  }
  static func noSource(_ subject: String) -> Self { Self(.noSource, "\(subject) does not say what to read") }
  static func sharedHeader(_ header: String, owner: String) -> Self {
    Self(.sharedHeader, "header '\(header)' already belongs to column '\(owner)'")
  }
  static var emptyColumnName: Self { Self(.badName, "a column needs a name") }
  static func badFilePattern(_ pattern: String) -> Self {
    Self(.inputPath, "'\(pattern)' is not a pattern for files")
  }
  static func badDatePattern(_ pattern: String) -> Self {
    Self(.datePattern, "'\(pattern)' is not a date pattern")
  }
  static func keyOfOtherType(_ key: String, type: ColumnType) -> Self {
    Self(.keyNotAllowed, "'\(key)' has no meaning for a column of type \(type.rawValue)")
  }
  static func keyOfOtherFormat(_ key: String, _ format: String) -> Self {
    Self(.keyNotAllowed, "'\(key)' has no meaning for the format \(format)")
  }
  static func pathOutside(_ path: String) -> Self { Self(.inputPath, "'\(path)' is not below Inputs/") }
  static func pathRepeatsFolder(_ path: String) -> Self {
    Self(.inputPath, "'\(path)' names the folder Inputs again")
  }
  static func unknownZone(_ name: String) -> Self { Self(.unknownZone, "unknown time zone '\(name)'") }
}
