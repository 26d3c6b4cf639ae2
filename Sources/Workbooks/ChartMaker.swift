internal import Tables

/// Decides what a chart of a table draws and how: its data, axes, labels, colours and size.
struct ChartMaker {
  let document: WorkbookDocument
  /// The sheet with the table's cells; nil if the chart has its own data.
  let sheetName: String?
  /// The table's header row, from 0.
  let top: Int
  /// The rows of the table that the sheet has.
  let rows: Range<Int>
  let plans: [ColumnPlan]
  let cells: [CellColumn]
  /// The columns that the sheet does not show.
  var hidden: Set<Int> = []

  /// The maximum of points in one series. The library counts them in 16 bits, and no reader can tell so many
  /// apart.
  static let pointLimit = 32_000

  private var words: WriterWords { document.words }

  func drawing(
    of chart: TableSheetDocument.SheetChart, _ charts: inout BookCharts, names: inout SheetNames
  ) -> ChartDrawing {
    let points = min(max(rows.count, 1), ChartMaker.pointLimit)
    let found = values(of: chart.category, points)
    let categories = named(found, of: chart)
    let whole = chart.values.map { values(of: $0, points) }
    var data = ChartData(chart, categories: categories, values: whole, rest: words.rest)
    if categories != found { data.isOfTable = false }
    let labels = data.categories.map { shown($0, chart.category) }
    let headers = chart.values.map { plans[$0].header }
    let isEmpty = rows.isEmpty
    var title = CellPolicy.label(chart.title)
    if title.isEmpty {
      title = headers.prefix(2).joined(separator: ", ") + " · " + plans[chart.category].header
    }
    if isEmpty { title = words.pair(title, words.noData) }
    if let target = chart.target {
      title += " · " + words.target.replacing("{value}", with: shown(.number(target), chart.values[0]))
    }
    let numbers = data.values.map { $0.map(\.number) }
    var drawing = ChartDrawing(
      kind: chart.kind, title: title,
      categories: ChartDrawing.Range(header: plans[chart.category].header, values: data.categories),
      series: zip(headers, data.values).map { ChartDrawing.Range(header: $0, values: $1) })
    place(&drawing, data, chart, points, &charts, &names)
    drawing.altText = ChartWords(words: words).text(
      title: CellPolicy.label(chart.title), labels: categories.map { shown($0, chart.category) },
      series: zip(chart.values, zip(headers, whole)).map { column, series in
        ChartWords.Series(
          name: chart.values.count > 1 ? series.0 : "", values: series.1.map(\.number),
          shown: SerialText(plans[column].look.numberFormat, words.language))
      })
    colour(&drawing, chart, labels, hasRest: data.hasRest, headers, &charts)
    let format = plans[chart.category].look.numberFormat
    drawing.categoryFormat = format == "@" ? "" : format
    drawing.valueFormat =
      chart.values.first.map { ChartMaker.axisFormat(plans[$0].look.numberFormat) } ?? ""
    setAxes(&drawing, chart, numbers.joined().compactMap(\.self) + [chart.target].compactMap(\.self))
    drawing.labels = isEmpty ? .none : valueLabels(of: chart, numbers, drawing.valueFormat)
    drawing.hiddenLabels = smallSlices(of: chart, numbers[0])
    (drawing.width, drawing.height) = size(of: chart, labels)
    arrange(labels, &drawing)
    if let target = chart.target {
      let name = words.target.replacing("{value}", with: shown(.number(target), chart.values[0]))
      drawing.target = (name, target, Array(repeating: .number(target), count: data.categories.count))
      keepTarget(&drawing, &charts, &names)
    }
    return drawing
  }

  // MARK: Data

  /// The contents of a column's cells, which are also stored in the chart, for programs that show a chart without
  /// reading its sheet.
  private func values(of column: Int, _ points: Int) -> [ChartDrawing.Value] {
    if rows.isEmpty { return [.empty] }
    var clock = WallClock(document.zone)
    return rows.prefix(points).map { row in
      if cells[column].isText(row), let texts = cells[column].texts { return .text(texts.string(at: row)) }
      return cells[column].number(row, &clock).map { .number($0) } ?? .empty
    }
  }

