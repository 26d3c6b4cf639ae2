internal import Diagnostics
internal import Tables

extension Export {
  /// Reads an item of `exports:`: a workbook or a CSV file.
  static func read(_ node: NodeReader) -> Export? {
    guard case .mapping(let entries) = node.node.content else {
      node.wrongType("a mapping with 'workbook' or 'csv'")
      return nil
    }
    let kinds = entries.filter { ["workbook", "csv"].contains($0.key.text) }
    if kinds.count > 1 {
      node.reading.report(
        .twoExports, at: kinds[1].keyLocation, hint: "begin a new item with '- \(kinds[1].key.text):'")
      return nil
    }
    guard let kind = kinds.first else {
      let near = entries.first { nearestName(to: $0.key.text, among: ["workbook", "csv"]) != nil }
      node.reading.report(
        .noExportKind, at: near?.keyLocation ?? node.location,
        reason: "an item of 'exports' begins with 'workbook: name.xlsx' or 'csv: name.csv'",
        hint: near.flatMap { suggestion(for: $0.key.text, among: ["workbook", "csv"]) })
      return nil
    }
    return kind.key.text == "workbook"
      ? WorkbookExport.read(node, at: kind.keyLocation).map(Export.workbook)
      : CSVExport.read(node, at: kind.keyLocation).map(Export.csv)
  }
}

extension WorkbookExport {
  fileprivate static func read(_ node: NodeReader, at place: SourceLocation) -> WorkbookExport? {
    let name = node.exportName(of: "workbook")
    return node.mapping(name.map { "workbook '\($0)'" } ?? "the workbook", at: place) { keys in
      let files = keys.required("workbook")?.fileNames() ?? []
      let file = files.first?.file
      let languages = keys["languages"]?.list("a list of language codes", allowsEmpty: false) {
        $0.language()
      }
      keys.reading.reportRepeated(languages ?? [], in: "'languages'")
      let title = keys["title"]?.localizedText()
      let contact = keys["contact"]?.localizedText()
      let notice = keys["notice"]?.localizedText()
      let logo = keys["logo"]?.logo()
      let each = keys["each"]?.each(at: keys.keyLocation("each"))
      let sheets = keys.required("sheets")?.list("a list of sheets", allowsEmpty: false, Sheet.read)
      guard let file else { return nil }
      let byLanguage = files.compactMap { name in name.language.map { ($0, name.file) } }
      for language in languages ?? [] where !byLanguage.isEmpty {
        if byLanguage.contains(where: { $0.0 == language.value }) { continue }
        keys.reading.report(
          .missingKey(language.value, of: "'workbook'"), at: place,
          hint: "the workbook is in \(language.value) too, so its file needs a name in that language")
      }
      var export = WorkbookExport(file: file, sheets: sheets ?? [], location: place)
      export.languages = languages ?? []
      export.files = Dictionary(byLanguage, uniquingKeysWith: { first, _ in first })
      export.title = title
      export.contact = contact
      export.notice = notice
      export.logo = logo
      export.each = each
      return export
    }
  }
}

extension Sheet {
  fileprivate static func read(_ node: NodeReader) -> Sheet? {
    if node.node.scalar != nil, !node.node.isNull {
      let kinds: [(word: String, meaning: Sheet)] = [
        ("about", .about(node.location)), ("method", .method(node.location)),
        ("figures", .figures(node.location)),
      ]
      return NodeReader(node: node.node, name: "a sheet", reading: node.reading)
        .word(
          among: kinds,
          shown: ["about", "method", "figures", "a mapping with 'table', 'blocks' or 'changes'"])
    }
    if case .mapping(let entries) = node.node.content, entries.count == 1,
      let word = ["about", "method", "figures"].first(where: { $0 == entries[0].key.text })
    {
      node.reading.report(.sheetWithKeys(word), at: entries[0].keyLocation, hint: "write  - \(word)")
      return nil
    }
    return node.mapping("the sheet") { keys in
      if let changes = keys["changes"] {
        let read = ChangesSheet.read(changes)
        let name = keys["name"]?.localizedText()
        let tab = keys["tab"]?.tabColor()
        let isLandscape = keys["landscape"]?.boolean()
        let showsAllRows = keys["all"]?.boolean()
        let columns = keys["columns"]?.exportColumns(refusing: "a sheet of changes shows labels only")
        guard var sheet = read else { return nil }
        sheet.name = name
        sheet.tab = tab
        sheet.isLandscape = isLandscape
        sheet.showsAllRows = showsAllRows ?? false
        sheet.columns = columns
        return .changes(sheet)
      }
      if let place = keys.keyLocation("blocks") {
        return .blocks(BlocksSheet.read(keys, at: place))
      }
      let isOther = keys.hasMisspelling(of: ["changes", "blocks"], among: ["table", "changes", "blocks"])
      let table = (isOther ? keys["table"] : keys.required("table"))?.tableName()
      let name = keys["name"]?.localizedText()
      let intro = keys["intro"]?.localizedText()
      let isWorklist = keys["worklist"]?.boolean()
      let language = keys["in"]?.language()
      let tab = keys["tab"]?.tabColor()
      let isLandscape = keys["landscape"]?.boolean()
      let showsAllRows = keys["all"]?.boolean()
      let columns = keys["columns"]?.exportColumns()
      let charts = keys.section("charts")?.list("a list of charts", Chart.read)
      let highlights = keys.section("highlight")?.list("a list of highlights", Highlight.read)
      guard let table else { return nil }
      var sheet = TableSheet(table: table, location: keys.keyLocation("table") ?? node.location)
      sheet.name = name
      sheet.intro = intro
      sheet.isWorklist = isWorklist ?? false
      sheet.language = language
      sheet.tab = tab
      sheet.isLandscape = isLandscape
      sheet.showsAllRows = showsAllRows ?? false
      sheet.columns = columns
      sheet.charts = charts ?? []
      sheet.highlights = highlights ?? []
      return .table(sheet)
    }
  }
}

