internal import Foundation

extension JobPlan {
  /// The whole plan, which ``init(json:)`` reads back. Keys are sorted: the same plan has the same text.
  package func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }

  package init(json: String) throws {
    self = try JSONDecoder().decode(JobPlan.self, from: Data(json.utf8))
  }
}
