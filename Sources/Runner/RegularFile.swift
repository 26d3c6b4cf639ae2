package import Foundation
internal import Tables

extension FileManager {
  /// The bytes of a regular file. Nil for anything else: a FIFO or a device that somebody has put in the place of a
  /// file would keep a night waiting without end.
  package func bytes(ofFile path: String) -> Data? {
    FileStamp(path: path) == nil ? nil : contents(atPath: path)
  }
}
