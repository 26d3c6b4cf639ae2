package import Tables

extension StageWorker {
  /// Reads the description of a stage and the blocks of its parts, to the end, and writes what comes of each part.
  ///
  /// - Throws: a diagnostic if the description is not of this version, or the channel is broken.
  package static func serve(_ channel: FrameChannel) throws {
    guard let work = try channel.read() else { return }
    let worker = try StageWorker(work: work.bytes)
    var parts: [Int: [[UInt8]]] = [:]
    while let frame = try channel.read() { parts[frame.number, default: []].append(frame.bytes) }
    for part in parts.keys.sorted() {
      try worker.run(part: part, parts.removeValue(forKey: part)!) { block in
        try channel.write(block.part, block.bytes)
      }
    }
    // Without this, what came before has been cut off.
    try channel.write(-2, [])
  }
}
