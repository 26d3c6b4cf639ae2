internal import CXLSXWriter
internal import Diagnostics
internal import Tables

/// Draws charts with the library.
extension Workbook {
  /// Places a chart with its top left corner in a cell, `offset` pixels below the cell's top.
  func insert(_ drawing: ChartDrawing, _ sheet: Sheet, row: Int, column: Int, offset: Int) throws {
    guard let chart = unsafe workbook_add_chart(workbook, UInt8(drawing.kind.type.rawValue)) else {
      try check(LXW_ERROR_MEMORY_MALLOC_FAILED, "chart '\(drawing.title)'")
      return
    }
    unsafe style(chart, drawing)
    for (index, range) in drawing.series.enumerated() {
      let series = try unsafe add(range, of: drawing, to: chart)
      unsafe style(series, drawing.colors.isEmpty ? WorkbookLook.accent : drawing.colors[index], drawing)
      try unsafe label(series, drawing)
      if drawing.kind.isRound { try unsafe colour(series, points: drawing.pointColors) }
    }
    if let target = drawing.targetRange {
      try unsafe style(target: unsafe add(target, of: drawing, to: chart), drawing)
      // The title names the line; here are its series and its trend.
      var entries = [Int16(drawing.series.count), Int16(drawing.series.count + 1), -1]
      unsafe _ = entries.withUnsafeMutableBufferPointer {
        unsafe chart_legend_delete_series(chart, $0.baseAddress)
      }
    }
    // The library's default chart size is 480 by 288 pixels.
    var options = unsafe lxw_chart_options()
    unsafe options.x_scale = Double(drawing.width) / 480
    unsafe options.y_scale = Double(drawing.height) / 288
    unsafe options.y_offset = Int32(offset)
    unsafe options.object_position = UInt8(LXW_OBJECT_MOVE_DONT_SIZE.rawValue)
    let code = unsafe CellPolicy.label(drawing.altText, limit: 2_000).withCString { text in
      // SAFETY: the library copies the text before it returns.
      unsafe options.description = UnsafeMutablePointer(mutating: text)
      return unsafe worksheet_insert_chart_opt(
        pointer(sheet), UInt32(row), UInt16(column), chart, &options)
    }
    try check(code, "chart '\(drawing.title)'")
  }

  // SAFETY: in all that follows the workbook owns the chart and its parts, and the library copies
  // every text, font, line and fill that it is given.

  private func style(_ chart: UnsafeMutablePointer<lxw_chart>, _ drawing: ChartDrawing) {
    if drawing.title.isEmpty {
      unsafe chart_title_off(chart)
    } else {
      unsafe set(&chart.pointee.title, drawing.title)
      var font = unsafe ChartFont.make(size: 13, bold: true, color: WorkbookLook.dark)
      unsafe chart_title_set_name_font(chart, &font)
    }
    if drawing.isHidden { unsafe chart_show_hidden_data(chart) }
    var border = lxw_chart_line()
    border.color = WorkbookLook.line
    border.width = 0.75
    unsafe chart_chartarea_set_line(chart, &border)
    let hasLegend = drawing.kind.isRound || drawing.series.count > 1
    if hasLegend {
      let place = drawing.kind.isRound ? LXW_CHART_LEGEND_RIGHT : LXW_CHART_LEGEND_BOTTOM
      unsafe chart_legend_set_position(chart, UInt8(place.rawValue))
      var font = unsafe ChartFont.make(size: ChartFont.smallest)
      unsafe chart_legend_set_font(chart, &font)
    } else {
      unsafe chart_legend_set_position(chart, UInt8(LXW_CHART_LEGEND_NONE.rawValue))
    }
    if drawing.kind.isRound { return }
    if drawing.kind.isFilled { unsafe chart_set_series_gap(chart, 60) }
    // The columns of the target take no room beside the others.
    if drawing.target != nil, drawing.kind.isFilled { unsafe chart_set_series_overlap(chart, 100) }
    unsafe styleAxes(chart, drawing)
  }

