internal import CZlib

/// The versions of the C libraries that the running program uses: another version can give other bytes.
///
/// Each target adds the library that it alone imports.
package enum LibraryVersions {
  /// `1.2.13`
  package static var zlib: String { unsafe String(cString: zlibVersion()) }
}
