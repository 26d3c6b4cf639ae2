import Testing

@testable import Workbooks

/// How columns are cut into pages.
@Suite struct PageLayoutTests {
  @Test func `a narrow table stays upright at its own size, a wider one lies on its side`() {
    #expect(PageLayout(columns: [20, 30]) == PageLayout(columns: [30, 20]))
    let narrow = PageLayout(columns: [20, 30])
    #expect(!narrow.isLandscape && narrow.scale == 100 && narrow.columnBreaks.isEmpty)
    let wide = PageLayout(columns: [60, 60])
    #expect(wide.isLandscape && wide.scale == 100 && wide.isOnePageWide)
    #expect(!PageLayout(columns: [50, 60], isLandscape: false).isLandscape)
  }

  @Test func `no page is scaled below 8 points, and no column is lost or cut`() {
    for count in 1...60 {
      let columns = (0..<count).map { Double(8 + $0 * 7 % 45) }
      let pages = PageLayout(columns: columns)
      #expect(CellStyle.textSize * Double(pages.scale) / 100 >= 8)
      let starts = [0] + pages.columnBreaks + [count]
      let repeated = columns.prefix(pages.repeatedColumns).reduce(0) { $0 + PageLayout.points($1) }
      for (start, end) in zip(starts, starts.dropFirst()) {
        #expect(start < end)
        let width = columns[start..<end].reduce(start == 0 ? 0 : repeated) { $0 + PageLayout.points($1) }
        #expect(width * Double(pages.scale) / 100 <= PageLayout.widestPage * 0.8 + 0.01)
      }
    }
  }

  @Test func `lines end as in cells, and wide letters take two places`() {
    #expect(ContentLines.count("uno\r\ndos\rtres\ncuatro", width: 20) == 4)
    #expect(ContentLines.count("", width: 20) == 1)
    #expect(ContentLines.count("uno dos tres", width: 7) == 2)
    #expect(ContentLines.count(String(repeating: "作", count: 9), width: 10) == 2)
    #expect(ContentLines.count("aaaaaaaaaaaaaaaaaaaaa", width: 10) == 3)
    #expect(ContentLines.broken("uno\r\ndos tres", width: 5) == ["uno", "dos", "tres"])
    #expect(TextWidth.of("作業😀e\u{301}") == 7)
  }

  @Test func `capitals take more room than small letters, and thin letters less than half of it`() {
    #expect(TextWidth.of("MINISTERIO") > 10 && TextWidth.of("ministerio") < 10)
    #expect(TextWidth.of("illi") == 2 && TextWidth.of("WMWM") == 7)
    #expect(TextWidth.tenths(of: "É") == TextWidth.tenths(of: "E"))
    #expect(ContentWidth.headerCharacters("Desde la noche anterior") < 20)
    #expect(ContentLines.count("Ministerio de Relaciones Exteriores", width: 33) == 1)
    #expect(ContentLines.count("MINISTERIO DE RELACIONES EXTERIORES", width: 33) == 2)
  }

  @Test func `a table that takes fewer pages upright stands upright, and a number is repeated with its name`()
  {
    #expect(PageLayout(columns: [60, 60], height: 400).isLandscape)
    #expect(!PageLayout(columns: [60, 60], height: 700).isLandscape)
    let people = PageLayout(columns: [8, 30, 45, 40, 40, 40, 40])
    #expect(people.repeatedColumns == 2 && !people.columnBreaks.isEmpty)
    #expect(PageLayout(columns: [30, 45, 40, 40, 40, 40]).repeatedColumns == 1)
  }
}
