internal import Diagnostics
internal import Foundation
internal import Tables

/// A file of blocks, each behind its size, in a folder that all workers see.
enum BlockFile {
  static func write(_ blocks: [RowBlock], to path: String) throws {
    var file = try OutputFile(creating: path, isReadAgain: true)
    for block in blocks { try append(block, to: &file) }
    try file.finish()
  }

  static func append(_ block: RowBlock, to file: inout OutputFile) throws {
    var size = ByteWriter()
    size.append(Int64(block.bytes.count))
    try file.write(size.bytes.span)
    try file.write(block.bytes.span)
  }

  /// - Throws: a diagnostic if the file cannot be read, or is not what was written.
  static func read(_ path: String) throws -> [RowBlock] {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Diagnostic(
        .init(.cannotRead, "cannot read '\(path)'"),
        reason: "a worker does not see the folder that is shared with it",
        hint: "set  engine: spark: shared  in acta.yaml to a folder that all machines see under this path")
    }
    var reader = ByteReader(Array(data))
    var blocks: [RowBlock] = []
    while !reader.isAtEnd { blocks.append(try RowBlock(try reader.counted())) }
    return blocks
  }
}
