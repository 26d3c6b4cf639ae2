internal import Diagnostics
package import Engine
internal import Foundation
package import Tables

/// What jobs have published: `Exports/<night>/<job>/` and the manifests there.
package struct Published: Sendable {
  /// The folder `Exports`.
  package var folder: String

  package init(folder: String) { self.folder = folder }

  /// A manifest as it is read back.
  package struct Record: Sendable {
    package var night: String
    package var folder: String
    package var asOf: String
    package var status: String
    /// By figure and item.
    package var figures: [FigureKey: Value]
    /// CSV exports: file name to columns.
    package var columns: [String: [Field]]
    package var files: [String]
  }

  /// The newest published run of a job, of the nights up to `night` (ISO date) or before it.
  package func newest(of job: String, upTo night: String, includingIt: Bool = true) -> Record? {
    for candidate in nights() where includingIt ? candidate <= night : candidate < night {
      if let record = record(of: job, night: candidate) { return record }
    }
    return nil
  }

  /// Nights with a folder, newest first.
  func nights() -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { CivilDate(iso: $0) != nil }.sorted(by: >)
  }

  package func record(of job: String, night: String) -> Record? {
    let path = "\(folder)/\(night)/\(job)"
    guard let data = FileManager.default.contents(atPath: "\(path)/\(Manifest.fileName)"),
      let file = try? JSONDecoder().decode(File.self, from: data)
    else { return nil }
    var record = Record(
      night: night, folder: path, asOf: file.as_of, status: file.status, figures: [:], columns: [:],
      files: file.exports.map(\.file))
    for figure in file.figures {
      record.figures[FigureKey(figure: figure.figure, item: figure.item)] = figure.value?.value ?? .null
    }
    for export in file.exports {
      record.columns[export.file] = export.columns?.compactMap { column in
        ColumnType(rawValue: column.type).map { Field(column.name, $0) }
      }
    }
    return record
  }

  /// The parts of a manifest that later runs read.
  private struct File: Decodable {
    struct FigureEntry: Decodable {
      var figure: String
      var item: String?
      var value: Number?
    }
    struct ExportEntry: Decodable {
      struct Column: Decodable {
        var name: String
        var type: String
      }
      var file: String
      var columns: [Column]?
    }
    var as_of: String
    var status: String
    var figures: [FigureEntry]
    var exports: [ExportEntry]
  }

  /// A JSON number that keeps integers apart.
  private struct Number: Decodable {
    var value: Value
    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let integer = try? container.decode(Int64.self) {
        value = .integer(integer)
      } else {
        value = .number(try container.decode(Double.self))
      }
    }
  }
}
