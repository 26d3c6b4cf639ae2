internal import Diagnostics
package import Tables

/// One kind of report that a service exports, whatever its layout and language.
///
/// A format is a folder beside this file and an entry in ``ReportFormats/all``.
package protocol ReportFormat: Sendable {
  static var name: InputFormat { get }

  /// The columns that every file of the format brings, in order.
  static var columns: [Field] { get }

  /// Those of its columns that hold what people typed, where `N/A` may be a name.
  static var freeTexts: Set<String> { get }

  /// The type of the columns that a file has beside those, where the format knows it; nil where they
  /// are questions of the organisers, and text.
  static var otherColumns: ColumnType? { get }

  /// Whether a file that begins like this is one of these reports.
  static func recognises(_ beginning: FileBeginning) -> Bool

  /// - Throws: a diagnostic when the file has no such table.
  init(_ file: OpenedFile, options: ReadingOptions) throws

  mutating func read() throws -> FileRows
}

extension ReportFormat {
  package static var otherColumns: ColumnType? { nil }

  /// The format's own columns, with what the job declares of them.
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

/// What reports write where there is no value.
enum NullMarkers {
  static let all: [[UInt8]] = ["--", "-", "—", "–", "NA", "N/A", "n/a"].map { Array($0.utf8) }
}
