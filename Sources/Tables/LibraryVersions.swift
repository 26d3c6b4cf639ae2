internal import CXLSXWriter
internal import CZlib

/// The versions of the C libraries that this program runs with: another one can give other bytes.
package enum LibraryVersions {
  /// `1.2.13`
  package static var zlib: String { unsafe String(cString: zlibVersion()) }
  /// `1.1.4`
  package static var libxlsxwriter: String { unsafe String(cString: lxw_version()) }
}
