internal import Tables

/// The parameters and the result of a function, as data for argument checks, hints and the reference.
struct Signature: Sendable {
  enum Kind: Sendable, Hashable { case scalar, aggregate, window }

  enum Accepts: Sendable {
    /// Any of these types; an integer is widened if only numbers are accepted.
    case types([ColumnType])
    /// Any of these types, but the same for all parameters of this kind.
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
    /// The type of the `common` parameters.
    case common
    /// The type of the first argument.
    case first
  }

  var name: String
  var kind: Kind
  var parameters: [Parameter]
  var result: Result
  /// A phrase that describes the result.
  var summary: String

  var minimumCount: Int { parameters.count { $0.presence == .required } }
  /// Nil if the last parameter can be repeated.
  var maximumCount: Int? { parameters.last?.presence == .repeated ? nil : parameters.count }

  /// The parameter for the argument at `index`.
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
  /// `an integer`, for messages.
  var withArticle: String { self == .integer ? "an integer" : "a \(rawValue)" }
  /// `integers`, for messages.
  var plural: String { "\(rawValue)s" }
  static let ordered: [ColumnType] = [.integer, .number, .text, .date, .datetime]
}
