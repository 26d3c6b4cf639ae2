extension FigurePlan {
  /// The values of this night that it is made of; empty if it counts rows.
  package var parts: [FigureKey] {
    guard case .figures(let expression) = source else { return [] }
    return expression.columns.sorted().compactMap(BoundNode.part)
  }
}

extension [FigurePlan] {
  /// The values that a figure is made of in the end: those of figures that count rows. Of such a figure, itself.
  package func counted(of part: FigureKey) -> Set<FigureKey> {
    var seen: Set<FigureKey> = [part]
    var waiting = [part]
    var found: Set<FigureKey> = []
    while let next = waiting.popLast() {
      guard let figure = first(where: { $0.name == next.figure }) else { continue }
      switch figure.source {
      case .rows: found.insert(next)
      case .figures: waiting += figure.parts.filter { seen.insert($0).inserted }
      }
    }
    return found
  }

  /// The figures in an order in which each follows those that it is made of; and those for which there is no such
  /// order, because they are made of themselves or of others that are.
  var inOrderOfReading: (ordered: [FigurePlan], others: [FigurePlan]) {
    let places = Dictionary(indices.map { (self[$0].name, $0) }, uniquingKeysWith: { first, _ in first })
    var waiting = map { Set($0.parts.compactMap { places[$0.figure] }).count }
    var readers: [[Int]] = map { _ in [] }
    for (place, figure) in enumerated() {
      for part in Set(figure.parts.compactMap { places[$0.figure] }) { readers[part].append(place) }
    }
    var ready = indices.filter { waiting[$0] == 0 }
    var next = 0
    while next < ready.count {
      for reader in readers[ready[next]] {
        waiting[reader] -= 1
        if waiting[reader] == 0 { ready.append(reader) }
      }
      next += 1
    }
    return (ready.map { self[$0] }, indices.filter { waiting[$0] > 0 }.map { self[$0] })
  }

  /// The ways from a figure through those that it is made of back to itself, each once, as names.
  var cycles: [[String]] {
    let others = inOrderOfReading.others
    let names = Set(others.map(\.name))
    let next = Dictionary(
      others.map { ($0.name, $0.parts.first { names.contains($0.figure) }?.figure) },
      uniquingKeysWith: { first, _ in first })
    var seen: Set<String> = []
    var found: [[String]] = []
    for figure in others {
      var way: [String] = []
      var name = figure.name
      while seen.insert(name).inserted {
        way.append(name)
        guard let part = next[name] ?? nil else { break }
        name = part
      }
      if let start = way.firstIndex(of: name) { found.append([String](way[start...])) }
    }
    return found
  }
}
