/// A token of an expression and its range in Unicode scalars.
struct Token: Sendable, Equatable {
  enum Kind: Sendable, Equatable {
    /// Without its sign. 2⁶³ is valid only after a minus.
    case integer(UInt64)
    case number(Double)
    case text(String)
    case name(String)
    /// A name in backquotes.
    case quotedName(String)
    /// `$name`, without the `$`.
    case parameter(String)
    case keyword(Keyword)
    case symbol(Symbol)
    case end
  }

  enum Keyword: String, Sendable, CaseIterable {
    case and, or, not, `in`, `is`, null, `true`, `false`
  }

  enum Symbol: String, Sendable, CaseIterable {
    case plus = "+"
    case minus = "-"
    case times = "*"
    case divide = "/"
    case remainder = "%"
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case openParenthesis = "("
    case closeParenthesis = ")"
    case openBracket = "["
    case closeBracket = "]"
    case comma = ","
    case dot = "."
  }

  var kind: Kind
  var range: Range<Int>
}