extension TableSheet {
  /// A table that is a block of a sheet.
  static func readBlock(_ keys: MappingReader, at location: SourceLocation) -> TableSheet? {
    let table = keys["table"]?.tableName()
    let title = keys["title"]?.localizedText()
    let showsAllRows = keys["all"]?.boolean()
    let columns = keys["columns"]?.exportColumns(
      refusing: "a sheet of blocks is for reading", allowing: ["note", "show"])
    let highlights = keys.section("highlight")?.list("a list of highlights", Highlight.read)
    guard let table else { return nil }
    var sheet = TableSheet(table: table, location: location)
    sheet.name = title
    sheet.showsAllRows = showsAllRows ?? false
    sheet.columns = columns
    sheet.highlights = highlights ?? []
    return sheet
  }
}

extension Highlight {
  fileprivate static func read(_ node: NodeReader) -> Highlight? {
    node.mapping("the highlight") { keys in
      let when = keys.required("when")?.expression()
      let style = keys.required("style")?.word(Style.self)
      // The condition is examined even if the style has an error.
      return when.map { Highlight(when: $0, style: style?.value ?? .muted) }
    }
  }
}

extension CSVExport {
  fileprivate static func read(_ node: NodeReader, at place: SourceLocation) -> CSVExport? {
    let name = node.exportName(of: "csv")
    return node.mapping(name.map { "CSV file '\($0)'" } ?? "the CSV file", at: place) { keys in
      let file = keys.required("csv")?.nonEmptyText("the name of a file")
      let table = keys.required("table")?.tableName()
      let each = keys["each"]?.each(at: keys.keyLocation("each"))
      let columns = keys["columns"]?.exportColumns(refusing: "only a sheet of a workbook has it")
      let audience = keys["for"]?.word(Audience.self)
      let language = keys["language"]?.language()
      for case let place? in [keys.keyLocation("language"), each?.language?.location]
      where audience?.value != .people {
        keys.reading.report(
          .languageForMachines, at: place, reason: "a file for machines is the same in every language",
          hint: "add 'for: people'")
      }
      if audience?.value != .people { keys.reportColumnsForPeople() }
      guard let file, let table else { return nil }
      var export = CSVExport(file: file, table: table, location: place)
      export.each = each
      export.columns = columns
      export.audience = audience?.value ?? .machines
      export.language = language
      return export
    }
  }
}

extension MappingReader {
  /// Reports what columns of a CSV file for machines have that only people see.
  fileprivate func reportColumnsForPeople() {
    guard let node = self["columns"]?.node, case .mapping(let columns) = node.content else { return }
    for column in columns {
      guard case .mapping(let look) = column.value.content else { continue }
      for key in look where ["in", "labels"].contains(key.key.text) {
        reading.report(
          .misplacedOption(key.key.text), at: key.keyLocation,
          reason: "a file for machines has the values as they are, in every language",
          hint: "add 'for: people'")
      }
    }
  }
}

extension NodeReader {
  /// The name of the file in an export's mapping, for messages.
  fileprivate func exportName(of key: String) -> String? {
    guard case .mapping(let entries) = node.content else { return nil }
    return entries.first { $0.key.text == key }?.value.scalar?.text
  }

  /// The path of an image below `Inputs/`.
  fileprivate func logo() -> Located<String>? {
    guard let path = inputPath("the name of an image below Inputs/") else { return nil }
    let endings = [".png", ".jpg", ".jpeg"]
    if endings.contains(where: path.value.lowercased().hasSuffix) { return path }
    reading.report(.wrongEnding(path.value, endings), at: location)
    return nil
  }

