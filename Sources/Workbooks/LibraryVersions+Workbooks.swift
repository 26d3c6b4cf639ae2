internal import CXLSXWriter
package import Tables

extension LibraryVersions {
  /// `1.1.4`
  // SAFETY: the library's version is a constant string.
  package static var libxlsxwriter: String { unsafe String(cString: lxw_version()) }

  /// Whether workbooks can be written with this version.
  package static var isLibxlsxwriterKnown: Bool { Splice.knownVersions.contains(libxlsxwriter) }
}
