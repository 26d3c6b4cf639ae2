internal import Diagnostics
internal import Foundation
internal import Synchronization
internal import Tables

/// The rows of a table among workers, divided into parts in the order of the table.
struct SpreadRows {
  var stream: StageWork.Stream
  var parts: Int
  var rows: Int
  var bytes: Int
}

struct MadeStage {
  var rows: SpreadRows
  var tallies: [StageReceipt.Tally]
  /// By the order of the parts.
  var made: [StageReceipt.Made]
  var sent: RowSum
  /// The rows that steps could not use, in the order of the table.
  var aside: Table?
}

/// Runs stages, and proves by their receipts that no row was lost or doubled between them.
final class ClusterStages {
  private let mover: any RowMover
  let sizes: StageSizes
  /// A folder that all workers see.
  let folder: String
  let constants: RunConstants
  private var sums: [Int: RowSum] = [:]
  /// The blocks of rows that come from this process, by their stream.
  private var first: [Int: [MovedBlock]] = [:]
  private static let number = Atomic<Int>(1)

  init(_ mover: any RowMover, _ sizes: StageSizes, folder: String, _ constants: RunConstants) {
    self.mover = mover
    self.sizes = sizes
    self.folder = folder
    self.constants = constants
  }

  private static func newNumber() -> Int { number.add(1, ordering: .relaxed).oldValue }

  func newWork(
    _ main: [StageWork.Stream], _ steps: [PlannedStep], sends: Columns, _ scatter: StageWork.Scatter
  ) -> StageWork {
    StageWork(
      id: ClusterStages.newNumber(), constants: constants, main: main, steps: steps, sends: sends,
      scatter: scatter, blockBytes: sizes.block.bytes, blockRows: sizes.block.rows)
  }

  // MARK: Running

  /// - Parameter parts: the number of parts that get rows.
  /// - Throws: a diagnostic if a worker met a fault of the data, the stage could not be run, or rows were lost.
  func run(_ work: StageWork, parts: Int) throws -> MadeStage {
    try Interruption.check()
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let inputs = work.main.map(\.id) + work.others.map(\.stream.id)
    let receipts = try mover.run(
      MovedStage(
        id: work.id, work: Array(try encoder.encode(work)), inputs: inputs.filter { first[$0] == nil },
        first: inputs.flatMap { first[$0] ?? [] }, parts: parts)
    ).map { try JSONDecoder().decode(StageReceipt.self, from: Data($0)) }.sorted { $0.part < $1.part }
    if let fault = receipts.lazy.compactMap(\.fault).first { throw fault.diagnostic }
    try verify(receipts, work, inputs)
    var sent = RowSum()
    for receipt in receipts { sent.add(receipt.sent) }
    sums[work.id] = sent
    let made = receipts.flatMap(\.made).sorted { $0.home < $1.home }
    let tallies = work.steps.indices.map { index in
      receipts.reduce(into: StageReceipt.Tally()) { $0.add($1.tallies[index]) }
    }
    let fields = receipts.first { !$0.made.isEmpty }?.fields ?? []
    return MadeStage(
      rows: SpreadRows(
        stream: StageWork.Stream(id: work.id, fields: fields, order: .sent), parts: parts,
        rows: made.reduce(0) { $0 + $1.rows }, bytes: sent.bytes),
      tallies: tallies, made: made, sent: sent, aside: try aside(of: receipts))
  }

  private func verify(_ receipts: [StageReceipt], _ work: StageWork, _ inputs: [Int]) throws {
    let parts = Set(receipts.map(\.part))
    guard parts.count == receipts.count, receipts.allSatisfy({ $0.stage == work.id }) else {
      throw Diagnostic(
        .init(.rowBalance, "the rows of a part came twice"), reason: "a stage has two receipts for one part",
        hint: RowBalance.fault)
    }
    for input in inputs {
      let received = receipts.reduce(into: RowSum()) { $0.add($1.received[input] ?? RowSum()) }
      let sent = sums[input] ?? RowSum()
      guard sent == received else {
        throw Diagnostic(
          .init(.rowBalance, "rows were lost or doubled between two stages"),
          reason:
            "\(sent.rows) rows were sent in \(counted(sent.blocks, "block")), and \(received.rows) came in "
            + "\(received.blocks)", hint: "examine the cluster; the run can be repeated")
      }
    }
  }

