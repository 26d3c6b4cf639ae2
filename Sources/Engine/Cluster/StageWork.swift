internal import Foundation
internal import Tables

/// The work of a worker on each part of a stage.
///
///     blocks of a part ─► rows in order ─► steps, one after the other ─► blocks for the parts of the next stage
struct StageWork: Codable {
  /// Another table that a step reads.
  struct Side: Codable {
    var table: String
    var stream: Stream
  }

  /// Rows that come from another stage.
  struct Stream: Codable {
    /// The number of that stage.
    var id: Int
    /// The columns, for parts to which nothing comes.
    var fields: [Field]
    var order: Order
    /// The place of part 0 among all parts, in the order of the table.
    var firstHome = 0
  }

  enum Order: Codable, Equatable {
    /// By the parts from which they came.
    case sent
    /// By their places, which are then removed.
    case places(removed: Bool)
    /// By this step, of which each part sorted its rows.
    case sorted(PlannedStep)
  }

  enum Scatter: Codable {
    /// Rows without places stay; others go to the part that their place names.
    ///
    /// - Parameter first: the number of parts before those of rows that come from another table.
    case home(first: Int)
    /// Rows with equal keys come into one part, with their places.
    ///
    /// - Parameter widens: whether integers and numbers can be equal.
    case together(keys: [String], widens: Bool, parts: Int, place: String)
    /// All rows go to each of these parts.
    case everywhere(parts: Int)
    /// Sorted rows are cut at these keys.
    case ranges(step: PlannedStep, keys: Data, isAfterEqual: [Bool])
    /// Into files in this folder, which the receipts name.
    case files(folder: String)
  }

  /// An additional question that the receipts answer.
  enum Question: Codable {
    /// Rows for finding the ranges of a sort.
    case sample(columns: [String])
    /// The items of which the step makes columns.
    case items(PlannedStep)
  }

  var id: Int
  var constants: RunConstants
  /// The rows that the steps work on; the tables of a union are several streams.
  var main: [Stream]
  var others: [Side] = []
  /// Whether the first step is the union of the streams.
  var isUnion = false
  /// Whether the rows have places during the steps.
  var hasPlaces = false
  var steps: [PlannedStep]
  /// The items of a pivot that is among the steps.
  var items: Data?
  /// How many rows each part keeps, if the first step is a limit.
  var limits: [Int]?
  /// The columns that are sent on.
  var sends: Columns
  var scatter: Scatter
  var question: Question?
  var blockBytes: Int
  var blockRows: Int
}
