internal import Diagnostics
internal import Foundation
internal import Tables

/// What a worker says about one part of a stage. It comes the way that rows come, so it comes exactly once.
struct StageReceipt: Codable {
  /// A step's account of this part.
  struct Tally: Codable {
    var rowsIn = 0
    var rowsOut = 0
    var filtered = 0
    var merged = 0
    var grouped = 0
    var multiplied = 0
    var rejected = 0
    var joinedIn: [Int] = []

    mutating func add(rowsIn: Int, _ outcome: StepOutcome) {
      var other = Tally()
      other.rowsIn = rowsIn
      other.rowsOut = outcome.table.rowCount
      other.filtered = outcome.moves.filtered
      other.merged = outcome.moves.merged
      other.grouped = outcome.moves.grouped
      other.multiplied = outcome.moves.multiplied
      other.rejected = outcome.moves.rejected
      other.joinedIn = outcome.joinedIn.map(\.count)
      add(other)
    }

    mutating func add(_ other: Tally) {
      rowsIn += other.rowsIn
      rowsOut += other.rowsOut
      filtered += other.filtered
      merged += other.merged
      grouped += other.grouped
      multiplied += other.multiplied
      rejected += other.rejected
      for (index, count) in other.joinedIn.enumerated() {
        if index == joinedIn.count { joinedIn.append(0) }
        joinedIn[index] += count
      }
    }

    var moves: RowMoves {
      RowMoves(
        filtered: filtered, merged: merged, grouped: grouped, multiplied: multiplied, rejected: rejected)
    }
  }

  /// What became of the rows of one place in the order of parts.
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

/// A diagnostic on its way from a worker.
struct StageFault: Codable {
  private let code: String
  private let text: String
  private let location: SourceLocation?
  private let reason: String?
  private let hint: String?

  init(_ fault: Diagnostic) {
    code = fault.code.rawValue
    text = fault.message.description
    location = fault.location
    reason = fault.reason
    hint = fault.hint
  }

  var diagnostic: Diagnostic {
    Diagnostic(
      .init(Diagnostic.Code(rawValue: code) ?? .fault, text), at: location, reason: reason, hint: hint)
  }
}