  /// An axis or a legend says `(empty)` where a cell is blank.
  private func named(
    _ categories: [ChartDrawing.Value], of chart: TableSheetDocument.SheetChart
  ) -> [ChartDrawing.Value] {
    guard plans[chart.category].kind == .text, !rows.isEmpty else { return categories }
    return categories.map { $0 == .empty || $0 == .text("") ? .text(words.empty) : $0 }
  }

  /// The cells that the chart draws: the table's, or those of the hidden sheet.
  private func place(
    _ drawing: inout ChartDrawing, _ data: ChartData, _ chart: TableSheetDocument.SheetChart, _ points: Int,
    _ charts: inout BookCharts, _ names: inout SheetNames
  ) {
    let columns = [chart.category] + chart.values
    if data.isOfTable, let sheetName {
      drawing.isHidden = !hidden.isDisjoint(with: columns)
      drawing.place(
        sheet: sheetName, header: top, rows: top + 1...top + points, columns: columns)
      return
    }
    let kept = charts.keep(
      .init(
        headers: columns.map { plans[$0].header }, columns: [data.categories] + data.values,
        formats: columns.map { plans[$0].look.numberFormat }),
      names: &names, words: words)
    drawing.isHidden = true
    drawing.place(
      sheet: kept.sheet, header: 0, rows: 1...max(data.categories.count, 1),
      columns: columns.indices.map { kept.column + $0 })
  }

  private func keepTarget(
    _ drawing: inout ChartDrawing, _ charts: inout BookCharts, _ names: inout SheetNames
  ) {
    guard let target = drawing.target else { return }
    let kept = charts.keep(
      .init(headers: [target.name], columns: [target.values], formats: [drawing.valueFormat]), names: &names,
      words: words)
    drawing.targetRange = ChartDrawing.Range(
      header: target.name, values: target.values, sheet: kept.sheet, column: kept.column, headerRow: 0,
      rows: 1...max(target.values.count, 1))
    drawing.isHidden = true
  }

  /// A value as its cell shows it, as far as axes and texts need it.
  private func shown(_ value: ChartDrawing.Value, _ column: Int) -> String {
    switch value {
    case .text(let text): text
    case .empty: "–"
    case .number(let number): SerialText(plans[column].look.numberFormat, words.language).text(number)
    }
  }

  // MARK: Colours

  private func colour(
    _ drawing: inout ChartDrawing, _ chart: TableSheetDocument.SheetChart, _ labels: [String],
    hasRest: Bool, _ headers: [String], _ charts: inout BookCharts
  ) {
    if chart.kind.isRound {
      drawing.pointColors = charts.colors(of: hasRest ? labels.dropLast() : labels)
      if hasRest { drawing.pointColors.append(WorkbookLook.rest) }
    } else if headers.count > 1 {
      drawing.colors = charts.colors(of: headers)
    } else {
      drawing.colors = [WorkbookLook.accent]
    }
  }

  // MARK: Axes and labels

  /// Without the section for zero, which may be a dash or nothing: an axis has its zero.
  private static func axisFormat(_ format: String) -> String {
    let sections = format.split(separator: ";", omittingEmptySubsequences: false)
    return sections.count > 2 && !format.contains("\"") ? sections.prefix(2).joined(separator: ";") : format
  }

  /// Bars and areas begin at zero. A title of an axis stands only where it says more than the chart's own.
  private func setAxes(
    _ drawing: inout ChartDrawing, _ chart: TableSheetDocument.SheetChart, _ numbers: [Double]
  ) {
    if chart.kind.isFromZero, !numbers.isEmpty {
      if numbers.allSatisfy({ $0 >= 0 }) { drawing.lowest = 0 }
      if numbers.allSatisfy({ $0 <= 0 }) { drawing.highest = 0 }
    }
    if ChartMaker.isTimeOfDay(drawing.valueFormat), let least = numbers.min(), let most = numbers.max() {
      setHours(&drawing, least, most)
    }
    let title = ChartMaker.words(of: drawing.title)
    func adds(_ name: String) -> String { title.contains(ChartMaker.words(of: name)) ? "" : name }
    if chart.kind == .scatter { drawing.categoryName = adds(drawing.categories.header) }
    if chart.values.count == 1, !rows.isEmpty, !chart.hidesValueName {
      drawing.valueName = adds(drawing.series[0].header)
    }
  }

