internal import Diagnostics
internal import Engine
internal import Foundation
internal import Glibc
package import Ledger
package import Tables

/// All that a run was made of and what it gave, so that it can be had again:
/// `.acta/archive/runs/<night>/<run>.json`. The files' bytes are in the ``Archive``.
package struct Snapshot: Codable, Sendable, Equatable {
  /// A file by its path in the workspace: definitions, inputs, and what other jobs had published.
  package struct File: Codable, Sendable, Equatable {
    package var path: String
    package var sha256: String
    package var bytes: Int
    /// Microseconds since 1970; `fresh` checks ask for it.
    package var modified: Int64?
  }

  package struct Figure: Codable, Sendable, Equatable {
    package var figure: String
    package var item: String?
    package var value: ArchivedValue
  }

  package struct Export: Codable, Sendable, Equatable {
    package var file: String
    package var sha256: String
    package var bytes: Int
    /// Of a workbook: each part and the CRC-32 of its plain bytes.
    package var parts: [Part]?
  }

  package struct Part: Codable, Sendable, Equatable {
    package var name: String
    package var checksum: UInt32
  }

  /// What made the bytes.
  package struct Versions: Codable, Sendable, Equatable {
    package var acta: String
    package var zlib: String
    package var libxlsxwriter: String

    package static var current: Versions {
      Versions(
        acta: Version.text, zlib: LibraryVersions.zlib, libxlsxwriter: LibraryVersions.libxlsxwriter)
    }
  }

  package var schema = 1
  package var run: String
  package var job: String
  package var night: String
  /// Microseconds since 1970.
  package var asOf: Int64
  package var stage: String?
  package var status: String
  package var versions: Versions
  package var files: [File] = []
  /// Parameters that the command line set.
  package var set: [String: ArchivedValue] = [:]
  /// The figures of the last good run of an earlier night, as the run knew them.
  package var previous: [Figure] = []
  package var exports: [Export] = []

  private static func path(state: StateFolder, night: String, run: String) -> String {
    "\(state.archivedRuns)/\(night)/\(run).json"
  }

  package func write(state: StateFolder) throws {
    let path = Snapshot.path(state: state, night: night, run: run)
    try FileModes.makeFolder((path as NSString).deletingLastPathComponent)
    try AtomicFile.write(Array((json.text + "\n").utf8), to: path, mode: FileModes.file)
  }

  /// - Returns: nil when there is none.
  /// - Throws: a diagnostic when it cannot be read.
  package static func read(state: StateFolder, night: String, run: String) throws -> Snapshot? {
    let path = path(state: state, night: night, run: run)
    // A power failure leaves names without bytes: there is nothing of such a run.
    guard let data = FileManager.default.contents(atPath: path), !data.isEmpty else { return nil }
    do {
      return try JSONDecoder().decode(Snapshot.self, from: data)
    } catch {
      throw Diagnostic(
        "the record of run '\(run)' cannot be read", at: SourceLocation(file: state.displayName(of: path)),
        reason: "it is not what acta \(Version.text) writes")
    }
  }

  /// Also what a killed process had written of it.
  package static func remove(state: StateFolder, night: String, run: String) {
    let path = path(state: state, night: night, run: run)
    for file in [path, AtomicFile.partial(of: path)] { unsafe unlink(file) }
  }

  /// The runs that have a snapshot, by night, then by run.
  package static func all(state: StateFolder) -> [(night: String, run: String)] {
    let files = FileManager.default
    let root = state.archivedRuns
    let nights = ((try? files.contentsOfDirectory(atPath: root)) ?? []).sorted()
    return nights.flatMap { night in
      ((try? files.contentsOfDirectory(atPath: "\(root)/\(night)")) ?? []).sorted()
        .filter { $0.hasSuffix(".json") }.map { (night, String($0.dropLast(5))) }
    }
  }
}

extension RunRecord {
  /// As much of a run as its archive tells; where it published, that is not known.
  init(_ snapshot: Snapshot) {
    self.init(
      id: snapshot.run, job: snapshot.job, origin: .run, night: snapshot.night, asOf: snapshot.asOf,
      stage: snapshot.stage, status: RunStatus(rawValue: snapshot.status) ?? .error, started: 0,
      acta: snapshot.versions.acta)
  }
}

extension Snapshot {
  /// Archives what a run is made of.
  /// - Parameters:
  ///   - definitions: display path and text.
  ///   - previous: the figures of the night before, as the run knows them.
  init(
    archiving definitions: [(path: String, text: String)], _ sources: [InputsReading.Source],
    in archive: Archive, of manifest: Manifest, _ moment: RunMoment, _ overrides: [String: Value],
    _ previous: [FigureKey: Value]
  ) throws {
    self.init(
      run: manifest.run, job: manifest.job, night: manifest.night, asOf: moment.asOf.microseconds,
      stage: manifest.stage,
      status: manifest.status.rawValue, versions: .current)
    for (path, text) in definitions {
      let bytes = Array(text.utf8)
      files.append(File(path: path, sha256: try archive.store(bytes), bytes: bytes.count, modified: nil))
    }
    for source in sources {
      try Interruption.check()
      do {
        try archive.store(source.file, sha256: source.sha256, stamp: source.stamp)
      } catch let changed as ChangedFile {
        throw changed.diagnostic
      }
      files.append(
        File(
          path: source.file.displayName, sha256: source.sha256, bytes: source.bytes,
          modified: source.stamp.map { $0.modified / 1000 }))
      if let beside = source.manifest {
        let bytes = try FileBytes.read(beside)
        files.append(
          File(
            path: beside.displayName, sha256: try archive.store(bytes), bytes: bytes.count, modified: nil))
      }
    }
    // Inputs may share a file.
    var known: Set<String> = []
    files = files.filter { known.insert($0.path).inserted }
    set = overrides.mapValues { ArchivedValue($0) }
    self.previous = previous.map { Figure(figure: $0.figure, item: $0.item, value: ArchivedValue($1)) }
      .sorted { ($0.figure, $0.item ?? "") < ($1.figure, $1.item ?? "") }
  }

  /// With what the run gave, which is in `folder`.
  func completed(by manifest: Manifest, in folder: String) throws -> Snapshot {
    var snapshot = self
    snapshot.status = manifest.status.rawValue
    snapshot.exports = (manifest.exports + manifest.handedOver).map { entry in
      Export(
        file: entry.file, sha256: entry.sha256, bytes: entry.bytes,
        parts: Part.all(of: "\(folder)/\(entry.file)"))
    }
    return snapshot
  }
}

/// A value in JSON, its type beside it.
package struct ArchivedValue: Codable, Sendable, Equatable {
  package var type: String
  package var text: String

  package init(_ value: Value) {
    type = value.type?.rawValue ?? "null"
    switch value {
    case .null: text = ""
    case .integer(let number): text = String(number)
    case .number(let number): text = "\(number)"
    case .boolean(let flag): text = String(flag)
    case .text(let string): text = string
    case .date(let days): text = String(days)
    case .datetime(let instant): text = String(instant)
    }
  }

  package var value: Value {
    switch ColumnType(rawValue: type) {
    case .text: .text(text)
    case .integer: Int64(text).map { .integer($0) } ?? .null
    case .number: Double(text).map { .number($0) } ?? .null
    case .boolean: .boolean(text == "true")
    case .date: Int32(text).map { .date($0) } ?? .null
    case .datetime: Int64(text).map { .datetime($0) } ?? .null
    case nil: .null
    }
  }
}
