internal import Tables

/// Why a row was rejected, so far that it can be said in any language.
enum RejectReason: Hashable {
  case empty, integer, number, truth, date, other
  /// The row as a whole, not one of its columns.
  case row

  init(_ code: RejectCode?) {
    switch code {
    case .fields, .text, .quote, .object: self = .row
    case .required: self = .empty
    case .integer: self = .integer
    case .number: self = .number
    case .boolean: self = .truth
    case .date, .datetime: self = .date
    case nil: self = .other
    }
  }
}
