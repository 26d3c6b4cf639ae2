internal import JobSpec

/// `published: all`: every figure that has a published value is equal to it.
package struct PublishedCheck: CheckDefinition {
  static let keyword = Check.Keyword.published

  var reads: [String: Columns] { [:] }
  var columnsInExpressions: Set<String> { [] }
  var gathering: Gathering { .nothing }
}
