internal import JobSpec
package import Tables

/// `fresh: {input, within}`: the newest file of the input was changed, or its job ran, at most this long
/// before the as-of instant.
package struct FreshCheck: CheckDefinition {
  static let keyword = Check.Keyword.fresh

  package let input: String
  package let within: TimeSpan

  var reads: [String: Columns] { [:] }
  var columnsInExpressions: Set<String> { [] }
  var gathering: Gathering { .nothing }
}
