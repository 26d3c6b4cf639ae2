internal import Diagnostics

/// A stream of a library that unpacks piece by piece.
protocol PackedStream: AnyObject {
  /// As in `cannot unpack 'a.csv.xz' as xz`.
  static var kind: String { get }

  /// - Parameter input: the rest of the file.
  /// - Returns: how much of the input was used, how much output was made, and whether the file ended there.
  /// - Throws: ``StreamFault``
  func step(
    _ input: UnsafeBufferPointer<UInt8>, _ output: UnsafeMutableBufferPointer<UInt8>
  ) throws(StreamFault) -> (used: Int, made: Int, isEnd: Bool)
}

/// Why a library does not go on.
struct StreamFault: Error {
  let reason: String
  var hint = "fetch the file again"
}

/// Unpacks files in memory within their limits, by one of the libraries.
enum Unpacking {
  private static let pieceSize = 1 << 18

  /// - Parameter enough: the number of bytes after which unpacking may stop.
  static func bytes<Stream: PackedStream>(
    _ stream: @autoclosure () -> Stream, _ packed: [UInt8], _ name: String, _ limits: UnpackingLimits,
    enough: Int
  ) throws -> [UInt8] {
    let isShort = enough != .max
    if let result = try kept(stream(), packed, name, limits, enough: enough, isCounted: isShort) {
      return result
    }
    return try kept(stream(), packed, name, limits, enough: enough, isCounted: true) ?? []
  }

  /// - Parameter isCounted: whether all of it is known to be within the limits, or little is wanted.
  /// - Returns: nil if so much came of the beginning that all was only counted; it is within the limits.
  private static func kept<Stream: PackedStream>(
    _ stream: Stream, _ packed: [UInt8], _ name: String, _ limits: UnpackingLimits, enough: Int,
    isCounted: Bool
  ) throws -> [UInt8]? {
    let message = Diagnostic.Message(.cannotRead, "cannot unpack '\(name)' as \(Stream.kind)")
    var watch = UnpackingWatch(limits, packed: packed.count, message)
    var result: [UInt8] = []
    result.reserveCapacity(min(packed.count * 2, limits.most(ofPacked: packed.count), enough))
    var position = 0
    var isSuspect = false
    while result.count < enough {
      var step: (used: Int, made: Int, isEnd: Bool) = (0, 0, false)
      var fault: StreamFault?
      let piece = [UInt8](capacity: pieceSize) { output in
        // SAFETY: the library reads the rest of `packed` and writes at most the room there is; what counts as
        // filled is what it says it wrote.
        unsafe packed.withUnsafeBufferPointer { input in
          unsafe output.withUnsafeMutableBufferPointer { buffer, filled in
            do throws(StreamFault) {
              step = unsafe try stream.step(UnsafeBufferPointer(rebasing: input[position...]), buffer)
              filled = step.made
            } catch { fault = error }
          }
        }
      }
      if let fault {
        throw Diagnostic(
          message, reason: "\(fault.reason), near byte \(position)", hint: fault.hint)
      }
      position += step.used
      try watch.take(piece.count)
      if !isCounted, !isSuspect, limits.isSuspect(watch.count, ofPacked: position) {
        isSuspect = true
        result = []
      }
      if !isSuspect { result.append(contentsOf: piece) }
      if step.isEnd { return isSuspect ? nil : result }
      if step.used == 0 && step.made == 0 {
        throw Diagnostic(
          message, reason: "it ends too early, after \(counted(position, "byte"))",
          hint: "let the program that writes it finish, or fetch it again")
      }
    }
    return result
  }
}
