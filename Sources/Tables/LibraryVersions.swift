internal import CZlib

/// The versions of the C libraries in use: another version can produce other bytes.
///
/// Each target adds the library that only it imports.
package enum LibraryVersions {
  /// `1.2.13`
  package static var zlib: String { unsafe String(cString: zlibVersion()) }
}
