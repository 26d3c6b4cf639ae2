package import Diagnostics
package import Tables

/// The settings of a test case of a job: `case.yaml`.
package struct TestCaseSettings: Sendable {
  /// A date or an ISO 8601 date-time, as for `--as-of`.
  package var asOf: Located<String>
  package var parameters: [Parameter]
}

/// Reads `Jobs/tests/<job>/<case>/case.yaml`.
package enum TestCaseFile {
  /// - Throws: `Diagnostics` with all errors, in the file's order.
  package static func read(text: String, file: String, zone: Zone) throws -> TestCaseSettings {
    let document = YAMLDocument(text: text, file: file)
    let reading = FileReading(file: file, zone: zone)
    reading.report(document.diagnostics)
    var settings: TestCaseSettings?
    if let root = document.root {
      settings = NodeReader(node: root, name: "the case", reading: reading).mapping("the case") { keys in
        let asOf = keys.required("as_of", hint: "for example  as_of: 2021-04-26")?.text("a date")
        let parameters = keys.section("parameters")?.entries("a mapping of parameters", allowsEmpty: true) {
          name, node in node.value().map { Parameter(name: name, value: $0) }
        }
        return asOf.map { TestCaseSettings(asOf: $0, parameters: parameters ?? []) }
      }
    }
    try Diagnostics(reading.diagnostics.sorted).throwIfErrors()
    guard let settings else {
      throw Diagnostic(.missingKey("as_of", of: "the case"), at: SourceLocation(file: file))
    }
    return settings
  }
}
