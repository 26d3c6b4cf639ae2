internal import Diagnostics
internal import Tables

extension Chart {
  static func read(_ node: NodeReader) -> Chart? {
    node.mapping("the chart") { read($0, at: node.location) }
  }

  /// A chart that is a block of a sheet; it may say which table it draws.
  static func readBlock(_ node: NodeReader) -> (chart: Chart, table: Located<String>?)? {
    node.mapping("the chart") { keys in
      let table = keys["table"]?.tableName()
      return read(keys, at: node.location).map { ($0, table) }
    }
  }

  private static func read(_ keys: MappingReader, at location: SourceLocation) -> Chart? {
    let kind = keys.required("type")?.word(Kind.self)
    let category = keys.required("category")?.nonEmptyText("the name of a column")
    let values = keys.required("values")?.names()
    let title = keys["title"]?.localizedText()
    let isStacked = keys["stacked"]?.boolean()
    let rest = keys["rest"]?.integer(1...1000, "a number of items from 1 to 1000")
    let order = keys["order"]?.word(Order.self)
    let target = keys["target"]?.number()
    guard let kind, let category, let values else { return nil }
    var chart = Chart(kind: kind.value, category: category, values: values, location: location)
    chart.title = title
    if !kind.value.hasSeries, values.count > 1 {
      keys.reading.report(
        .seriesOfOneRing(kind.value.rawValue), at: values[1].location,
        reason: "its slices are the rows, with the values of one column",
        hint: "make it a chart of type column or bar, or a chart for each column")
    }
    if isStacked == true {
      if let stacked = kind.value.stacked {
        chart.kind = stacked
      } else {
        report("stacked", keys, kind.value, "it is for column, bar and area")
      }
    }
    if rest != nil, !kind.value.hasItems {
      report("rest", keys, kind.value, "it is for bars, columns, pies and doughnuts")
    }
    if order?.value == .value, !kind.value.hasItems {
      report("order", keys, kind.value, "it is for bars, columns, pies and doughnuts")
    }
    if target != nil, !chart.kind.canHaveTarget {
      report("target", keys, chart.kind, "it is for column, bar, line and area, without 'stacked'")
    }
    chart.rest = rest?.value
    chart.order = order?.value ?? .table
    chart.target = target?.value.asNumber
    return chart
  }

  private static func report(_ key: String, _ keys: MappingReader, _ kind: Kind, _ reason: String) {
    guard let place = keys.keyLocation(key) else { return }
    keys.reading.report(.optionOfOtherChart(key, kind.rawValue), at: place, reason: reason)
  }
}

extension Chart.Kind {
  /// The same kind, with values one upon the other; nil if there is none.
  fileprivate var stacked: Chart.Kind? {
    switch self {
    case .column, .stackedColumn: .stackedColumn
    case .bar, .stackedBar: .stackedBar
    case .area, .stackedArea: .stackedArea
    case .line, .pie, .doughnut, .scatter: nil
    }
  }

  /// Whether each row is an item by itself, not a point on a line.
  fileprivate var hasItems: Bool {
    switch self {
    case .column, .bar, .stackedColumn, .stackedBar, .pie, .doughnut: true
    case .line, .area, .stackedArea, .scatter: false
    }
  }

  /// Whether it can draw several columns of values.
  fileprivate var hasSeries: Bool { self != .pie && self != .doughnut }

  fileprivate var canHaveTarget: Bool { [.column, .bar, .line, .area].contains(self) }
}

extension Diagnostic.Message {
  fileprivate static func seriesOfOneRing(_ kind: String) -> Self {
    Self(.badChart, "a chart of type '\(kind)' draws one column of values")
  }
  fileprivate static func optionOfOtherChart(_ key: String, _ kind: String) -> Self {
    Self(.badChart, "a chart of type '\(kind)' cannot have '\(key)'")
  }
}
