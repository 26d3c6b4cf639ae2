internal import Diagnostics

/// A number that a report gives about its own rows. It is compared with them and never used instead of them.
struct ReportTotal: Sendable {
  /// As the report calls it: `# Registered`.
  let label: String
  let value: Int
  let record: Int
  var counts = Counted.names
  /// The lists whose rows it counts; nil for all.
  var sections: [Int]?
  /// Another number that the rows may have as well, as where cancelled registrations are counted or not.
  var orElse: Int?

  enum Counted: String, Sendable {
    /// Different texts of the list's first column.
    case names
    case rows
    /// Rows of the file, of which a list may make several.
    case records = "rows of people"
  }

  /// `1,030`, `1.030` and `1030`; nil for anything else.
  static func number(_ text: String) -> Int? {
    let digits = text.utf8.filter { (48...57).contains($0) }
    let others = text.utf8.filter { !(48...57).contains($0) }
    guard !digits.isEmpty, digits.count <= 12, others.allSatisfy({ $0 == 0x2C || $0 == 0x2E || $0 == 0x20 })
    else {
      return nil
    }
    return Int(String(decoding: digits, as: UTF8.self))
  }

  /// The warning where the rows say something else.
  func difference(from found: Int, _ what: String, in file: String, at location: SourceLocation)
    -> Diagnostic?
  {
    if found == value || found == orElse { return nil }
    return ReportTotal.difference(label, "\(value)", found: "\(found)", what, in: file, at: location)
  }

  /// - Parameters:
  ///   - label: as the report calls the number, and what it says.
  ///   - what: what of the rows was counted or added.
  static func difference(
    _ label: String, _ value: String, found: String, _ what: String, in file: String,
    at location: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      .differs(file, label, value, found), at: location, severity: .warning,
      reason: "counted are \(what); the report's own totals change nothing")
  }
}

extension Diagnostic.Message {
  fileprivate static func differs(
    _ file: String, _ label: String, _ value: String, _ found: String
  ) -> Self {
    Self(.suspectText, "'\(file)' says '\(label)': \(value), and its rows give \(found)")
  }
}
