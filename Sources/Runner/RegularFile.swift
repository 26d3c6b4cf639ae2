package import Foundation
internal import Tables

extension FileManager {
  /// The bytes of a regular file. Nil for anything else: a FIFO or a device that somebody has put in the place of a
  /// file would keep a night waiting without end.
  package func bytes(ofFile path: String) -> Data? {
    FileStamp(path: path) == nil ? nil : contents(atPath: path)
  }

  /// The bytes of a file, or of all files below a folder.
  func size(below path: String) -> Int {
    let files = enumerator(atPath: path)?.allObjects.compactMap { $0 as? String } ?? []
    return files.reduce(FileStamp(path: path)?.bytes ?? 0) {
      $0 + (FileStamp(path: "\(path)/\($1)")?.bytes ?? 0)
    }
  }
}
