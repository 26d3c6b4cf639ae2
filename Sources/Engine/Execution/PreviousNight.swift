package import Tables

/// The results of the last good run of an earlier night, as far as figures and checks compare with them.
package struct PreviousNight: Sendable {
  /// By figure and item.
  package var figures: [FigureKey: Value]
  /// The number of rows of each table.
  package var rows: [String: Int]

  package init(figures: [FigureKey: Value] = [:], rows: [String: Int] = [:]) {
    self.figures = figures
    self.rows = rows
  }
}
