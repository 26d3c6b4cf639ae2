internal import Diagnostics
internal import Foundation
internal import Tables

/// A worker's report about one part of a stage. It comes the way that rows come, so it comes exactly once.
struct StageReceipt: Codable {
  /// A step's account of this part.
  struct Tally: Codable {
    var rowsIn = 0
    var rowsOut = 0
    var moves = RowMoves()
    var joinedIn: [Int] = []

    mutating func add(rowsIn: Int, _ outcome: StepOutcome) {
      add(
        Tally(
          rowsIn: rowsIn, rowsOut: outcome.table.rowCount, moves: outcome.moves,
          joinedIn: outcome.joinedIn.map(\.count)))
    }

    mutating func add(_ other: Tally) {
      rowsIn += other.rowsIn
      rowsOut += other.rowsOut
      moves += other.moves
      for (index, count) in other.joinedIn.enumerated() {
        if index == joinedIn.count { joinedIn.append(0) }
        joinedIn[index] += count
      }
    }
  }

  /// The fate of the rows of one place in the order of parts.
  struct Made: Codable {
    var home: Int
    var rows = 0
    var sample: Data?
    var items: Data?
    /// The file with the rows.
    var file: String?
  }

  var stage: Int
  var part: Int
  /// The rows received, by the stage from which they came.
  var received: [Int: RowSum] = [:]
  var sent = RowSum()
  var tallies: [Tally] = []
  var made: [Made] = []
  var fields: [Field] = []
  /// The rows that a step could not use.
  var aside: [Data] = []
  var fault: StageFault?
}

/// A diagnostic on its way from a worker, with the knowledge of what in it quotes values of rows.
struct StageFault: Codable {
  private let code: String
  private let text: String
  private let kept: String
  private let location: SourceLocation?
  private let reason: String?
  private let hint: String?
  private let quoting: Int

  init(_ fault: Diagnostic) {
    code = fault.code.rawValue
    text = fault.message.description
    kept = fault.message.kept
    location = fault.location
    reason = fault.reason
    hint = fault.hint
    quoting = fault.quoting.rawValue
  }

  var diagnostic: Diagnostic {
    Diagnostic(
      .init(Diagnostic.Code(rawValue: code) ?? .fault, text, kept: kept), at: location, reason: reason,
      hint: hint, quoting: Diagnostic.Parts(rawValue: quoting))
  }
}
