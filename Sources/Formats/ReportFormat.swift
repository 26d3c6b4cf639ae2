internal import Diagnostics
package import Tables

/// A kind of report that a service exports, in all its layouts and languages.
///
/// Each format has a folder beside this file and an entry in ``ReportFormats/all``.
package protocol ReportFormat: Sendable {
  static var name: InputFormat { get }

  static var about: FormatDescription { get }

  /// The columns of every file of the format, in order.
  static var columns: [Field] { get }

  /// The columns with free text, where `N/A` may be a name.
  static var freeTexts: Set<String> { get }

  /// The type of further columns, if the format knows it; nil if they are questions of the organisers,
  /// which are text.
  static var otherColumns: ColumnType? { get }

  /// Whether a file with this beginning is such a report.
  static func recognises(_ beginning: FileBeginning) -> Bool

  /// Whether a folded header is one of the format's, in any language.
  static func isKnown(_ header: String) -> Bool

  /// - Throws: a diagnostic if the file does not have the format's table.
  init(_ file: OpenedFile, options: ReadingOptions) throws

  mutating func read() throws -> FileRows
}

extension ReportFormat {
  package static var otherColumns: ColumnType? { nil }

  package static func isKnown(_ header: String) -> Bool { false }

  /// The format's columns, with the job's declarations applied.
  static func specs(options: ReadingOptions, times: TimeSyntax) throws -> [ColumnSpec] {
    var problems = Diagnostics()
    let specs = columns.map { spec($0, options: options, times: times, &problems) }
    try problems.throwIfErrors()
    return specs
  }

  static func spec(
    _ field: Field, options: ReadingOptions, times: TimeSyntax, _ problems: inout Diagnostics
  ) -> ColumnSpec {
    var spec = ColumnSpec(field.name, field.type, source: nil, zone: options.zone)
    spec.times = times
    if !freeTexts.contains(field.name) { spec.nulls = NullMarkers.all }
    if let declaration = options.columns.first(where: { $0.name == field.name }) {
      problems.collect { try spec.apply(declaration) }
    }
    spec.isBuilt = options.neededColumns?.contains(field.name) ?? true
    return spec
  }
}

/// Markers for missing values in reports.
enum NullMarkers {
  static let all: [[UInt8]] = ["--", "-", "—", "–", "NA", "N/A", "n/a"].map { Array($0.utf8) }
}
