internal import Glibc

/// An error code of the operating system, with its message.
package struct SystemError: Error, Sendable, Equatable {
  package let code: Int32

  package init(_ code: Int32) { self.code = code }

  /// The error of the last failed system call on this thread.
  package static var last: SystemError { SystemError(errno) }

  /// `no space left on device`
  package var message: String {
    // SAFETY: the text is copied before another call can change it.
    let text = unsafe String(cString: strerror(code))
    return text.prefix(1).lowercased() + text.dropFirst()
  }

  /// The advice that goes with it, if there is any.
  package var hint: String? {
    switch code {
    case ENOSPC, EDQUOT: "free some space on the disk and run again"
    case EACCES, EPERM, EROFS: "give the user that runs Acta permission to write there"
    case ENOENT: "create the folder first"
    default: nil
    }
  }
}
