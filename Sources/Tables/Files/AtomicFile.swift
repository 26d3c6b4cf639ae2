package import Diagnostics
internal import Foundation
package import Glibc

/// Files that appear whole or not at all: each is made beside its place, under a hidden name, and then
/// renamed.
package enum AtomicFile {
  /// Where a file is made: `a/b.csv` as `a/.b.csv.partial`. A process that was killed may leave it behind.
  package static func partial(of path: String) -> String {
    let path = path as NSString
    let folder = path.deletingLastPathComponent
    return "\(folder)\(folder.isEmpty || folder.hasSuffix("/") ? "" : "/").\(path.lastPathComponent).partial"
  }

  /// Makes a file, or replaces the one that is there.
  ///
  /// - Parameters:
  ///   - mode: who may read it, whatever the umask; nil leaves that to `make`.
  ///   - make: makes the file under the path that it is given.
  /// - Throws: what `make` throws, or a diagnostic; then nothing is left of the new file.
  package static func replace(_ path: String, mode: mode_t? = nil, _ make: (String) throws -> Void) throws {
    let partial = partial(of: path)
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
