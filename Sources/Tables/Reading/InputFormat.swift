/// The name of a file format in job files. `ReportFormats` lists the known ones.
package struct InputFormat: Sendable, Hashable {
  package let rawValue: String

  package init(_ name: String) { rawValue = name }

  /// A plain table: one header, one record per row.
  package static let csv = InputFormat("csv")
}
