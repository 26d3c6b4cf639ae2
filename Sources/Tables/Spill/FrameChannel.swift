internal import Diagnostics
internal import Glibc

/// Numbered pieces of bytes between two processes, through pipes or a socket.
///
///     number (8 bytes), size (8 bytes), bytes; …
package struct FrameChannel: Sendable {
  private let input: Int32
  private let output: Int32
  private let look: (@Sendable () throws -> Void)?

  /// - Parameters:
  ///   - input: a descriptor to read from.
  ///   - output: a descriptor to write to.
  ///   - look: called again and again while the other process does not answer; what it throws ends the waiting. Then the
  ///     descriptors must not block.
  package init(input: Int32, output: Int32, look: (@Sendable () throws -> Void)? = nil) {
    self.input = input
    self.output = output
    self.look = look
  }

  package func write(_ number: Int, _ bytes: [UInt8]) throws {
    var head = ByteWriter()
    head.append(Int64(number))
    head.append(Int64(bytes.count))
    try write(head.bytes)
    try write(bytes)
  }

  /// Nil at the end of the input.
  ///
  /// - Throws: a diagnostic if the input is not made of frames, or ends inside one.
  package func read() throws -> (number: Int, bytes: [UInt8])? {
    let head = try read(16)
    if head.isEmpty { return nil }
    guard head.count == 16 else { throw ByteReader.cutOff }
    var reader = ByteReader(head)
    let number = Int(try reader.number(Int64.self))
    let size = Int(try reader.number(Int64.self))
    // Parts are numbered from 0; -1 and -2 are marks.
    guard size >= 0, (-2...Int(Int32.max)).contains(number) else { throw Diagnostic(.noFrames) }
    let bytes = try read(size)
    guard bytes.count == size else { throw Diagnostic(.cutOff(size, after: bytes.count)) }
    return (number, bytes)
  }

  /// A damaged stream can announce any size, so memory is taken for what has come, not for what shall come.
  private static let firstBytes = 8 << 20

  /// - Returns: fewer bytes if the input ends.
  private func read(_ count: Int) throws -> [UInt8] {
    var bytes = try piece(min(count, FrameChannel.firstBytes))
    while bytes.count < count {
      let more = try piece(min(count - bytes.count, bytes.count))
      if more.isEmpty { break }
      bytes += more
    }
    return bytes
  }

  private func piece(_ count: Int) throws -> [UInt8] {
    // SAFETY: the system writes into the buffer, of which only what it has filled is used.
    try unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let got = unsafe Glibc.read(input, buffer.baseAddress! + filled, count - filled)
        if got < 0 && errno == EINTR { continue }
        if got < 0 && errno == EAGAIN {
          try wait(for: POLLIN, input)
          continue
        }
        if got < 0 { throw Diagnostic(.lost, reason: SystemError.last.message) }
        if got == 0 { break }
        filled += got
      }
    }
  }

  private func wait(for event: Int32, _ descriptor: Int32) throws {
    var waiting = pollfd(fd: descriptor, events: Int16(event), revents: 0)
    // SAFETY: one descriptor, for the time of the call.
    if unsafe poll(&waiting, 1, 200) == 0 { try look?() }
  }

  private func write(_ bytes: [UInt8]) throws {
    var done = 0
    while done < bytes.count {
      // SAFETY: the system reads the bytes after `done` of an array that outlives the call.
      let written = unsafe bytes.withUnsafeBytes {
        unsafe Glibc.write(output, $0.baseAddress! + done, bytes.count - done)
      }
      if written < 0 && errno == EINTR { continue }
      if written < 0 && errno == EAGAIN {
        try wait(for: POLLOUT, output)
        continue
      }
      if written < 0 { throw Diagnostic(.lost, reason: SystemError.last.message) }
      done += written
    }
  }
}

extension Diagnostic.Message {
  fileprivate static var lost: Self { Self(.cannotRead, "another process does not answer") }

  fileprivate static var noFrames: Self {
    Self(.cannotRead, "what comes from another process is no blocks of rows")
  }

  fileprivate static func cutOff(_ size: Int, after count: Int) -> Self {
    Self(.cannotRead, "a block of \(size) bytes from another process ends after \(count)")
  }
}