  private func styleAxes(_ chart: UnsafeMutablePointer<lxw_chart>, _ drawing: ChartDrawing) {
    // The library calls the category axis x, even where it is drawn at the side.
    let isSideways = drawing.kind.isHorizontal
    let category = unsafe chart_axis_get(
      chart, isSideways ? LXW_CHART_AXIS_TYPE_Y : LXW_CHART_AXIS_TYPE_X)
    let value = unsafe chart_axis_get(
      chart, isSideways ? LXW_CHART_AXIS_TYPE_X : LXW_CHART_AXIS_TYPE_Y)
    var font = unsafe ChartFont.make(size: ChartFont.smallest)
    unsafe chart_axis_set_num_font(value, &font)
    if drawing.isTurned { unsafe font.rotation = -45 }
    unsafe chart_axis_set_num_font(category, &font)
    if drawing.interval > 1 { unsafe chart_axis_set_interval_unit(category, UInt16(drawing.interval)) }
    var nameFont = unsafe ChartFont.make(size: ChartFont.smallest, bold: true, color: WorkbookLook.quiet)
    if !drawing.categoryName.isEmpty {
      if let category = unsafe category { unsafe set(&category.pointee.title, drawing.categoryName) }
      unsafe chart_axis_set_name_font(category, &nameFont)
    }
    if !drawing.valueName.isEmpty {
      if let value = unsafe value { unsafe set(&value.pointee.title, drawing.valueName) }
      unsafe chart_axis_set_name_font(value, &nameFont)
    }
    if !drawing.categoryFormat.isEmpty {
      unsafe chart_axis_set_num_format(category, drawing.categoryFormat)
    }
    if !drawing.valueFormat.isEmpty { unsafe chart_axis_set_num_format(value, drawing.valueFormat) }
    if let lowest = drawing.lowest { unsafe acta_set_lowest(value, lowest) }
    if let highest = drawing.highest { unsafe acta_set_highest(value, highest) }
    if let unit = drawing.unit { unsafe acta_set_unit(value, unit) }
    var line = lxw_chart_line()
    line.color = 0xD9D9D9
    line.width = 0.75
    unsafe chart_axis_set_line(category, &line)
    unsafe chart_axis_major_gridlines_set_line(value, &line)
    // The first category is on top, as in the table; the value axis stays at the bottom.
    if isSideways {
      unsafe chart_axis_set_reverse(category)
      unsafe chart_axis_set_crossing_max(category)
    }
  }

  private func add(
    _ range: ChartDrawing.Range, of drawing: ChartDrawing, to chart: UnsafeMutablePointer<lxw_chart>
  ) throws -> UnsafeMutablePointer<lxw_chart_series> {
    guard let series = unsafe chart_add_series(chart, nil, nil) else {
      throw Diagnostic(.cannotWrite(path), reason: "chart '\(drawing.title)': out of memory")
    }
    let categories = drawing.categories
    unsafe chart_series_set_categories(
      series, SheetReference.text(categories.sheet), UInt32(categories.rows.lowerBound),
      UInt16(categories.column), UInt32(categories.rows.upperBound), UInt16(categories.column))
    let sheet = SheetReference.text(range.sheet)
    unsafe chart_series_set_values(
      series, sheet, UInt32(range.rows.lowerBound), UInt16(range.column),
      UInt32(range.rows.upperBound), UInt16(range.column))
    unsafe chart_series_set_name_range(series, sheet, UInt32(range.headerRow), UInt16(range.column))
    try unsafe keep(categories.values, series.pointee.categories)
    try unsafe keep(range.values, series.pointee.values)
    try unsafe keep([.text(range.header)], series.pointee.title.range)
    return unsafe series
  }