  fileprivate func each(at place: SourceLocation?) -> EachValue? {
    mapping("'each'", at: place) { keys in
      let table = keys.required("table")?.tableName()
      let by = keys.required("by")?.nonEmptyText("the name of a column")
      let name = keys["name"]?.nonEmptyText("the name of a column")
      let language = keys["language"]?.nonEmptyText("the name of a column")
      guard let table, let by else { return nil }
      var each = EachValue(table: table, by: by)
      each.name = name
      each.language = language
      return each
    }
  }

  /// One name, or one per language.
  fileprivate func fileNames() -> [(language: String?, file: Located<String>)]? {
    guard case .mapping = node.content else {
      return nonEmptyText("the name of a file").map { [(nil, $0)] }
    }
    return entries("the name of a file, or one per language") { language, file in
      file.nonEmptyText("the name of a file").map { (language.value, $0) }
    }
  }

  /// `[a, b]`, or `{a: {label: …}, b: }`.
  ///
  /// - Parameters:
  ///   - reason: why the columns cannot have ``ColumnOptions``; nil if they can.
  ///   - allowed: those that they can have all the same.
  fileprivate func exportColumns(
    refusing reason: String? = nil, allowing allowed: [String] = []
  ) -> [ExportColumn]? {
    guard case .mapping = node.content else {
      return names("a list of columns, or a mapping of columns to their look")?.map { ExportColumn(name: $0) }
    }
    return entries("a list of columns, or a mapping of columns to their look") { name, look in
      var column = ExportColumn(name: name)
      if look.node.isNull { return column }
      let read = look.mapping("column '\(name.value)'", at: name.location) { keys -> ExportColumn? in
        column.label = keys["label"]?.localizedText()
        column.format = keys["format"]?.columnFormat()
        column.total = keys["total"]?.word(ExportColumn.Total.self)?.value
        column.width = keys["width"]?.width()
        column.language = keys["in"]?.language()
        column.labels = keys["labels"]?.nonEmptyText("the name of a set of labels")
        column.options = ColumnOptions.read(keys)
        guard let reason else { return column }
        let misplaced = keys.present(among: ColumnOptions.keys.filter { !allowed.contains($0) })
        for (key, place) in misplaced {
          keys.reading.report(.misplacedOption(key), at: place, reason: reason)
        }
        // Nothing else is reported because of them.
        if !misplaced.isEmpty { column.options = ColumnOptions() }
        return column
      }
      return read ?? column
    }
  }

  /// Reads one of Acta's own formats, or an Excel format.
  private func columnFormat() -> Located<String>? {
    guard let format = nonEmptyText("a format") else { return nil }
    let words = ExportColumn.namedFormats
    if words.contains(format.value) { return format }
    do throws(ExcelFormat.Problem) {
      _ = try ExcelFormat(format.value)
      return format
    } catch {
      let near =
        isMoney(format.value)
        ? "for an amount of money write an Excel format, such as '#,##0.00 [$€]' or '[$US$] #,##0.00'"
        : suggestion(for: format.value, among: words)
      reading.report(
        .badFormat(format.value), at: location,
        reason: "Acta's formats are \(words.joined(separator: ", ")); as an Excel format, \(error.reason)",
        hint: near ?? error.hint)
      return nil
    }
  }

  /// Whether the author asks for a format of money by a word: `currency`, `moneda`, `EUR`.
  private func isMoney(_ format: String) -> Bool {
    let word = folded(format.split(separator: " ").first.map(String.init) ?? "")
    return [
      "currency", "money", "moneda", "dinero", "moeda", "monnaie", "accounting", "contabilidad", "euro",
      "eur", "usd",
      "dollar", "clp", "peso", "real", "brl",
    ].contains(word)
  }

  /// In characters; at most 255.
  private func width() -> Double? {
    guard let width = number("a width in characters") else { return nil }
    switch width.value {
    case .integer(let value) where (1...255).contains(value): return Double(value)
    case .number(let value) where (1...255).contains(value): return value
    default:
      wrongType("a width from 1 to 255 characters")
      return nil
    }
  }
}

extension Diagnostic.Message {
  static var twoExports: Self { Self(.oneOf, "two exports are in one item") }
  static var noExportKind: Self { Self(.missingKey, "an export is a workbook or a CSV file") }
  static func misplacedOption(_ key: String) -> Self {
    Self(.keyNotAllowed, "a column cannot have '\(key)' here")
  }
  static var languageForMachines: Self { Self(.keyNotAllowed, "'language' needs 'for: people'") }
  static func sheetWithKeys(_ word: String) -> Self {
    Self(.wrongType, "the sheet '\(word)' has no keys")
  }
  static func badFormat(_ format: String) -> Self { Self(.excelFormat, "'\(format)' is not a format") }
}
