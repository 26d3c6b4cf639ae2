internal import CXLSXWriter
package import Tables

extension LibraryVersions {
  /// `1.1.4`
  package static var libxlsxwriter: String { unsafe String(cString: lxw_version()) }
}
