internal import JobSpec
package import Tables

/// `fresh: {input, within}`: the input's newest file was changed, or its job ran, at most so long
/// before the as-of instant.
package struct FreshCheck: CheckDefinition {
  static let keyword = Check.Keyword.fresh

  package let input: String
  package let within: TimeSpan

  var reads: [String: Columns] { [:] }
  var columnsInExpressions: Set<String> { [] }
  var gathering: Gathering { .nothing }
}
