internal import Glibc

enum FreeDisk {
  /// The bytes that this user may still write; nil if the system does not tell them.
  static func bytes(at path: String) -> Int? {
    var status = statvfs()
    // SAFETY: `status` is a complete structure, which the system fills.
    guard unsafe statvfs(path, &status) == 0 else { return nil }
    return Int(status.f_bavail) * Int(status.f_frsize)
  }
}
