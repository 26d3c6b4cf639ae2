package import Diagnostics
internal import Foundation
package import Glibc

/// Writes files atomically: each is written beside its final path under a hidden name, then renamed.
package enum AtomicFile {
  /// The temporary path: `a/.b.csv.partial` for `a/b.csv`. A killed process may leave it behind.
  package static func partial(of path: String) -> String {
    let folder = path.parentFolder
    return
      "\(folder)\(folder.isEmpty || folder.hasSuffix("/") ? "" : "/").\((path as NSString).lastPathComponent).partial"
  }

  package static func isPartial(_ name: String) -> Bool { name.hasPrefix(".") && name.hasSuffix(".partial") }

  /// A temporary path that no other process has: `a/.b.csv.~4f81c2d0.partial` for `a/b.csv`.
  private static func ownPartial(of path: String) -> String {
    let digits = String(UInt32.random(in: .min ... .max), radix: 16)
    let marked = path + ownMark + String(repeating: "0", count: ownDigits - digits.count) + digits
    return partial(of: marked)
  }

  private static let ownMark = ".~"
  private static let ownDigits = 8

  /// The final path of a temporary one; other paths as they are.
  static func final(of path: String) -> String {
    let name = (path as NSString).lastPathComponent
    guard isPartial(name) else { return path }
    var final = name.dropFirst().dropLast(".partial".count)
    if final.dropLast(ownDigits).hasSuffix(ownMark), final.suffix(ownDigits).allSatisfy(\.isHexDigit) {
      final = final.dropLast(ownDigits + ownMark.count)
    }
    return path.dropLast(name.count) + String(final)
  }

  /// Creates a file, or replaces an existing one.
  ///
  /// - Parameters:
  ///   - mode: the permissions, whatever the umask; nil leaves them to `make`.
  ///   - amongOthers: whether another process may write the same file meanwhile: then the temporary file is this one's own, and
  ///     one that a killed process leaves behind stays.
  ///   - make: writes the file at the path that it receives.
  /// - Throws: the error of `make`, or a diagnostic. The temporary file is then removed.
  package static func replace(
    _ path: String, mode: mode_t? = nil, amongOthers: Bool = false, _ make: (String) throws -> Void
  ) throws {
    let partial = amongOthers ? ownPartial(of: path) : partial(of: path)
    do {
      try make(partial)
      if let mode, unsafe chmod(partial, mode) != 0 {
        throw Diagnostic(.cannot("set the mode of", path, .last))
      }
      guard unsafe rename(partial, path) == 0 else { throw Diagnostic(.cannot("write", path, .last)) }
    } catch {
      unsafe unlink(partial)
      throw error
    }
  }

  package static func write(_ bytes: [UInt8], to path: String, mode: mode_t? = nil) throws {
    try replace(path, mode: mode) { try WholeFile.write(bytes, to: $0) }
  }
}

extension Diagnostic.Message {
  /// `cannot write 'a.csv': no space left on device`
  package static func cannot(_ verb: String, _ path: String, _ error: SystemError) -> Self {
    Self(.cannotWrite, "cannot \(verb) '\(path)': \(error.message)")
  }
}
