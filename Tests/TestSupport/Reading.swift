internal import Diagnostics
internal import Formats
internal import Foundation
package import Tables

/// A file with these bytes for as long as `body` runs.
package func withFile<R>(_ bytes: [UInt8], named name: String = "a.csv", _ body: (InputFile) throws -> R)
  throws -> R
{
  try withFolder { folder in
    let path = "\(folder)/\(name)"
    try Data(bytes).write(to: URL(filePath: path))
    return try body(InputFile(path: path, displayName: "Inputs/\(name)"))
  }
}

/// An empty folder for as long as `body` runs.
package func withFolder<R>(_ body: (String) throws -> R) throws -> R {
  let folder = FileManager.default.temporaryDirectory.appending(path: "acta-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(folder.path)
}

package func read(_ bytes: [UInt8], _ change: (inout ReadingOptions) -> Void = { _ in }) throws
  -> ReadingResult
{
  var options = ReadingOptions(zone: .utc)
  change(&options)
  return try withFile(bytes) { try InputReader.read([$0], options: options) }
}

package func read(_ text: String, _ change: (inout ReadingOptions) -> Void = { _ in }) throws -> ReadingResult
{
  try read(Array(text.utf8), change)
}

/// The bytes of a file below `Fixtures/`, which is beside a test's file or above it.
package func fixture(_ name: String, from testFile: String = #filePath) throws -> [UInt8] {
  var folder = URL(filePath: testFile).deletingLastPathComponent()
  while folder.path != "/" {
    let file = folder.appending(path: "Fixtures").appending(path: name)
    if FileManager.default.fileExists(atPath: file.path) { return Array(try Data(contentsOf: file)) }
    folder.deleteLastPathComponent()
  }
  throw CocoaError(.fileNoSuchFile)
}

/// The diagnostics that reading throws, without their places.
package func failures(_ text: String, _ change: (inout ReadingOptions) -> Void = { _ in }) -> [String] {
  do {
    _ = try read(text, change)
    return []
  } catch let problems as Diagnostics {
    return problems.all.map(\.message.description)
  } catch {
    return ["\(error)"]
  }
}

extension ReadingResult {
  package var names: [String] { table.schema.names }

  package func texts(_ name: String) -> [String?] {
    guard case .text(let column) = table.column(named: name) else { return [] }
    return (0..<column.count).map { column.validity[$0] ? column.string(at: $0) : nil }
  }

  package func values(_ name: String) -> [Value] {
    (0..<table.rowCount).map { table.column(named: name)!.value(at: $0) }
  }

  /// `line column: reason`, one a reject.
  package var rejected: [String] {
    rejects.rows.map { row in
      func shown(_ value: Value) -> String {
        switch value {
        case .text(let text): text
        case .integer(let number): "\(number)"
        default: "-"
        }
      }
      return "\(shown(row[1])) \(shown(row[2])): \(shown(row[3]))"
    }
  }

  /// Every file's rows are kept, rejected or left out.
  package var balances: Bool {
    files.reduce(0) { $0 + $1.rows }
      == table.rowCount + files.reduce(0) { $0 + $1.rejected + $1.leftOut.reduce(0) { $0 + $1.rows } }
  }
}
