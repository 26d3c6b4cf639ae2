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
      let repeated = pages.repeatsFirstColumn ? PageLayout.points(columns[0]) : 0
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
    #expect(ContentLines.count(String(repeating: "作", count: 10), width: 10) == 2)
    #expect(ContentLines.count("aaaaaaaaaaaaaaaaaaaaa", width: 10) == 3)
    #expect(ContentLines.broken("uno\r\ndos tres", width: 5) == ["uno", "dos", "tres"])
    #expect(TextWidth.of("作業😀e\u{301}") == 7)
  }
}
