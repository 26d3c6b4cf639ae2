internal import Tables

/// What a function takes and gives, as data: from it come argument checks, hints and the reference.
struct Signature: Sendable {
  enum Kind: Sendable, Hashable { case scalar, aggregate, window }

  enum Accepts: Sendable {
    /// One of these; an integer is widened where only a number is taken.
    case types([ColumnType])
    /// One of these, and the same for all parameters that say so.
    case common([ColumnType])
  }

  struct Parameter: Sendable {
    enum Presence: Sendable { case required, optional, repeated }
    var name: String
    var accepts: Accepts
    var presence: Presence = .required
    /// A literal or a `$name`, known before any row is read.
    var isConstant = false
  }

  enum Result: Sendable {
    case type(ColumnType)
    /// The type that the `common` parameters have.
    case common
    /// The type of the first argument.
    case first
  }

  var name: String
  var kind: Kind
  var parameters: [Parameter]
  var result: Result
  /// What it gives, in a phrase.
  var summary: String

  var minimumCount: Int { parameters.count { $0.presence == .required } }
  /// Nil where the last parameter may be repeated.
  var maximumCount: Int? { parameters.last?.presence == .repeated ? nil : parameters.count }

  /// The parameter that takes the argument at `index`.
  func parameter(at index: Int) -> Parameter { parameters[min(index, parameters.count - 1)] }

  /// `substring(x: text, start: integer, length: integer?) → text`
  var description: String {
    let list = parameters.map { parameter in
      let mark =
        switch parameter.presence {
        case .required: ""
        case .optional: "?"
        case .repeated: ", …"
        }
      return "\(parameter.name): \(parameter.accepts.description)\(mark)"
    }
    let gives =
      switch result {
      case .type(let type): type.rawValue
      case .common, .first: "the same type"
      }
    return "\(name)(\(list.joined(separator: ", "))) → \(gives)"
  }

  /// `1 argument`, `2 to 3 arguments`, `at least 1 argument`.
  var countDescription: String {
    func arguments(_ count: Int) -> String { count == 1 ? "1 argument" : "\(count) arguments" }
    guard let maximum = maximumCount else { return "at least \(arguments(minimumCount))" }
    if maximum == 0 { return "no arguments" }
    if minimumCount == maximum { return arguments(maximum) }
    return maximum == minimumCount + 1
      ? "\(minimumCount) or \(arguments(maximum))" : "\(minimumCount) to \(arguments(maximum))"
  }
}

extension Signature.Accepts {
  var types: [ColumnType] {
    switch self {
    case .types(let types), .common(let types): types
    }
  }

  var description: String {
    let types = types
    return types.count == ColumnType.allCases.count
      ? "any" : types.map(\.rawValue).joined(separator: "|")
  }
}

extension ColumnType {
  /// `an integer`, for sentences.
  var withArticle: String { self == .integer ? "an integer" : "a \(rawValue)" }
  /// `integers`, for sentences.
  var plural: String { "\(rawValue)s" }
  static let ordered: [ColumnType] = [.integer, .number, .text, .date, .datetime]
}
