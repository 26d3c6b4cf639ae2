internal import Tables

/// The rejects of a file by cause: each once, with the number of rows and their lines.
struct RejectLines {
  struct Cause {
    var reason: String
    var lines: [Int64]

    /// `4 × it has 2 fields, the header has 3: lines 5–7, 9`
    var words: String { "\(lines.count) × \(reason): \(lines.count == 1 ? "line" : "lines") \(ranges)" }

    /// Lines in a row as one range.
    private var ranges: String {
      var ranges: [ClosedRange<Int64>] = []
      for line in lines {
        if let last = ranges.last, line == last.upperBound + 1 {
          ranges[ranges.count - 1] = last.lowerBound...line
        } else {
          ranges.append(line...line)
        }
      }
      return ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)–\($0.upperBound)" }
        .joined(separator: ", ")
    }
  }

  /// In the order of their first rows.
  private(set) var causes: [Cause] = []

  /// - Parameter rejects: see ``ReadingResult/rejectSchema``.
  init(_ rejects: Table) {
    var places: [String: Int] = [:]
    for row in 0..<rejects.rowCount {
      guard case .integer(let line)? = rejects.column(named: "line")?.value(at: row),
        case .text(let fault)? = rejects.column(named: "reason")?.value(at: row)
      else { continue }
      var reason = fault
      if case .text(let column)? = rejects.column(named: "column")?.value(at: row) {
        reason = "\(column): \(fault)"
      }
      if let place = places[reason] {
        causes[place].lines.append(line)
      } else {
        places[reason] = causes.count
        causes.append(Cause(reason: reason, lines: [line]))
      }
    }
  }
}
