internal import Diagnostics
internal import Tables

/// The files of the folder `Corrections/`: the values that staff changed in workbooks and sent back.
///
///     table,<columns of the key>,column,from,to,by,at,why,file,until
///     people,ana@example.org,category,Otros,Academia,Ana,2021-04-27,she wrote us,people.xlsx,
///
/// Values are written as in CSV files for machines; an empty cell is an empty value.
package enum CorrectionFile {
  package static let folder = "Corrections"
  /// The columns beside those of the keys.
  package static let table = "table"
  package static let column = "column"
  package static let from = "from"
  package static let to = "to"
  package static let by = "by"
  package static let at = "at"
  package static let why = "why"
  package static let file = "file"
  package static let until = "until"

  /// The columns behind those of the keys, in the order in which Acta writes them.
  package static let columnsBehindKeys = [column, from, to, by, at, why, file, until]
  package static let columns = [table] + columnsBehindKeys

  private static let ending = ".csv"

  /// `registrations.csv`, for a job in `Jobs/registrations.yaml`
  static func ofJob(in definition: String) -> String {
    let name = definition.split(separator: "/").last.map(String.init) ?? definition
    return ofJob(named: name.hasSuffix(".yaml") ? String(name.dropLast(5)) : name)
  }

  package static func ofJob(named job: String) -> String { job + ending }

  /// The name of the input that has the rows of a file. No other input or table can have a dot in its name.
  package static func inputName(of file: String) -> String {
    file.dropLast(ending.utf8.count) + corrections
  }

  /// The file that an input of corrections reads.
  package static func file(ofInput name: String) -> String {
    name.hasSuffix(corrections) ? name.dropLast(corrections.utf8.count) + ending : name
  }

  private static let corrections = ".corrections"
  private static let rejects = ".rejects"
  /// The column with the text of a rejected row: the key of the tables of rejects.
  package static let raw = "raw"

  /// Whether corrections of a table are those of rejected rows: the input reads them, and no step corrects them.
  package static func isRejects(_ table: String) -> Bool { table.hasSuffix(rejects) }
  package static func rejects(of input: String) -> String { input + rejects }
  /// The input of a table of rejected rows; nil for other tables.
  package static func input(ofRejects table: String) -> String? {
    isRejects(table) ? String(table.dropLast(rejects.count)) : nil
  }

  /// Whether a file below `Corrections/` can have this name.
  static func isName(_ name: String) -> Bool {
    name.hasSuffix(ending) && Name.isFolder(String(name.dropLast(ending.utf8.count)))
  }
}

extension NodeReader {
  /// The name of a file below `Corrections/`.
  func correctionFile() -> Located<String>? {
    guard let name = nonEmptyText("the name of a file below Corrections/") else { return nil }
    if CorrectionFile.isName(name.value) { return name }
    wrongType(
      "the name of a CSV file below Corrections/, such as people.csv",
      hint: "letters a to z, digits, '_' and '-', and .csv at the end")
    return nil
  }
}

extension Job {
  /// Adds an input for each file of corrections, and tells each step what the others correct.
  mutating func takeCorrections() {
    var tables: [String: Set<String>] = [:]
    var columns: [String: Set<String>] = [:]
    for (_, step) in corrections {
      tables[step.file.value, default: []].insert(step.table)
      columns[step.file.value + "/" + step.table, default: []].formUnion(step.columns)
    }
    var seenTables: Set<String> = []
    for place in corrections.map(\.place) {
      guard case .correct(var correct) = self.tables[place.table].steps[place.step].operation else {
        continue
      }
      let table = self.tables[place.table].name.value
      let file = correct.file.value
      correct.otherColumns = (columns[file + "/" + table] ?? []).subtracting(correct.columns.map(\.value))
      correct.isFirst = seenTables.insert(file + "/" + table).inserted
      if input(named: correct.input.value) == nil {
        correct.tables = tables[file] ?? []
        var input = Input(
          name: correct.input, source: .corrections(correct.file), location: correct.file.location)
        input.format = Located(.csv, at: correct.file.location)
        inputs.append(input)
      }
      self.tables[place.table].steps[place.step].operation = .correct(correct)
    }
  }

  /// Adds an input for the job's file of corrections, which has some of rejected rows. Nothing but the reading of inputs
  /// looks at it, but it is one of the run's files.
  package mutating func takeCorrectionsOfRejects() {
    let file = Located(CorrectionFile.ofJob(named: name.value), at: name.location)
    let input = Located(CorrectionFile.inputName(of: file.value), at: name.location)
    if self.input(named: input.value) != nil || !hasFiles { return }
    var added = Input(name: input, source: .corrections(file), location: name.location)
    added.format = Located(.csv, at: name.location)
    inputs.append(added)
  }

  /// Whether it reads files, whose rejected rows people may correct.
  package var hasFiles: Bool { inputs.contains(where: \.isFile) }

  private var corrections:
    [(place: (table: Int, step: Int), step: (table: String, file: Located<String>, columns: [String]))]
  {
    tables.indices.flatMap { table in
      tables[table].steps.indices.compactMap { step in
        guard case .correct(let correct) = tables[table].steps[step].operation else { return nil }
        return (
          (table, step), (tables[table].name.value, correct.file, correct.columns.map(\.value))
        )
      }
    }
  }

  /// Whether steps of this table correct values, so that `<table>.stale` is a table too.
  package func isCorrected(_ table: String) -> Bool {
    self.table(named: table)?.isCorrected ?? false
  }
}

extension TableDefinition {
  package var isCorrected: Bool { steps.contains { $0.keyword == .correct } }
}

extension Input {
  /// Whether it is declared as a file, or several, below `Inputs/`. The inputs of labels have a dot in their names.
  package var isFile: Bool {
    switch source {
    case .file, .files: !name.value.contains(".")
    case .job, .corrections: false
    }
  }
}
