package import Diagnostics
internal import Synchronization

/// How much a packed file may unpack to, decided before memory is taken.
package struct UnpackingLimits: Sendable, Equatable {
  /// Bytes of all that is read from the file.
  package var unpacked = 2_000_000_000
  /// Unpacked bytes for each packed byte, of files that unpack to more than ``smallSize``.
  package var ratio = 200
  /// Bytes of one cell; of files that are not packed, too.
  package var cell = 64_000_000
  /// Whether the format takes no more than ``unpacked``, whatever the job says.
  package private(set) var isOfFormat = false

  /// Up to this size a high ratio does no harm.
  package static let smallSize = 16 << 20

  package init() {}

  /// For files that Acta has packed itself.
  package static let none = {
    var limits = UnpackingLimits()
    limits.unpacked = .max
    limits.ratio = .max
    limits.cell = .max
    return limits
  }()

  /// The limits of a format of which at most so many bytes are read.
  package func within(_ most: Int) -> UnpackingLimits {
    var limits = self
    if most < unpacked { (limits.unpacked, limits.isOfFormat) = (most, true) }
    return limits
  }

  /// The most bytes to which a file of this many bytes may unpack.
  package func most(ofPacked packed: Int) -> Int {
    let (product, overflow) = max(1, packed).multipliedReportingOverflow(by: ratio)
    return min(unpacked, max(overflow ? .max : product, UnpackingLimits.smallSize))
  }

  /// Whether the beginning of a file unpacks to so much that the whole will probably be refused: then nothing is kept
  /// before all of it has been counted.
  func isSuspect(_ unpacked: Int, ofPacked packed: Int) -> Bool { unpacked > most(ofPacked: packed) }

  /// Counts texts that rows share before each row gets a copy.
  ///
  /// - Parameters:
  ///   - copied: the bytes of all copies together.
  ///   - packed: the size of the file, in bytes.
  /// - Throws: a diagnostic beyond a limit.
  package func allow(copied: Int, ofPacked packed: Int, _ message: Diagnostic.Message) throws {
    var watch = UnpackingWatch(self, packed: packed, message)
    try watch.take(copied)
  }

  /// `64 MB`, or the exact count if it is not a round one.
  package static func words(_ bytes: Int) -> String {
    for (unit, size) in [("TB", 1_000_000_000_000), ("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1_000)]
    where bytes % size == 0 && bytes > 0 {
      return "\(bytes / size) \(unit)"
    }
    return "\(bytes) bytes"
  }
}

/// Counts what is unpacked of a file, and stops at its limits.
package struct UnpackingWatch {
  private let limits: UnpackingLimits
  private let most: Int
  private let message: Diagnostic.Message
  package private(set) var count = 0

  /// - Parameters:
  ///   - packed: the size of what is unpacked, in bytes.
  ///   - message: the message of the errors.
  package init(_ limits: UnpackingLimits, packed: Int, _ message: Diagnostic.Message) {
    self.limits = limits
    most = limits.most(ofPacked: packed)
    self.message = message
  }

  /// Counts unpacked bytes. Called before they are kept.
  /// - Throws: a diagnostic beyond a limit; ``Interrupted`` after a request.
  package mutating func take(_ bytes: Int) throws {
    try Interruption.check()
    count += bytes
    if count <= most { return }
    if count > limits.unpacked {
      throw Diagnostic(
        message, reason: "it unpacks to more than \(UnpackingLimits.words(limits.unpacked))",
        hint: limits.isOfFormat
          ? "divide it into several files, or save it as CSV, which may have any size"
          : "export fewer rows or columns, or give the input a higher limit:  limits: {unpacked: …}")
    }
    throw Diagnostic(
      message, reason: "it unpacks to more than \(limits.ratio) times its size, as files made to do harm do",
      hint: "if the file is what it should be, give the input a higher limit:  limits: {ratio: …}")
  }
}

/// Counts what is unpacked of all members of an archive together.
package final class ArchiveWatch: Sendable {
  private let watch: Mutex<UnpackingWatch>

  /// - Parameter packed: the size of the file on disk, however many times it is packed.
  package init(_ limits: UnpackingLimits, packed: Int, _ message: Diagnostic.Message) {
    watch = Mutex(UnpackingWatch(limits, packed: packed, message))
  }

  /// The bytes that were counted.
  package var count: Int { watch.withLock { $0.count } }

  /// Counts unpacked bytes; see ``UnpackingWatch/take(_:)``.
  package func take(_ bytes: Int) throws { try watch.withLock { try $0.take(bytes) } }
}
