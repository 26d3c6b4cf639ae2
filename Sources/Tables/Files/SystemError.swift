internal import Foundation
internal import Glibc

/// An error code of the operating system, with its message.
package struct SystemError: Error, Sendable, Equatable {
  package let code: Int32

  package init(_ code: Int32) { self.code = code }

  /// The system's error behind one of Foundation's, whose own texts are for a window, not for a terminal.
  package init(_ error: any Error) {
    let causes = sequence(first: error as NSError) { $0.userInfo[NSUnderlyingErrorKey] as? NSError }
    if let cause = causes.first(where: { $0.domain == NSPOSIXErrorDomain }) {
      self.init(Int32(cause.code))
      return
    }
    switch (error as? CocoaError)?.code {
    case .fileNoSuchFile, .fileReadNoSuchFile: self.init(ENOENT)
    case .fileReadNoPermission, .fileWriteNoPermission: self.init(EACCES)
    case .fileWriteFileExists: self.init(EEXIST)
    case .fileWriteOutOfSpace: self.init(ENOSPC)
    case .fileWriteVolumeReadOnly: self.init(EROFS)
    default: self.init(EIO)
    }
  }

  /// The error of the last failed system call on this thread.
  package static var last: SystemError { SystemError(errno) }

  /// `no space left on device`
  package var message: String {
    // The system's own words are "too many levels of symbolic links".
    if code == ELOOP { return "it is a link" }
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
    case ELOOP: "remove the link: Acta writes only to files of its own"
    default: nil
    }
  }
}
