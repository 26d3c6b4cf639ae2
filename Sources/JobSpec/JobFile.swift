package import Diagnostics
internal import Tables

/// Reads `Jobs/<job>.yaml`.
package enum JobFile {
  /// - Parameters:
  ///   - file: the path as users know it, such as `Jobs/attendance.yaml`; used in locations.
  ///   - timeline: the stages, languages and zone that the job may use; nil skips these checks.
  /// - Throws: `Diagnostics` with all errors, in the file's order.
  package static func read(text: String, file: String, timeline: TimelineDefinition?) throws -> Job {
    let (job, diagnostics) = readCollecting(text: text, file: file, timeline: timeline)
    try diagnostics.throwIfErrors()
    guard let job else { preconditionFailure("a job that cannot be read has an error") }
    return job
  }

  /// Whether a job can have this name, in any case of letters; it is the name of a folder and a file.
  package static func isName(_ text: String) -> Bool { Name.isFolder(text) }

  /// Like ``read(text:file:timeline:)``, but returns the valid parts of an invalid job.
  package static func readCollecting(text: String, file: String, timeline: TimelineDefinition?) -> (
    job: Job?, diagnostics: Diagnostics
  ) {
    let document = YAMLDocument(text: text, file: file)
    let reading = FileReading(file: file, zone: timeline?.zone ?? .utc)
    reading.report(document.diagnostics)
    guard let root = document.root else { return (nil, reading.diagnostics) }
    let node = NodeReader(node: root, name: "a job's file", reading: reading)
    let job = node.mapping("the job") { Job.read($0) }
    if var job {
      job.takeLabels(of: timeline, reading)
      job.takeCorrections()
      JobValidator(job: job, timeline: timeline, reading: reading).validate()
      return (job, Diagnostics(reading.diagnostics.sorted))
    }
    return (nil, Diagnostics(reading.diagnostics.sorted))
  }
}

extension Job {
  fileprivate static func read(_ keys: MappingReader) -> Job? {
    let reading = keys.reading
    let fileName = reading.file.split(separator: "/").last.map(String.init) ?? reading.file
    let stem = fileName.hasSuffix(".yaml") ? String(fileName.dropLast(5)) : fileName
    let name = keys.required("job", hint: "write  job: \(stem)")?.nonEmptyText("the name of the job")
    if let name { check(name, against: stem, fileName, reading) }
    var job = Job(file: reading.file, name: name ?? Located(stem, at: keys.location))
    job.title = keys["title"]?.localizedText()
    job.description = keys["description"]?.localizedText()
    job.labels = keys.section("labels")?.valueLabels() ?? []
    job.schedules = keys.section("schedule")?.list("a list of schedules", Schedule.read) ?? []
    job.catchUp = keys["catch_up"]?.word(CatchUp.self)?.value ?? .latest
    let parameters = keys.section("parameters", &job) {
      $0.entries("a mapping of parameters", allowsEmpty: true) {
        Optional(($0, Parameter.read(name: $0, $1)))
      }
    }
    for (name, parameter) in parameters ?? [] {
      if let parameter { job.parameters.append(parameter) } else { job.unread.parameters.insert(name.value) }
    }
    job.inputs =
      keys.section("inputs", &job) { $0.entries("a mapping of inputs", allowsEmpty: true, Input.read) } ?? []
    job.tables =
      keys.section("tables", &job) {
        $0.entries("a mapping of tables", allowsEmpty: true, TableDefinition.read)
      } ?? []
    job.figures =
      keys.section("figures", &job) { $0.entries("a mapping of figures", allowsEmpty: true, Figure.read) }
      ?? []
    job.checks = keys.section("checks")?.list("a list of checks", Check.read)?.flatMap { $0 } ?? []
    let exports = keys.section("exports", &job) { $0.list("a list of exports") { Optional(Export.read($0)) } }
    job.exports = (exports ?? []).compactMap { $0 }
    job.unread.hasExports = job.exports.count < (exports?.count ?? 0)
    for section in ["parameters", "inputs", "tables", "figures", "exports"]
    where keys.hasMisspelling(of: [section]) {
      job.unread.sections.insert(section)
    }
    if job.unread.sections.contains("exports") { job.unread.hasExports = true }
    return job
  }

  private static func check(
    _ name: Located<String>, against stem: String, _ fileName: String, _ reading: FileReading
  ) {
    if Name.isFolder(name.value), name.value != name.value.lowercased() {
      reading.report(
        .badName(name.value, kind: "a job"), at: name.location,
        reason: "names that differ only in case are one folder on some disks",
        hint: "write  job: \(name.value.lowercased())  and rename the file to \(name.value.lowercased()).yaml"
      )
    } else if !Name.isFolder(name.value) {
      reading.report(
        .badName(name.value, kind: "a job"), at: name.location,
        reason: "a job's exports are in a folder of its name: letters a to z, digits, '_' and '-'")
    } else if name.value != stem {
      reading.report(
        .jobIsNotFile(name.value, fileName), at: name.location, reason: "a job is named after its file",
        hint: "write  job: \(stem)  or rename the file to \(name.value).yaml")
    }
  }
}

extension Parameter {
  fileprivate static func read(name: Located<String>, _ node: NodeReader) -> Parameter? {
    if ["as_of", "night", "stage"].contains(name.value) {
      node.reading.report(
        .reservedParameter(name.value), at: name.location,
        reason: "$as_of, $night and $stage are defined in every job")
    } else if !Name.isIdentifier(name.value) {
      node.reading.report(
        .badName(name.value, kind: "a parameter"), at: name.location,
        reason: "expressions name it after a '$': letters, digits and '_', and a letter first")
    }
    return node.value().map { Parameter(name: name, value: $0) }
  }
}

extension Diagnostic.Message {
  static func jobIsNotFile(_ job: String, _ file: String) -> Self {
    Self(.jobFileName, "job '\(job)' is in the file '\(file)'")
  }
  static func reservedParameter(_ name: String) -> Self {
    Self(.takenName, "a parameter cannot be named '\(name)'")
  }
}
