internal import Foundation

extension JobPlan {
  /// The plan as JSON, for ``init(json:)``. Keys are sorted, so equal plans give equal texts.
  package func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }

  package init(json: String) throws {
    self = try JSONDecoder().decode(JobPlan.self, from: Data(json.utf8))
  }
}
