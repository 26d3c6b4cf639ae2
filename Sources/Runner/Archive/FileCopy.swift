internal import CLinux
internal import Diagnostics
internal import Glibc
internal import Tables

/// Copies files in the kernel: with shared blocks if the file system supports them, otherwise without passing
/// the bytes through the program's memory.
enum FileCopy {
  static func copy(_ source: String, to target: String) throws {
    let from = unsafe open(source, O_RDONLY | O_CLOEXEC)
    guard from >= 0 else { throw Diagnostic(.cannot("open", source, .last)) }
    defer { close(from) }
    let to = unsafe open(target, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, FileModes.file)
    guard to >= 0 else { throw Diagnostic(.cannot("write", target, .last)) }
    defer { close(to) }
    // Archived files are not read again soon.
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