  private func aside(of receipts: [StageReceipt]) throws -> Table? {
    let tables = try receipts.flatMap(\.aside).map { try Table(encoded: Array($0)) }
    guard let one = tables.first else { return nil }
    let all = Table.concatenating(tables, like: one.slice(0..<0))
    guard let places = all.column(named: RowPlace.column) else { return all }
    let order = RowOrder([.init(column: places, isDescending: false)])
    return all.gather(try order.sorted(rowCount: all.rowCount)).selectingVisiblePlaces
  }

  func forget(_ streams: some Sequence<Int>) {
    let streams = Array(streams)
    for stream in streams {
      first[stream] = nil
      sums[stream] = nil
    }
    mover.forget(streams)
  }

  // MARK: To the workers and back

  /// Cuts rows of this process into parts. Those that are more than a few go through files.
  func spread(_ flow: RowFlow) throws -> SpreadRows {
    let id = ClusterStages.newNumber()
    let partBytes = sizes.partitions.map { max(1, flow.bytes / $0) } ?? sizes.partition
    var sum = RowSum()
    var blocks: [MovedBlock] = []
    var waiting: [RowBlock] = []
    var parts = 0
    func end() throws {
      if waiting.isEmpty { return }
      if waiting.reduce(0, { $0 + $1.bytes.count }) <= ClusterStages.few {
        blocks += waiting.map { MovedBlock(part: parts, bytes: $0.bytes) }
      } else {
        let path = "\(folder)/rows-\(id)-\(parts)"
        try BlockFile.write(waiting, to: path)
        blocks.append(MovedBlock(part: parts, bytes: RowBlock(path: path, stream: id, home: parts).bytes))
      }
      waiting = []
      parts += 1
    }
    var bytes = 0
    func add(_ piece: Table) throws {
      let block = RowBlock(piece, stream: id, home: parts, number: waiting.count)
      sum.add(block)
      waiting.append(block)
      bytes += piece.bytes
      if bytes >= partBytes {
        try end()
        bytes = 0
      }
    }
    try flow.each(add)
    if sum.blocks == 0 { try add(flow.empty) }
    try end()
    first[id] = blocks
    sums[id] = sum
    return SpreadRows(
      stream: StageWork.Stream(id: id, fields: flow.empty.schema.fields, order: .sent), parts: parts,
      rows: sum.rows, bytes: sum.bytes)
  }

  /// So few bytes travel with the description of a stage.
  private static let few = 64 << 10

  /// The same rows in another division.
  func pass(_ rows: SpreadRows, _ scatter: StageWork.Scatter, sends: Columns, parts: Int) throws -> SpreadRows
  {
    var passed = try run(newWork([rows.stream], [], sends: sends, scatter), parts: rows.parts).rows
    passed.parts = parts
    return passed
  }

  /// The rows in order, in this process.
  func fetch(_ rows: SpreadRows, _ columns: Columns) throws -> RowFlow {
    read(try run(newWork([rows.stream], [], sends: columns, .files(folder: folder)), parts: rows.parts))
  }

  /// The rows that a stage wrote to files.
  func read(_ stage: MadeStage) -> RowFlow {
    var files = stage.made.compactMap(\.file)[...]
    var blocks: ArraySlice<RowBlock> = []
    var read = RowSum()
    return RowFlow(Table(empty: Schema(stage.rows.stream.fields)), bytes: stage.sent.bytes) {
      while blocks.isEmpty, let file = files.popFirst() {
        blocks = try BlockFile.read(file)[...]
        try? FileManager.default.removeItem(atPath: file)
      }
      if let block = blocks.popFirst() {
        read.add(block)
        return try block.table()
      }
      guard read.rows == stage.rows.rows else {
        throw Diagnostic(
          .init(.rowBalance, "rows were lost on their way from the workers"),
          reason: "\(stage.rows.rows) were sent, and \(read.rows) came", hint: "examine the shared folder")
      }
      return nil
    }
  }
}