  private func style(
    _ series: UnsafeMutablePointer<lxw_chart_series>, _ color: UInt32, _ drawing: ChartDrawing
  ) {
    switch drawing.kind {
    case .line:
      var line = lxw_chart_line()
      line.color = color
      line.width = 2.25
      unsafe chart_series_set_line(series, &line)
    case .scatter:
      var line = lxw_chart_line()
      line.color = color
      var fill = lxw_chart_fill()
      fill.color = color
      unsafe chart_series_set_marker_type(series, UInt8(LXW_CHART_MARKER_CIRCLE.rawValue))
      unsafe chart_series_set_marker_size(series, 6)
      unsafe chart_series_set_marker_line(series, &line)
      unsafe chart_series_set_marker_fill(series, &fill)
    case .pie, .doughnut: break
    case .column, .bar, .area, .stackedArea, .stackedColumn, .stackedBar:
      var fill = lxw_chart_fill()
      fill.color = color
      unsafe chart_series_set_fill(series, &fill)
    }
  }

  /// A line at a value: in a line chart, the series itself; in others, the trend of a series that is not seen.
  private func style(
    target series: UnsafeMutablePointer<lxw_chart_series>, _ drawing: ChartDrawing
  ) {
    var line = lxw_chart_line()
    line.color = WorkbookLook.target
    line.width = 1.5
    line.dash_type = UInt8(LXW_CHART_LINE_DASH_DASH.rawValue)
    var nothing = lxw_chart_line()
    nothing.none = 1
    unsafe chart_series_set_line(series, &nothing)
    if drawing.kind != .line {
      var fill = lxw_chart_fill()
      fill.none = 1
      unsafe chart_series_set_fill(series, &fill)
    }
    unsafe chart_series_set_trendline(series, UInt8(LXW_CHART_TRENDLINE_TYPE_LINEAR.rawValue), 0)
    unsafe chart_series_set_trendline_line(series, &line)
    if drawing.kind.isFilled { unsafe chart_series_set_trendline_forecast(series, 0.5, 0.5) }
    if let name = drawing.target?.name { unsafe chart_series_set_trendline_name(series, name) }
  }

  private func label(
    _ series: UnsafeMutablePointer<lxw_chart_series>, _ drawing: ChartDrawing
  ) throws {
    if drawing.labels == .none { return }
    // The labels of a ring stand on its colours.
    let isOnColor = drawing.kind == .doughnut
    var font = unsafe ChartFont.make(
      size: ChartFont.smallest, bold: isOnColor, color: isOnColor ? 0xFFFFFF : 0x404040)
    if drawing.labels == .values { unsafe chart_series_set_labels(series) }
    if drawing.labels == .percentages {
      unsafe chart_series_set_labels_percentage(series)
      if drawing.kind == .pie {
        unsafe chart_series_set_labels_position(
          series, UInt8(LXW_CHART_LABEL_POSITION_OUTSIDE_END.rawValue))
      }
    } else if !drawing.valueFormat.isEmpty {
      unsafe chart_series_set_labels_num_format(series, drawing.valueFormat)
    }
    unsafe chart_series_set_labels_font(series, &font)
    if drawing.hiddenLabels.contains(true) { try unsafe hide(drawing.hiddenLabels, series) }
    if drawing.labels == .percentages {
      // The calls above also turned these on.
      unsafe chart_series_set_labels_options(series, 0, 0, 0)
    }
  }

  /// Leaves out the labels of some points.
  private func hide(_ hidden: [Bool], _ series: UnsafeMutablePointer<lxw_chart_series>) throws {
    let labels = UnsafeMutablePointer<lxw_chart_data_label>.allocate(capacity: hidden.count)
    let list = UnsafeMutablePointer<UnsafeMutablePointer<lxw_chart_data_label>?>.allocate(
      capacity: hidden.count + 1)
    defer {
      unsafe labels.deallocate()
      unsafe list.deallocate()
    }
    for (index, isHidden) in hidden.enumerated() {
      var label = unsafe lxw_chart_data_label()
      unsafe label.hide = isHidden ? 1 : 0
      unsafe (labels + index).initialize(to: label)
      unsafe (list + index).initialize(to: labels + index)
    }
    unsafe (list + hidden.count).initialize(to: nil)
    try check(unsafe chart_series_set_labels_custom(series, list), "chart labels")
  }

