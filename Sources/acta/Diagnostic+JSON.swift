internal import Diagnostics
internal import Runner

extension Diagnostic {
  /// For machines; the same members wherever a diagnostic is shown as JSON.
  var json: JSONValue {
    .object([
      ("severity", .string(severity.rawValue)), ("code", .string(code.rawValue)),
      ("file", .optional(location?.file)),
      ("line", location.map { .integer(Int64($0.line)) } ?? .null),
      ("column", location.map { .integer(Int64($0.column)) } ?? .null),
      ("message", .string("\(message)")), ("why", .optional(reason)), ("hint", .optional(hint)),
    ])
  }
}

extension [Diagnostic] {
  /// `{"errors": […]}`: stdout of a command that failed, with `--json`.
  var failureJSON: JSONValue {
    .object([("errors", .array(filter { $0.severity == .error }.map(\.json)))])
  }
}
