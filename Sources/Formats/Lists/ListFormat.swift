internal import Diagnostics
internal import Tables

/// A report that is a list under a header, which is known by the words of its headers in every language.
///
/// Its columns are those of the format, in order, then the declared ones, then the file's others under their own
/// headers.
protocol ListFormat: ReportFormat {
  static var words: ListWords { get }

  /// The columns that make the report worth reading. A file that lacks one says which headers have no place.
  static var essential: [String] { get }

  /// The lists of a file; nil if it has none.
  /// - Parameter isDeclared: whether the job says that it is this format, so that a header in an unknown language
  ///   is a header, too.
  static func layout(_ list: inout RecordList, isDeclared: Bool) -> ListLayout?

  /// Whether these are the headers of such a list.
  static func isHeader(_ names: [String], _ keys: [String]) -> Bool

  /// The text that is read for a value, if it is another one; nil for the value as it is.
  static func value(_ text: String, of column: Field, day: String?) -> String?

  /// Whether ``value(_:of:day:)`` may change values of a column other than `="…"`.
  static func mayChange(_ column: Field) -> Bool

  /// Whether ``value(_:of:day:)`` surely gives nil for a trimmed value that is not `="…"`; for most values, and without a
  /// String.
  static func isPlain(_ bytes: Span<UInt8>, _ value: ByteRange, of column: Field, day: String?) -> Bool

  init(reader: ListReader)
  var reader: ListReader { get set }
}

extension ListFormat {
  static var freeTexts: Set<String> {
    ["session", "name", "first_name", "last_name", "organisation", "position"]
  }

  static func recognises(_ beginning: FileBeginning) -> Bool {
    beginning.candidates.contains { $0.width > 1 && isHeader($0.names, $0.keys) }
  }

  static func isKnown(_ header: String) -> Bool { words.column(header) != nil }

  static func layout(_ list: inout RecordList, isDeclared: Bool) -> ListLayout? {
    ListLayout(list, isDeclared: isDeclared, isHeader: isHeader)
  }

  static func value(_ text: String, of column: Field, day: String?) -> String? {
    ListValue.plain(text, of: column, day: day)
  }

  static func mayChange(_ column: Field) -> Bool { column.type != .text }

  static func isPlain(_ bytes: Span<UInt8>, _ value: ByteRange, of column: Field, day: String?) -> Bool {
    ListValue.isPlain(bytes, value, of: column, day: day)
  }

  init(_ file: OpenedFile, options: ReadingOptions) throws {
    let report = try ReportText(file, options: options)
    var list = try report.records()
    guard let layout = Self.layout(&list, isDeclared: options.format == Self.name) else {
      throw report.lacking(
        .noList(file.name, Self.name), list,
        hint: "if it is not a \(Self.name.rawValue) file, declare its  format:")
    }
    self.init(reader: ListReader(report: report, list: list, layout: layout, options: options))
  }

  mutating func read() throws -> FileRows { try reader.read(Self.self) }
}

/// A report whose first line may be its title.
protocol TitledListFormat: ListFormat {
  /// The titles in every language, folded.
  static var titles: Set<String> { get }
}

extension TitledListFormat {
  static func recognises(_ beginning: FileBeginning) -> Bool {
    guard let first = beginning.candidates.first else { return false }
    return first.width <= 2 && titles.contains(first.keys.first ?? "")
      || beginning.candidates.contains { $0.width > 1 && isHeader($0.names, $0.keys) }
  }
}

extension Diagnostic.Message {
  fileprivate static func noList(_ file: String, _ format: InputFormat) -> Self {
    Self(.noHeader, "'\(file)' has no list as in \(format.rawValue) files")
  }
}
