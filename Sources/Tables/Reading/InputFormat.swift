/// The name of a kind of file, as job files have it. `ReportFormats` lists those that are known.
package struct InputFormat: Sendable, Hashable {
  package let rawValue: String

  package init(_ name: String) { rawValue = name }

  /// A plain table: one header, one record a row.
  package static let csv = InputFormat("csv")
}
