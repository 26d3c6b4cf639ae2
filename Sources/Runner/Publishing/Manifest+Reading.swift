internal import Foundation
package import Ledger
internal import Synchronization
internal import Tables

extension Manifest {
  /// Reads the manifest at `path`.
  ///
  /// - Returns: the run; nil if the file does not exist.
  /// - Throws: ``Unreadable``.
  static func read(_ path: String) throws -> Run? {
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    let stamp = FileStamp(path: path)
    if let stamp, let known = known.withLock({ $0[path] }), known.stamp == stamp { return known.run }
    guard let data = FileManager.default.bytes(ofFile: path) else {
      throw Unreadable(reason: "the file cannot be read")
    }
    let run = try run(of: data)
    if let stamp { known.withLock { $0[path] = (stamp, run) } }
    return run
  }

  /// The runs that this process has read: a job that takes ten exports of another one reads its manifest once.
  private static let known = Mutex<[String: (stamp: FileStamp, run: Run)]>([:])

  /// Reads a manifest's text.
  ///
  /// - Throws: ``Unreadable``.
  static func read(json: String) throws -> Run { try run(of: Data(json.utf8)) }

  private static func run(of data: Data) throws -> Run {
    do {
      return try JSONDecoder().decode(Contents.self, from: data).run
    } catch let error as DecodingError {
      throw Unreadable(reason: error.reason)
    }
  }

  struct Unreadable: Error {
    var reason: String
  }

  /// The keys of a manifest. Keys that older manifests lack are optional.
  private struct Contents: Decodable {
    var run: Run

    private enum Key: String, CodingKey {
      case acta, job, run, occurrence, due, night, as_of, stage, status, reason, started, seconds
      case inputs, figures, checks, exports, handed_over, arrivals, changes, replaces, fallbacks
    }

    init(from decoder: any Decoder) throws {
      let values = try decoder.container(keyedBy: Key.self)
      func value<R>(_ key: Key, _ what: String, _ make: (String) -> R?) throws -> R {
        guard let made = make(try values.decode(String.self, forKey: key)) else {
          throw DecodingError.dataCorruptedError(forKey: key, in: values, debugDescription: what)
        }
        return made
      }
      func text(_ key: Key) throws -> String? { try values.decodeIfPresent(String.self, forKey: key) }
      let occurrence = try text(.occurrence)
      let due = try text(.due).flatMap(Contents.instant)
      run = Run(
        id: try values.decode(String.self, forKey: .run), job: try values.decode(String.self, forKey: .job),
        origin: occurrence == nil ? .run : .nightly,
        night: try values.decode(Night.self, forKey: .night),
        asOf: try value(.as_of, "not an instant", Contents.instant), stage: try text(.stage),
        status: try value(.status, "not a status", RunStatus.init(rawValue:)),
        started: try value(.started, "not an instant", Contents.instant),
        seconds: try values.decode(Double.self, forKey: .seconds),
        acta: try values.decode(String.self, forKey: .acta))
      if let occurrence, let due { run.occurrence = Run.Occurrence(key: occurrence, due: due) }
      run.reason = try text(.reason)
      run.inputs = try values.decode([RunInput].self, forKey: .inputs)
      run.figures = try values.decode([RunFigure].self, forKey: .figures)
      run.checks = try values.decode([RunCheck].self, forKey: .checks)
      run.exports = try values.decode([RunFile].self, forKey: .exports)
      run.handedOver = try values.decodeIfPresent([RunFile].self, forKey: .handed_over) ?? []
      run.replaces = try text(.replaces)
      run.changes = try values.decodeIfPresent([RunChanges].self, forKey: .changes) ?? []
      run.arrivals = try values.decodeIfPresent([RunArrival].self, forKey: .arrivals) ?? []
      run.fallbacks = try values.decodeIfPresent([RunFallback].self, forKey: .fallbacks) ?? []
    }

    /// Every instant in a manifest has its UTC offset.
    private static func instant(_ text: String) -> Instant? {
      guard let time = ISOTime.read(text), time.offset != nil else { return nil }
      return time.instant(in: .utc)
    }
  }
}

extension RunFigure: Decodable {
  private enum Key: String, CodingKey { case figure, item, value, published }

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Key.self)
    func value(_ key: Key) throws -> Value {
      try values.decodeIfPresent(Scalar.self, forKey: key)?.value ?? .null
    }
    self.init(
      figure: try values.decode(String.self, forKey: .figure),
      item: try values.decodeIfPresent(String.self, forKey: .item), value: try value(.value),
      published: try value(.published))
  }

  /// A JSON value that is neither a list nor an object; integers are distinct from other numbers.
  private struct Scalar: Decodable {
    var value: Value

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let flag = try? container.decode(Bool.self) {
        value = .boolean(flag)
      } else if let integer = try? container.decode(Int64.self) {
        value = .integer(integer)
      } else if let number = try? container.decode(Double.self) {
        value = .number(number)
      } else {
        value = .text(try container.decode(String.self))
      }
    }
  }
}

extension RunCheck: Decodable {
  private enum Key: String, CodingKey { case table, kind, severity, status, failing, finding }

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Key.self)
    self.init(
      table: try values.decodeIfPresent(String.self, forKey: .table),
      kind: try values.decode(String.self, forKey: .kind),
      severity: try values.decode(String.self, forKey: .severity),
      status: try values.decode(String.self, forKey: .status),
      failing: try values.decode(Int.self, forKey: .failing),
      finding: try values.decodeIfPresent(String.self, forKey: .finding) ?? "")
  }
}

extension RunFile: Decodable {
  private enum Key: String, CodingKey {
    case file, sha256, bytes, rows, columns, notices, recipient = "for", language
  }

  private struct Column: Decodable {
    var name: String
    var type: String

    /// Nil for an unknown type.
    var field: Field? { ColumnType(rawValue: type).map { Field(name, $0) } }
  }

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Key.self)
    self.init(
      file: try values.decode(String.self, forKey: .file),
      sha256: try values.decode(String.self, forKey: .sha256),
      bytes: try values.decode(Int.self, forKey: .bytes), rows: try values.decode(Int.self, forKey: .rows),
      columns: try values.decodeIfPresent([Column].self, forKey: .columns)?.compactMap(\.field))
    notices = try values.decodeIfPresent([String].self, forKey: .notices) ?? []
    recipient = try values.decodeIfPresent(String.self, forKey: .recipient)
    language = try values.decodeIfPresent(String.self, forKey: .language)
  }
}

extension DecodingError {
  /// The fault, with the path of its key.
  fileprivate var reason: String {
    func path(_ context: Context, _ last: (any CodingKey)? = nil) -> String {
      (context.codingPath + [last].compactMap { $0 })
        .map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }.joined(separator: ".")
    }
    switch self {
    case .keyNotFound(let key, let context): return "it has no '\(path(context, key))'"
    case .typeMismatch(_, let context): return "'\(path(context))' has the wrong type"
    case .valueNotFound(_, let context): return "'\(path(context))' is null"
    case .dataCorrupted(let context):
      return context.codingPath.isEmpty
        ? "it is not JSON" : "'\(path(context))' is \(context.debugDescription)"
    @unknown default: return "it cannot be decoded"
    }
  }
}
