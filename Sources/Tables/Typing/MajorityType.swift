/// The type that most values of a column of texts have.
package struct MajorityType: Sendable {
  package var type: ColumnType
  package var format: String?
  package var decimal: UInt8?

  /// At least two of three.
  private static let share = (2, 3)

  /// - Parameter survey: of a column whose texts have no common type.
  /// - Returns: nil if its first values have no type that most of them share.
  package init?(_ survey: ColumnSurvey) {
    let sample = survey.spellings.first
    guard sample.count > 2 else { return nil }
    var counts: [String: (count: Int, found: MajorityType)] = [:]
    for text in sample {
      var evidence = TypeEvidence()
      evidence.take(text.span, 0..<text.count)
      for found in MajorityType.types(evidence) {
        counts[found.key, default: (0, found)].count += 1
      }
    }
    guard let best = counts.values.max(by: { ($0.count, $1.found.key) < ($1.count, $0.found.key) }),
      best.count * MajorityType.share.1 >= sample.count * MajorityType.share.0
    else { return nil }
    self = best.found
  }

  private init(_ type: ColumnType, format: String? = nil, decimal: UInt8? = nil) {
    self.type = type
    self.format = format
    self.decimal = decimal
  }

  /// In the order in which one is preferred to another.
  private var key: String {
    let order = [ColumnType.integer, .number, .boolean, .date, .datetime].firstIndex(of: type) ?? 9
    return "\(order) \(decimal ?? 0) \(format ?? "")"
  }

  private static func types(_ evidence: TypeEvidence) -> [MajorityType] {
    var found: [MajorityType] = []
    if evidence.isInteger[0] { found.append(MajorityType(.integer)) }
    if evidence.isNumber[0] { found.append(MajorityType(.number)) }
    if evidence.isNumber[1] { found.append(MajorityType(.number, decimal: UInt8(ascii: ","))) }
    if evidence.isBoolean { found.append(MajorityType(.boolean)) }
    if evidence.isDate { found.append(MajorityType(.date)) }
    if evidence.isDateTime { found.append(MajorityType(.datetime)) }
    for pattern in evidence.patterns ?? [] {
      found.append(MajorityType(pattern.hasTime ? .datetime : .date, format: pattern.text))
    }
    return found
  }

  /// `datetime as dd/MM/yyyy HH:mm`
  package var words: String {
    let mark = decimal.map { " with decimal \(Character(UnicodeScalar($0)))" } ?? ""
    return type.rawValue + (format.map { " as \($0)" } ?? "") + mark
  }
}