  /// ` people by category `: to find whole words.
  private static func words(of text: String) -> String {
    " " + folded(text).split { !$0.isLetter && !$0.isNumber }.joined(separator: " ") + " "
  }

  /// Gridlines at whole hours, or at halves and quarters of them.
  private func setHours(_ drawing: inout ChartDrawing, _ least: Double, _ most: Double) {
    let low = drawing.lowest ?? least
    let hours = [0.25, 0.5, 1, 2, 3, 4, 6].first { (most - low) * 24 / $0 <= 8 } ?? 24
    drawing.unit = hours / 24
    if drawing.lowest == nil { drawing.lowest = (least * 24 / hours).rounded(.down) * hours / 24 }
  }

  /// Whether a number format shows the hours of a fraction of a day.
  private static func isTimeOfDay(_ format: String) -> Bool {
    format.contains("h") && format.contains(":") && !format.contains("d") && !format.contains("[")
  }

  /// Percentages are always shown; numbers only if there is room for them.
  private func valueLabels(
    of chart: TableSheetDocument.SheetChart, _ numbers: [[Double?]], _ format: String
  ) -> ChartDrawing.Labels {
    switch chart.kind {
    case .pie, .doughnut: return .percentages
    case .bar: return numbers.count == 1 && numbers[0].count <= 60 ? .values : .none
    case .column:
      let widest = numbers.joined().compactMap(\.self).map { NumberFormatting.shortest($0.rounded()).count }
        .max()
      return numbers.count == 1 && numbers[0].count <= 25 && (widest ?? 0) <= 6 ? .values : .none
    case .line, .area, .stackedArea, .scatter, .stackedColumn, .stackedBar: return .none
    }
  }

  /// The labels of slices so thin that they would stand upon one another.
  private func smallSlices(
    of chart: TableSheetDocument.SheetChart, _ values: [Double?]
  ) -> [Bool] {
    guard chart.kind.isRound else { return [] }
    let total = values.reduce(0) { $0 + ($1 ?? 0) }
    return values.map { total <= 0 || ($0 ?? 0) / total < 0.025 }
  }

  /// Labels of categories that do not fit side by side are turned, and of those that still do not, some are left
  /// out.
  private func arrange(_ labels: [String], _ drawing: inout ChartDrawing) {
    guard !drawing.kind.isHorizontal, !drawing.kind.isRound, drawing.kind != .scatter else { return }
    let room = Double(drawing.width - 90) / Double(max(labels.count, 1))
    let longest = Double(labels.map(\.count).max() ?? 0) * 6
    if longest + 6 <= room { return }
    // Words can go on a second line.
    let words = labels.flatMap { $0.split(separator: " ") }.map { Double($0.count) * 6 }.max() ?? 0
    if words + 6 <= room, longest <= room * 2.5 { return }
    drawing.isTurned = true
    drawing.height += min(Int(longest * 0.7), 120)
    if room < 14 { drawing.interval = Int((14 / room).rounded(.up)) }
  }

  /// Size in pixels: as long along the categories as they need, up to the size of a screen.
  private func size(
    of chart: TableSheetDocument.SheetChart, _ labels: [String]
  ) -> (width: Int, height: Int) {
    let points = labels.count
    switch chart.kind {
    case .pie, .doughnut: return (620, min(max(340, points * 20 + 100), 560))
    case .bar, .stackedBar:
      let perPoint = chart.kind == .bar ? 10 + 14 * chart.values.count : 24
      return (640, min(max(240, points * perPoint + 110), 1500))
    case .column, .stackedColumn, .line, .area, .stackedArea:
      let perPoint = chart.kind == .column ? 20 + 12 * chart.values.count : 30
      return (min(max(560, points * perPoint + 80), 1100), 340)
    case .scatter: return (560, 380)
    }
  }
}
