internal import Formats
internal import Tables

/// The values of a column, in an order in which those that a cell may show are found.
struct CellIndex {
  private enum Order {
    case byKey([String: [Int32]])
    case byNumber(keys: [Double], places: [Int32], empty: [Int32])
  }

  private let type: ColumnType
  private let reading: ReturnedValue
  private let order: Order

  init(_ values: Column, _ reading: ReturnedValue) {
    type = values.type
    self.reading = reading
    switch type {
    case .text, .boolean:
      var places: [String: [Int32]] = [:]
      for place in 0..<values.count {
        for key in Set(reading.keys(of: values.value(at: place))) {
          places[key, default: []].append(Int32(place))
        }
      }
      order = .byKey(places)
    case .integer, .number, .date, .datetime:
      var empty: [Int32] = []
      var numbered: [(key: Double, place: Int32)] = []
      for place in 0..<values.count {
        if let key = reading.number(of: values.value(at: place)) {
          numbered.append((key, Int32(place)))
        } else {
          empty.append(Int32(place))
        }
      }
      numbered.sort { $0 < $1 }
      order = .byNumber(keys: numbered.map(\.key), places: numbered.map(\.place), empty: empty)
    }
  }

  /// The places of all values that the cell may show, and perhaps of others, in ascending order.
  func places(like cell: ReturnedFile.Cell?) -> [Int32] {
    switch order {
    case .byKey(let places):
      let lists = reading.keys(of: cell, as: type).compactMap { places[$0] }
      return lists.count == 1 ? lists[0] : Set(lists.joined()).sorted()
    case .byNumber(let keys, let places, let empty):
      guard let ranges = reading.ranges(of: cell, as: type) else { return empty }
      var found: Set<Int32> = []
      for range in ranges {
        var at = keys.firstPlace { $0 >= range.lowerBound }
        while at < keys.count, keys[at] <= range.upperBound {
          found.insert(places[at])
          at += 1
        }
      }
      return found.sorted()
    }
  }
}
