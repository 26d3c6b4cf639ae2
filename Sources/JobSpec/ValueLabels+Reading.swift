internal import Diagnostics

extension NodeReader {
  /// `{membership: {member: {es: …, en: …}}, category: {file: …, code: …, es: …, en: …}}`
  func valueLabels() -> [ValueLabels]? {
    entries("a mapping of sets of labels", allowsEmpty: true) { name, node in
      // A set with a mistake still exists for the columns that name it.
      ValueLabels(name: name, source: node.labelSource() ?? .texts([]))
    }
  }

  private func labelSource() -> ValueLabels.Source? {
    if case .mapping(let entries) = node.content,
      entries.contains(where: { $0.key.text == "file" && $0.value.scalar != nil })
    {
      return labelFile(languages: entries.map(\.key.text).filter { $0 != "file" && $0 != "code" })
    }
    let labels = entries("a mapping of values to labels") { code, label in
      label.localizedText().map { (code: code.value, label: $0) }
    }
    return labels.map { .texts($0) }
  }

  private func labelFile(languages: [String]) -> ValueLabels.Source? {
    mapping(name) { keys in
      let file = keys.required("file")?.inputPath()
      let code = keys.required("code")?.nonEmptyText("the name of a column")
      let columns = languages.filter(Name.isLanguage).compactMap { language in
        keys[language]?.nonEmptyText("the name of a column").map { (language: language, column: $0) }
      }
      if columns.isEmpty, languages.isEmpty {
        keys.reading.report(
          .labelsWithoutLanguage, at: file?.location ?? location,
          reason: "readers would see the codes", hint: "name the column of each language:  es: name_es")
      }
      guard let file, let code else { return nil }
      return .file(file, code: code, columns: columns)
    }
  }
}

extension Job {
  /// Adds the timeline's sets of labels, and an input for the file of each set that the job uses.
  mutating func takeLabels(of timeline: TimelineDefinition?, _ reading: FileReading) {
    labels += (timeline?.labels ?? []).filter { labels(named: $0.name.value) == nil }
    let names = labels.map(\.name.value)
    for export in exports {
      for column in export.columns {
        guard let set = column.labels, timeline != nil, labels(named: set.value) == nil else { continue }
        reading.report(
          .unknownLabels(set.value), at: set.location,
          reason: names.isEmpty
            ? "neither the timeline nor the job has labels"
            : inventory("set of labels", names, plural: "sets of labels"),
          hint: suggestion(for: set.value, among: names))
      }
    }
    for set in usedLabels {
      guard case .file(let file, _, _) = set.source, input(named: set.inputName) == nil else { continue }
      inputs.append(
        Input(
          name: Located(set.inputName, at: set.name.location), source: .file(file),
          location: set.name.location))
    }
  }

  /// The sets that the job's exports can show.
  package var usedLabels: [ValueLabels] {
    var columns = Set(figures.compactMap(\.by?.value))
    for step in tables.flatMap(\.steps) {
      if case .pivot(let pivot) = step.operation { columns.insert(pivot.column.value) }
    }
    var names = Set(exports.flatMap(\.columns).compactMap(\.labels?.value))
    names.formUnion(columns.compactMap { labels(ofColumn: $0)?.name.value })
    names.formUnion(exports.compactMap { $0.each.flatMap { labels(ofColumn: $0.by.value)?.name.value } })
    return labels.filter { names.contains($0.name.value) }
  }
}

extension Diagnostic.Message {
  fileprivate static var labelsWithoutLanguage: Self {
    Self(.missingKey, "the labels of a file have no column of any language")
  }
  static func unknownLabels(_ name: String) -> Self { Self(.unknownValue, "unknown set of labels '\(name)'") }
}
