package import Diagnostics

/// The account of every row: from the files through the steps of each table to the exports.
package struct RowBalance: Sendable {
  /// A number of rows of a table.
  package struct Rows: Sendable, Equatable {
    package var table: String
    package var count: Int

    package init(_ table: String, _ count: Int) {
      self.table = table
      self.count = count
    }
  }

  package struct Step: Sendable {
    /// The step's summary, as users see it: `filter: state == "completed"`.
    package var step: String
    package var rowsIn: Int
    /// Rows added from other tables.
    package var joinedIn: [Rows] = []
    package var rowsOut: Int
    package var moves = RowMoves()
    package var notes: [String] = []
    package var location: SourceLocation?
  }

  package struct Chain: Sendable {
    package var table: String
    /// The input or table that the rows come from; nil for an input, whose rows come from files.
    package var from: String?
    package var steps: [Step]

    package var isInput: Bool { from == nil }
    /// The number of rows after the last step.
    package var rowsOut: Int { steps.last?.rowsOut ?? 0 }
  }

  /// The rows of a table in a CSV file or on a sheet. The files of `each` are counted together.
  package struct Export: Sendable, Equatable {
    /// The name in the job, for one language.
    package var file: String
    package var sheet: String?
    package var table: String
    package var files: Int
    package var rowsIn: Int
    package var rowsOut: Int
    /// Rows that no file shows count as `filtered`; rows that several files show, as `multiplied`.
    package var moves: RowMoves

    package init(
      file: String, sheet: String? = nil, table: String, files: Int, rowsIn: Int, rowsOut: Int,
      moves: RowMoves = RowMoves()
    ) {
      self.file = file
      self.sheet = sheet
      self.table = table
      self.files = files
      self.rowsIn = rowsIn
      self.rowsOut = rowsOut
      self.moves = moves
    }
  }

  /// A use of a table's rows.
  package enum Use: Sendable, Equatable {
    /// As the source of another table.
    case table(String, rows: Int)
    /// In a step of another table, such as a union.
    case step(String, of: String, rows: Int)
    case export(Export)
  }

  /// Inputs and tables in the order of execution.
  package var tables: [Chain] = []
  package var exports: [Export] = []

  package init() {}

  /// Inputs and tables in the order of execution, then the sources without steps that are used: figures
  /// and rejects of inputs.
  package var sources: [String] {
    var names = tables.map(\.table)
    var known = Set(names)
    let read = tables.compactMap(\.from) + tables.flatMap(\.steps).flatMap(\.joinedIn).map(\.table)
    for name in read + exports.map(\.table) where known.insert(name).inserted { names.append(name) }
    return names
  }

  /// By table, input, rejects of an input, or figures: the uses of its rows; nothing for one without a use.
  package func uses() -> [String: [Use]] {
    var uses: [String: [Use]] = [:]
    for chain in tables {
      if let from = chain.from {
        uses[from, default: []].append(.table(chain.table, rows: chain.steps.first?.rowsIn ?? 0))
      }
      for step in chain.steps {
        for rows in step.joinedIn {
          uses[rows.table, default: []].append(.step(step.step, of: chain.table, rows: rows.count))
        }
      }
    }
    for export in exports { uses[export.table, default: []].append(.export(export)) }
    return uses
  }
}

extension RowBalance.Use {
  /// `by_category`, `everybody, union: later`, `personas.csv`, `asistencia.es.xlsx, Por categoría`.
  package var name: String {
    switch self {
    case .table(let table, _): table
    case .step(let step, let table, _): "\(table), \(step)"
    case .export(let export): ([export.file] + [export.sheet].compactMap { $0 }).joined(separator: ", ")
    }
  }

  package var rowsIn: Int {
    switch self {
    case .table(_, let rows), .step(_, _, let rows): rows
    case .export(let export): export.rowsIn
    }
  }

  package var rowsOut: Int {
    if case .export(let export) = self { export.rowsOut } else { rowsIn }
  }

  package var moves: RowMoves {
    if case .export(let export) = self { export.moves } else { RowMoves() }
  }
}

extension RowBalance {
  /// Verifies that every row is accounted for: each step adds up, each step begins with the rows that
  /// the step before it left, and a reader of another table takes all of its rows.
  ///
  /// - Parameters:
  ///   - rows: row counts of the sources without steps: figures and rejects of inputs.
  ///   - job: the location of the job's name, for errors.
  func verify(rows: [String: Int], job: SourceLocation) throws {
    var left = rows
    for chain in tables {
      var before = chain.from.map { left[$0] ?? -1 }
      for step in chain.steps {
        let isWhole = step.joinedIn.allSatisfy { left[$0.table] == $0.count }
        guard step.rowsIn == before ?? step.rowsIn, isWhole,
          step.moves.lead(from: step.rowsIn, joined: step.joinedIn, to: step.rowsOut)
        else {
          let words = [step.joinedIn.words, step.moves.words].filter { !$0.isEmpty }
          throw Diagnostic(
            .doesNotAddUp(chain.table, step.step), at: step.location ?? job,
            reason: "\(before ?? step.rowsIn) rows came, \(step.rowsIn) were read, "
              + words.map { "\($0), " }.joined() + "and \(step.rowsOut) are left", hint: RowBalance.fault)
        }
        before = step.rowsOut
      }
      left[chain.table] = chain.rowsOut
    }
  }

  /// Verifies that each export has all rows of its table, except those that its files leave out or show
  /// more than once.
  package func verifyExports(rows: [String: Int], job: SourceLocation) throws {
    let left = tables.reduce(into: rows) { $0[$1.table] = $1.rowsOut }
    for export in exports {
      guard left[export.table] == export.rowsIn,
        export.moves.lead(from: export.rowsIn, to: export.rowsOut)
      else {
        throw Diagnostic(
          .exportDoesNotAddUp(export), at: job,
          reason: "table '\(export.table)' has \(left[export.table] ?? 0) rows; \(export.rowsIn) were read, "
            + (export.moves.words.isEmpty ? "" : "\(export.moves.words), ")
            + "and \(export.rowsOut) were written",
          hint: RowBalance.fault)
      }
    }
  }

  package static let fault = "this is a fault of the program, not of the job; please report it"
}

extension [RowBalance.Rows] {
  /// `2 from 'later'`, or empty.
  package var words: String { map { "\($0.count) from '\($0.table)'" }.joined(separator: ", ") }
}

extension RowMoves {
  /// `12 filtered, 3 merged`, or empty.
  package var words: String {
    [
      (filtered, "filtered"), (merged, "merged"), (grouped, "grouped"), (multiplied, "multiplied"),
      (rejected, "rejected"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
  }
}

extension Diagnostic.Message {
  fileprivate static func doesNotAddUp(_ table: String, _ step: String) -> Self {
    Self(.rowBalance, "the row balance of table '\(table)' does not add up at step '\(step)'")
  }
  fileprivate static func exportDoesNotAddUp(_ export: RowBalance.Export) -> Self {
    Self(.rowBalance, "the row balance of table '\(export.table)' does not add up in export '\(export.file)'")
  }
}
