internal import CLinux
internal import Diagnostics
internal import Glibc
internal import Tables

/// Copies of files, made by the kernel: shared where the file system can share, else without a way
/// through the program's memory.
enum FileCopy {
  static func copy(_ source: String, to target: String) throws {
    let from = unsafe open(source, O_RDONLY | O_CLOEXEC)
    guard from >= 0 else { throw Diagnostic(.cannot("open", source, .last)) }
    defer { close(from) }
    let to = unsafe open(target, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, FileModes.file)
    guard to >= 0 else { throw Diagnostic(.cannot("write", target, .last)) }
    defer { close(to) }
    // Nobody reads an archived file soon.
    var behind = WriteBehind(isForgotten: true)
    var position = 0
    while true {
      let copied = acta_copy(from, to, 4 << 20)
      if copied == 0 { return }
      if copied > 0 {
        position += copied
        behind.advance(to: position, of: to)
      } else if errno != EINTR {
        throw Diagnostic(.cannot("write", target, .last))
      }
    }
  }
}
