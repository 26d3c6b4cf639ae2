internal import Ledger
internal import Tables

/// Which program and libraries this is: other versions can give other bytes.
enum VersionExamination {
  static func findings() -> [Finding] {
    [
      Finding(
        "versions", .good,
        "acta \(Version.text), libxlsxwriter \(LibraryVersions.libxlsxwriter), zlib \(LibraryVersions.zlib), "
          + "SQLite \(Ledger.libraryVersion)")
    ]
  }
}
