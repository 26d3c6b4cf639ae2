internal import Glibc
internal import Tables

/// What a folder holds. Linux's names are bytes; Foundation leaves out those that are not UTF-8.
struct FolderEntries {
  /// In the order of their bytes.
  private(set) var names: [String] = []
  /// Names that are not UTF-8, in the order of the folder.
  private(set) var misnamed: [Misnamed] = []

  struct Misnamed {
    /// With U+FFFD for what is not UTF-8, as a pattern may match it.
    let repaired: String
    /// With `\xF3` for each byte beyond ASCII, as a shell takes it between `$'` and `'`.
    let escaped: String
    let mayBeFolder: Bool
  }

  /// - Throws: the ``SystemError`` that kept it from being listed.
  init(of path: String) throws {
    guard let folder = unsafe opendir(path) else { throw SystemError.last }
    defer { unsafe closedir(folder) }
    while true {
      errno = 0
      // SAFETY: the entry, with its name that ends in NUL, is valid until the next call.
      guard let entry = unsafe readdir(folder) else {
        if errno != 0 { throw SystemError.last }
        break
      }
      let bytes = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { unsafe Array($0.prefix { $0 != 0 }) }
      if let name = String(validating: bytes, as: UTF8.self) {
        if name != ".", name != ".." { names.append(name) }
      } else {
        misnamed.append(
          Misnamed(
            repaired: String(decoding: bytes, as: UTF8.self),
            escaped: bytes.map {
              $0 < 0x80 ? String(UnicodeScalar($0)) : "\\x" + String($0, radix: 16, uppercase: true)
            }
            .joined(),
            mayBeFolder: unsafe entry.pointee.d_type != DT_REG))
      }
    }
    names.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}
