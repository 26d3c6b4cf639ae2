internal import Synchronization
internal import Tables

/// The XML of a sheet in pieces of whole rows, unpacked as threads ask for them.
///
/// Piece `n` has the rows that begin in the bytes from `n × size` to `(n + 1) × size`; the first also what stands
/// before the rows, the last what stands behind them. So a piece may be empty, and none depends on timing.
final class SheetPieces: Sendable {
  private struct Progress {
    let reader: ZipMemberReader
    /// Bytes that have been unpacked and are in no piece yet, and their offset in the XML.
    var rest: [UInt8] = []
    var offset = 0
    var isAtEnd = false
    /// The number of pieces that were cut, and those of them that nobody has asked for yet.
    var cut = 0
    var ready: [Int: [UInt8]] = [:]
    var failure: (any Error)?
  }

  let count: Int
  private let size: Int
  private let progress: Mutex<Progress>

  /// More than the rows of one piece, with what stands around them, ever take.
  private static let mostAhead = 16 << 20

  /// - Parameter size: of a piece, in bytes.
  init(of part: String, in archive: ZipArchive, size: Int) throws {
    guard let member = archive.member(part) else { throw NotStreamed() }
    self.size = size
    let reader = try archive.reader(of: member)
    count = member.mostBytes / size + 1
    progress = Mutex(Progress(reader: reader))
  }

  /// - Throws: a diagnostic of the archive; ``NotStreamed`` if no row begins for too long.
  func piece(_ index: Int) throws -> [UInt8] {
    try progress.withLock { progress in
      if let failure = progress.failure { throw failure }
      do {
        while progress.cut <= index {
          progress.ready[progress.cut] = try cut(&progress)
          progress.cut += 1
        }
      } catch {
        progress.failure = error
        throw error
      }
      return progress.ready.removeValue(forKey: index) ?? []
    }
  }

  private func cut(_ progress: inout Progress) throws -> [UInt8] {
    var place = max(0, (progress.cut + 1) * size - progress.offset)
    while true {
      if let row = SheetPieces.row(in: progress.rest.span, from: place) {
        var rest: [UInt8] = []
        rest.reserveCapacity(size + 2 * ZipMemberReader.pieceSize)
        rest.append(progress.rest.span, row..<progress.rest.count)
        swap(&rest, &progress.rest)
        rest.truncate(to: row)
        progress.offset += row
        return rest
      }
      if progress.isAtEnd {
        defer { progress.rest = [] }
        progress.offset += progress.rest.count
        return progress.rest
      }
      place = max(place, progress.rest.count - 4)
      if progress.rest.count > size + SheetPieces.mostAhead { throw NotStreamed() }
      progress.isAtEnd = try !progress.reader.append(to: &progress.rest)
    }
  }

  /// Where the first row from `start` on begins. In a comment it may be none; then the piece before is not well-formed.
  private static func row(in bytes: Span<UInt8>, from start: Int) -> Int? {
    var place = start
    while place + 5 <= bytes.count {
      if bytes[place] == UInt8(ascii: "<"), bytes[place + 1] == UInt8(ascii: "r"),
        bytes[place + 2] == UInt8(ascii: "o"), bytes[place + 3] == UInt8(ascii: "w"),
        [0x20, 0x09, 0x0A, 0x0D, 0x2F, 0x3E].contains(bytes[place + 4])
      {
        return place
      }
      place += 1
    }
    return nil
  }
}

/// A sheet is such that all its cells are needed at once: ``XLSXTable`` reads it in the simple way.
struct NotStreamed: Error {}
