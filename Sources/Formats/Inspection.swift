package import Diagnostics
package import Tables

/// The result of inspecting a file.
package struct Inspection: Sendable {
  package struct InspectedColumn: Sendable, Equatable {
    /// The header in the file; empty if it has none.
    package var header: String
    /// The name of the column in the result.
    package var name: String
    package var type: ColumnType
    /// The pattern of dates that are not ISO 8601.
    package var format: String?
    /// The patterns of the other files of an input, to be tried after ``format``.
    package var otherFormats: [String] = []
    /// `.` or `,` if numbers have a mark that matters.
    package var decimal: UInt8?
    /// Null markers found.
    package var nulls: [String]
    /// The number of rows without a value.
    package var empty: Int
    /// The first few distinct values.
    package var examples: [String]
    /// The reason why digits stay text, or the uncertain choice that was made.
    package var note: String?
    /// A way to read the values of a text column as more than texts.
    package var proposal: Proposal?
    /// The type that most values of a text column have, with the others: `date, but 2 of 422: 'ayer', 'hoy'`.
    package var majority: String?
  }

  package enum LineEnds: String, Sendable {
    case lineFeed = "LF"
    case carriageReturnLineFeed = "CRLF"
    case carriageReturn = "CR"
    case mixed
  }

  /// The name in messages: `Inputs/zoom/a.csv`.
  package var file: String
  package var report: FileReport
  /// How the file is packed: `gzip`, `zip`; nil if it is not.
  package var packing: String?
  package var hasByteOrderMark: Bool
  /// The file begins with `sep=;` or the like.
  package var hasSeparatorLine: Bool
  /// 1-based row of the header, 0 for none; nil in formats with several headers.
  package var headerRow: Int?
  /// Nil for a file that is not text.
  package var lineEnds: LineEnds?
  package var columns: [InspectedColumn]
  /// Rows that cannot be read as a table; see ``ReadingResult/rejectSchema``.
  package var rejects: Table

  /// Whether a job that declares the columns must take rows with fewer fields, or with empty ones behind the last.
  package var needsPadding = false
  /// Whether most rows go on with values behind the header: no declaration of columns reads them.
  package var goesOnBehindHeader = false

  /// Warnings, such as an ambiguous date order.
  package var warnings: [Diagnostic]
  /// A pattern that means this file and others like it.
  package var pattern: String?
  /// The options with which the file was read.
  package var options = DelimitedOptions()

  /// Declarations that read the file with the inferred types. Columns with a repeated or missing header
  /// have none, because no declaration can name them.
  package var declarations: [InputColumn] {
    if report.format != .csv { return [] }
    return declarable.map { column in
      var declaration = InputColumn(column.name, column.type)
      declaration.headers = [column.header]
      declaration.formats = column.format.map { [$0] } ?? []
      declaration.decimal = column.decimal
      declaration.nulls = column.nulls
      return declaration
    }
  }

  private var declarable: [InspectedColumn] {
    var seen = Set<String>()
    return columns.filter { !$0.header.isEmpty && seen.insert(HeaderMatching.key($0.header)).inserted }
  }
}

extension Inspection {
  /// The `inputs:` entry of a job that reads the file in this way.
  package func snippet(name: String) -> String {
    let place = pattern.map { "files: \(Inspection.quoted($0))" } ?? "file: \(Inspection.yaml(path))"
    var lines = ["inputs:", "  \(Inspection.yaml(name)):", "    \(place)"]
    lines.append("    format: \(report.format.rawValue)")
    if let encoding = report.encoding {
      lines.append("    encoding: \(hasByteOrderMark && isWide ? "utf-16" : encoding.rawValue)")
    }
    lines += shape.map { "    \($0.key): \($0.yaml)" }
    if report.format != .csv && report.sheet == nil { return lines.joined(separator: "\n") + "\n" }
    let columns = goesOnBehindHeader ? [] : declarable
    if !columns.isEmpty { lines.append("    columns:") }
    var taken = UniqueNames()
    for column in columns {
      // Names that rules about rows use stay as they are.
      let isNamed =
        options.fillDown.contains(column.name) || options.until?.text.contains(column.name) ?? false
      let identifier =
        isNamed
        ? HeaderMatching.free(column.name, &taken)
        : HeaderMatching.free(Inspection.identifier(column.name), &taken).replacing(" ", with: "_")
      var parts: [String] = []
      if column.header != identifier { parts.append("header: \(Inspection.yaml(column.header))") }
      parts.append("type: \((column.proposal?.type ?? column.type).rawValue)")
      if let format = column.format {
        let all = ([format] + column.otherFormats).map(Inspection.quoted)
        parts.append("format: \(all.count == 1 ? all[0] : "[\(all.joined(separator: ", "))]")")
      }
      if let format = column.proposal?.format { parts.append("format: \(format)") }
      if let decimal = column.decimal ?? column.proposal?.decimal {
        parts.append("decimal: \"\(UnicodeScalar(decimal))\"")
      }
      if !column.nulls.isEmpty {
        parts.append("nulls: [\(column.nulls.map(Inspection.quoted).joined(separator: ", "))]")
      }
      if let values = column.proposal?.values, !values.isEmpty {
        let entries = values.map { "\(Inspection.quoted($0.text)): \(Inspection.quoted($0.meaning))" }
        parts.append("values: {\(entries.joined(separator: ", "))}")
      }
      let remark = column.majority.map { "  # \($0)" } ?? ""
      lines.append("      \(Inspection.yaml(identifier)): {\(parts.joined(separator: ", "))}\(remark)")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The path below `Inputs/`, as far as that is known.
  var path: String {
    guard let folder = file.ranges(of: "Inputs/").last else { return file }
    let isFolder = folder.lowerBound == file.startIndex || file[..<folder.lowerBound].hasSuffix("/")
    return isFolder ? String(file[folder.upperBound...]) : file
  }

  private var isWide: Bool {
    report.encoding == .utf16LittleEndian || report.encoding == .utf16BigEndian
  }

  /// A name that needs no quotes in expressions: `fecha_de_registro` for `Fecha de registro`.
  private static func identifier(_ header: String) -> String {
    let words = folded(header).unicodeScalars.split { scalar in
      !(scalar.isASCII && (scalar.properties.isAlphabetic || (48...57).contains(scalar.value)))
    }
    let name = words.map { String($0) }.joined(separator: "_")
    if name.isEmpty { return "column" }
    return (48...57).contains(name.utf8.first!) || reserved.contains(name) ? "column_" + name : name
  }

  /// Words with a meaning in YAML or in expressions.
  private static let reserved: Set<String> = [
    "true", "false", "null", "yes", "no", "on", "off", "and", "or", "not", "in", "is", "y", "n",
  ]

  /// Plain if YAML allows it, else in double quotes.
  static func yaml(_ text: String) -> String {
    let isPlain =
      !text.isEmpty && !reserved.contains(text.lowercased())
      && text.unicodeScalars.allSatisfy {
        $0.properties.isAlphabetic || (48...57).contains($0.value) || " _-./()".unicodeScalars.contains($0)
      }
      && text.unicodeScalars.first!.properties.isAlphabetic && text.last != " "
    return isPlain ? text : quoted(text)
  }

  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where scalar.value < 0x20 || (0x7F...0xA0).contains(scalar.value):
        let digits = String(scalar.value, radix: 16)
        result += "\\x" + (digits.count == 1 ? "0" : "") + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
