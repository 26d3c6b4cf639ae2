internal import Diagnostics
internal import Engine
internal import Foundation
internal import Glibc
package import Ledger
package import Tables
internal import Workbooks

/// Everything that a run read, and its results, so that it can be repeated:
/// `.acta/archive/runs/<night>/<run>.json`. The bytes of the files are in the ``Archive``.
package struct Snapshot: Sendable, Equatable {
  /// A file by its path in the workspace: a definition, an input, or another job's export.
  package struct File: Sendable, Equatable {
    package var path: String
    package var sha256: String
    package var bytes: Int
    /// The modification time, for `fresh` checks.
    package var modified: Instant?
  }

  /// A part of a workbook.
  package struct Part: Codable, Sendable, Equatable {
    package var name: String
    /// CRC-32 of the uncompressed bytes.
    package var checksum: UInt32
  }

  /// The versions that produced the bytes.
  package struct Versions: Codable, Sendable, Equatable {
    package var acta: String
    package var zlib: String
    package var libxlsxwriter: String

    package static var current: Versions {
      Versions(
        acta: Version.text, zlib: LibraryVersions.zlib, libxlsxwriter: LibraryVersions.libxlsxwriter)
    }
  }

  /// The part of the run that the archive keeps; see ``Run``.
  package var run: Run
  package var versions: Versions
  package var files: [File] = []
  /// Parameters set on the command line.
  package var set: [String: Value] = [:]
  /// The figures of the last good run of an earlier night, as known to this run.
  package var previous: [RunFigure] = []
  /// The number of rows of each table of the job.
  package var rows: [String: Int] = [:]
  /// The tables with a key.
  package var tables: [ArchivedTable] = []
  /// The last published night, as known to this run.
  package var lastNight: LastNight?
  /// The SHA-256 of the manifest that the run left; nil in records of older versions.
  package var manifest: String?
  /// The parts of each workbook among the run's files.
  package var parts: [String: [Part]] = [:]

  package init(_ run: Run, versions: Versions = .current) {
    self.run = run
    self.versions = versions
  }

  private static func path(state: StateFolder, night: Night, run: String) -> String {
    "\(state.archivedRuns)/\(night)/\(run).json"
  }

  /// The objects of the archive that it needs.
  package var objects: [(name: String, sha256: String)] {
    files.map { ($0.path, $0.sha256) }
      + ((lastNight?.tables ?? []) + tables).map { ("table \($0.table)", $0.sha256) }
  }

  package func write(state: StateFolder) throws {
    let path = Snapshot.path(state: state, night: run.night, run: run.id)
    try FileModes.makeFolder(path.parentFolder)
    try AtomicFile.write(Array((json.text + "\n").utf8), to: path, mode: FileModes.file)
  }

  /// - Returns: nil if it does not exist.
  /// - Throws: a diagnostic if it cannot be read.
  package static func read(state: StateFolder, night: Night, run: String) throws -> Snapshot? {
    let path = path(state: state, night: night, run: run)
    // A power failure can leave an empty file, which counts as no snapshot.
    guard let data = FileManager.default.bytes(ofFile: path), !data.isEmpty else { return nil }
    do {
      return try JSONDecoder().decode(Snapshot.self, from: data)
    } catch {
      throw Diagnostic(
        .init(.archiveDamaged, "the record of run '\(run)' cannot be read"),
        at: SourceLocation(file: state.displayName(of: path)),
        reason: "it does not have the format of acta \(Version.text)",
        hint: "put it back from a backup; without it, the run can be neither replayed nor compared with")
    }
  }

  /// Also removes the incomplete file of a killed process.
  package static func remove(state: StateFolder, night: Night, run: String) {
    let path = path(state: state, night: night, run: run)
    for file in [path, AtomicFile.partial(of: path)] { unsafe unlink(file) }
  }

  /// The runs with a snapshot, ordered by night and run.
  package static func all(state: StateFolder) -> [(night: Night, run: String)] {
    let files = FileManager.default
    let root = state.archivedRuns
    let nights = ((try? files.contentsOfDirectory(atPath: root)) ?? []).compactMap(Night.init(iso:)).sorted()
    return nights.flatMap { night in
      ((try? files.contentsOfDirectory(atPath: "\(root)/\(night)")) ?? []).sorted()
        .filter { $0.hasSuffix(".json") }.map { (night, String($0.dropLast(5))) }
    }
  }
}

extension Snapshot {
  /// Archives everything that a run reads.
  /// - Parameters:
  ///   - definitions: display path and text.
  ///   - previous: the figures of the night before, as known to this run.
  init(
    archiving definitions: [(path: String, text: String)], _ sources: [LoadedInputs.Source],
    in archive: Archive, of run: Run, _ overrides: [String: Value], _ previous: [FigureKey: Value]
  ) throws {
    self.init(run)
    for (path, text) in definitions {
      let bytes = Array(text.utf8)
      files.append(File(path: path, sha256: try archive.store(bytes), bytes: bytes.count))
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
          modified: source.stamp?.modified))
      if let beside = source.manifest {
        let bytes = try FileBytes.read(beside)
        files.append(
          File(path: beside.displayName, sha256: try archive.store(bytes), bytes: bytes.count))
      }
    }
    // Several inputs may share a file.
    var known: Set<String> = []
    files = files.filter { known.insert($0.path).inserted }
    set = overrides
    self.previous = previous.map { RunFigure(figure: $0.figure, item: $0.item, value: $1) }
      .sorted { ($0.figure, $0.item ?? "") < ($1.figure, $1.item ?? "") }
  }

  /// Archives the tables with a key.
  mutating func add(_ execution: Execution, _ plan: JobPlan, in archive: Archive) throws {
    for chain in execution.balance.tables where !chain.isInput { rows[chain.table] = chain.rowsOut }
    for table in plan.tables where !table.key.isEmpty {
      if let rows = execution.stored[table.name] {
        tables.append(try archive.store(rows, named: table.name))
      } else if let rows = execution.tables[table.name] {
        tables.append(try archive.store(rows, named: table.name))
      }
    }
  }

  /// Adds the results of the run, which are in `folder`.
  func completed(by run: Run, in folder: String) -> Snapshot {
    var snapshot = self
    snapshot.run = run
    snapshot.manifest = Manifest.fingerprint(in: folder)
    for file in run.files { snapshot.parts[file.file] = Part.all(of: "\(folder)/\(file.file)") }
    return snapshot
  }
}
