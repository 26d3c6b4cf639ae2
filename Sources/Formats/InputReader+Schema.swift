internal import Diagnostics
package import Tables

extension InputReader {
  /// The columns of CSV files, from their headers and declared types. Nil if the headers are not enough:
  /// for other formats, and for files that cannot be read as declared, which is reported when they are
  /// read.
  package static func headerSchema(of files: [FileRecognition], options: ReadingOptions) -> Schema? {
    var schema = Schema()
    for file in files {
      guard let layout = file.layout,
        let matching = try? HeaderMatching(
          header: layout.header, location: SourceLocation(file: file.name, line: max(1, layout.headerLine)),
          options: options)
      else { return nil }
      for plan in matching.plans { schema.set(Field(plan.name, plan.type)) }
    }
    return schema
  }

  /// The known columns of an input before any file is read.
  package static func schema(for options: ReadingOptions) -> Schema {
    let format = options.format.flatMap(ReportFormats.named)
    var schema = Schema(format?.columns ?? [])
    for column in options.columns {
      let type = schema.field(named: column.name)?.type ?? format?.otherColumns ?? .text
      schema.set(Field(column.name, column.type ?? type))
    }
    schema.undeclared = format?.otherColumns ?? (options.undeclared == .keep ? .text : nil)
    return schema
  }
}
