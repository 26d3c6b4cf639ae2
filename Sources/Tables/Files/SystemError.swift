internal import Glibc

/// An error code of the operating system, as people read it.
package struct SystemError: Error, Sendable, Equatable {
  package let code: Int32

  package init(_ code: Int32) { self.code = code }

  /// The error of the system call that failed last on this thread.
  package static var last: SystemError { SystemError(errno) }

  /// `no space left on device`
  package var message: String {
    // SAFETY: the text is copied before another call can change it.
    let text = unsafe String(cString: strerror(code))
    return text.prefix(1).lowercased() + text.dropFirst()
  }

  /// What to do about it, where that is plain.
  package var hint: String? {
    switch code {
    case ENOSPC, EDQUOT: "make room on the disk and run again"
    case EACCES, EPERM, EROFS: "let the user that runs Acta write there"
    case ENOENT: "make the folder first"
    default: nil
    }
  }
}