  /// Sets a title as text, never as a formula.
  private func set(_ title: inout lxw_chart_title, _ text: String) {
    unsafe _ = acta_set_title(&title, text)
  }

  /// Stores the values of a range in the chart, in the order of the cells.
  private func keep(
    _ values: [ChartDrawing.Value], _ range: UnsafeMutablePointer<lxw_series_range>?
  ) throws {
    for value in values {
      let isKept: Int32 =
        switch value {
        case .text(let text):
          unsafe Workbook.encoded(text).withCString { unsafe acta_keep_value(range, $0, 0, 0) }
        case .number(let number): unsafe acta_keep_value(range, nil, 1, number)
        case .empty: unsafe acta_keep_value(range, nil, 0, 0)
        }
      try check(isKept != 0 ? LXW_NO_ERROR : LXW_ERROR_MEMORY_MALLOC_FAILED, "chart values")
    }
  }

  /// Gives each slice a colour of its own.
  private func colour(
    _ series: UnsafeMutablePointer<lxw_chart_series>, points colors: [UInt32]
  ) throws {
    let count = min(colors.count, 255)
    let fills = UnsafeMutablePointer<lxw_chart_fill>.allocate(capacity: count)
    let structures = UnsafeMutablePointer<lxw_chart_point>.allocate(capacity: count)
    let list = UnsafeMutablePointer<UnsafeMutablePointer<lxw_chart_point>?>.allocate(capacity: count + 1)
    defer {
      unsafe fills.deallocate()
      unsafe structures.deallocate()
      unsafe list.deallocate()
    }
    for index in 0..<count {
      var fill = lxw_chart_fill()
      fill.color = colors[index]
      unsafe (fills + index).initialize(to: fill)
      var point = unsafe lxw_chart_point()
      unsafe point.fill = fills + index
      unsafe (structures + index).initialize(to: point)
      unsafe (list + index).initialize(to: structures + index)
    }
    unsafe (list + count).initialize(to: nil)
    try check(unsafe chart_series_set_points(series, list), "chart points")
  }
}

enum ChartFont {
  /// In points; pages are not scaled so far down that these letters become unreadable.
  static let smallest = CellStyle.textSize
  private static let name: StaticString = "Arial"

  static func make(size: Double, bold: Bool = false, color: UInt32 = 0x404040) -> lxw_chart_font {
    var font = unsafe lxw_chart_font()
    // SAFETY: a constant; the library copies the text.
    unsafe font.name = UnsafeMutablePointer(
      mutating: UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self))
    unsafe font.size = size
    // 0 would mean the library's default, which is bold for titles.
    unsafe font.bold = UInt8(bold ? LXW_TRUE.rawValue : LXW_EXPLICIT_FALSE.rawValue)
    unsafe font.color = color
    return unsafe font
  }
}

extension TableSheetDocument.SheetChart.Kind {
  fileprivate var type: lxw_chart_type {
    switch self {
    case .column: LXW_CHART_COLUMN
    case .bar: LXW_CHART_BAR
    case .line: LXW_CHART_LINE
    case .pie: LXW_CHART_PIE
    case .area: LXW_CHART_AREA
    case .doughnut: LXW_CHART_DOUGHNUT
    case .scatter: LXW_CHART_SCATTER
    case .stackedColumn: LXW_CHART_COLUMN_STACKED
    case .stackedBar: LXW_CHART_BAR_STACKED
    case .stackedArea: LXW_CHART_AREA_STACKED
    }
  }
}
