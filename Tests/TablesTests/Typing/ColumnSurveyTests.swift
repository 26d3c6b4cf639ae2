import Testing

@testable import Tables

@Suite struct ColumnSurveyTests {
  private static let kinds: [[String?]] = [
    ["1", "22", "-3", nil, " 4 "], ["1.5", "2", "3,25"], ["0012", "7"], ["abc", "+56 9 1234567", "5"],
    ["Sí", "No", "--"], ["2021-04-26", nil, "2021-04-27 10:00"], ["26/04/2021", "13/01/2021"],
    ["04/05/2021", "N/A", "05/13/2021"], ["", "x", "x"], ["1,234", "1.234", "12345678901234567"],
  ]

  @Test func `pieces show together what the whole shows`() {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<2000 {
      // Values of one kind mostly, of another one now and then.
      let kind = Self.kinds.randomElement(using: &generator)!
      let other = Self.kinds.randomElement(using: &generator)!
      let values: [String?] = (0..<Int.random(in: 0...14, using: &generator)).map { _ in
        (Int.random(in: 0..<8, using: &generator) == 0 ? other : kind).randomElement(using: &generator)!
      }
      let cut = Int.random(in: 0...values.count, using: &generator)
      let second = Int.random(in: cut...values.count, using: &generator)
      let whole = ColumnSurvey(TextColumn(values))
      var joined = ColumnSurvey(TextColumn(Array(values[..<cut])))
      joined.append(ColumnSurvey(TextColumn(Array(values[cut..<second]))))
      joined.append(ColumnSurvey(TextColumn(Array(values[second...]))))
      let sniffer = TypeSniffer(delimiter: UInt8(ascii: ","))
      #expect(
        sniffer.findings([joined]) == sniffer.findings([whole]), "\(values) cut at \(cut) and \(second)")
      #expect(joined.examples == whole.examples && joined.nullCount == whole.nullCount)
    }
  }

  @Test func `examples come of the first thousand rows only`() {
    let same = [String?](repeating: "a", count: 999)
    var survey = ColumnSurvey(TextColumn(same))
    survey.append(ColumnSurvey(TextColumn(["b", "c"])))
    #expect(survey.examples == ["a", "b"])
  }
}
