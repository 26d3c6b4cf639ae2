/// Rejected rows field by field, for people who correct them.
package struct RejectedRows: Sendable {
  package struct Row: Sendable {
    package var file: String
    package var line: Int
    package var column: String?
    package var code: RejectCode
    package var reason: String
    package var raw: String
    /// The text of each of ``columns``, with the corrections that hold; nil for an empty field.
    package var fields: [String?]
    /// The corrections that were applied to it, by their rows in the file of corrections.
    package var corrections: [Int] = []
    /// Whether it is a row of the input after its corrections.
    package var isRead = false
  }

  package struct InputColumn: Sendable {
    package var name: String
    /// The decimal mark of its numbers.
    package var decimal: UInt8
  }

  /// How many rejects of an input have fields, unless corrections ask for all of them.
  package static let most = 5_000

  package private(set) var columns: [InputColumn] = []
  /// The first rejects, and all that were corrected.
  package private(set) var rows: [Row] = []
  /// How many of the rows are there because they are among the first.
  private var first = 0
  /// By file: how the texts of its rows are divided, and the places of its columns.
  private var layouts: [String: (text: RowText, places: [Int])] = [:]

  package init() {}

  package var isEmpty: Bool { rows.isEmpty }

  /// The place of a column; nil if the input has none of this name.
  package func place(of column: String) -> Int? { columns.firstIndex { $0.name == column } }

  /// Adds the rejects of one file, whose columns may be others.
  package mutating func add(_ file: FileRows) {
    if file.rejects.isEmpty, file.corrected.isEmpty { return }
    let places = file.specs.map { spec in
      place(of: spec.name)
        ?? {
          columns.append(InputColumn(name: spec.name, decimal: spec.numbers.decimal))
          for row in rows.indices { rows[row].fields.append(nil) }
          return columns.count - 1
        }()
    }
    layouts[file.report.file] = (RowText(file), places)
    func placed(_ fields: [String?]?) -> [String?] { self.placed(fields, places) }
    let room = RejectedRows.most - first
    for reject in file.rejects.prefix(room) {
      rows.append(Row(reject, of: file.report.file, placed(reject.fields)))
    }
    first += min(room, file.rejects.count)
    // Those that are still rejects although they were corrected are needed as well.
    for reject in file.rejects.dropFirst(room) where !reject.corrections.isEmpty {
      rows.append(Row(reject, of: file.report.file, placed(reject.fields)))
    }
    for reject in file.corrected {
      var row = Row(reject, of: file.report.file, placed(reject.fields))
      row.isRead = true
      rows.append(row)
    }
  }

  private func placed(_ fields: [String?]?, _ places: [Int]) -> [String?] {
    var all = [String?](repeating: nil, count: columns.count)
    for (place, text) in zip(places, fields ?? []) { all[place] = text }
    return all
  }

  /// The fields of a row's text, and those of another text in place of it, by ``columns``.
  ///
  /// - Returns: nil if a text cannot be divided, such as an object of JSON or one with an open quote.
  package func fields(of row: Row, replacedBy text: String) -> (old: [String?], new: [String?])? {
    guard let (layout, places) = layouts[row.file], row.code != .object, let new = layout.fields(of: text)
    else { return nil }
    let own = layout.fields(of: row.raw).map { placed($0.byColumn, places) }
    if !row.corrections.isEmpty { return own.map { ($0, placed(new.byColumn, places)) } }
    // The texts of a sheet's cells may hold what divides them.
    guard own == row.fields || row.code == .quote else { return nil }
    return (row.fields, placed(new.byColumn, places))
  }
}

extension RejectedRows.Row {
  fileprivate init(_ reject: Reject, of file: String, _ fields: [String?]) {
    self.init(
      file: file, line: reject.line, column: reject.column, code: reject.code, reason: reject.reason,
      raw: reject.raw, fields: fields, corrections: reject.corrections)
  }
}

/// By which rejected rows are known from night to night: their text in the file.
package enum RejectKey {
  private static let longest = 2_000
  private static let shown = 200

  /// The text, as files of corrections have it: the end of a long one is replaced by a hash.
  package static func text(_ raw: String) -> String {
    let plain = plain(raw)
    return plain.utf8.count <= longest ? plain : "\(plain.prefix(shown)) … \(hash(plain))"
  }

  /// A short name that no program takes for a number.
  package static func id(_ raw: String) -> String { hash(plain(raw)) }

  package static func isID(_ text: String) -> Bool {
    text.utf8.count == 13 && text.utf8.first == UInt8(ascii: "r")
      && text.utf8.dropFirst().allSatisfy { byte in
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
          || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
      }
  }

  private static func hash(_ text: String) -> String {
    "r\(FileFingerprint(of: Array(text.utf8)).sha256.prefix(12))"
  }

  /// Line ends and blanks around it may have been lost on the way.
  private static func plain(_ raw: String) -> String {
    let bytes = Array(raw.replacing("\r\n", with: "\n").replacing("\r", with: "\n").utf8)
    return bytes.span.text(bytes.span.trimmed(0..<bytes.count))
  }
}
