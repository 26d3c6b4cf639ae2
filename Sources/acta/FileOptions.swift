internal import ArgumentParser
internal import Diagnostics
internal import Foundation
internal import Tables

/// The keys of an input as options, for commands that read a file without a job. Keys that are not
/// given are guessed.
struct FileOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "\(InputFormat.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "format"))
  var format: String?

  @Option(name: .long, help: ArgumentHelp("utf-8, utf-16, windows-1252, …", valueName: "name"))
  var encoding: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The characters between fields: one or several; tab is \\t.", valueName: "characters"))
  var delimiter: [String] = []

  @Option(
    name: .long, help: ArgumentHelp("The character around fields (default: \").", valueName: "character"))
  var quote: String?

  @Option(
    name: .long,
    help: ArgumentHelp("The character that takes the meaning from the next one.", valueName: "character"))
  var escape: String?

  @Option(
    name: .long,
    help: ArgumentHelp("The character with which lines begin that are not rows.", valueName: "character"))
  var comment: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The row of the header, or its rows, such as 3,4; 0 for a file without one.", valueName: "rows"))
  var headerRow: String?

  @Option(name: .long, help: ArgumentHelp("Rows after the header that are not data.", valueName: "count"))
  var skipRows: Int?

  @Option(
    name: .long,
    help: ArgumentHelp("The table ends before the first row for which this is true.", valueName: "expression")
  )
  var until: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "A column whose empty cells take the value above; may be repeated.", valueName: "column"))
  var fillDown: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp("The sheet of a workbook: its name, or its number from 1.", valueName: "sheet"))
  var sheet: String?

  @Option(name: .long, help: ArgumentHelp("The cells of a sheet, such as B3:H200.", valueName: "cells"))
  var range: String?

  @Option(
    name: .long,
    help: ArgumentHelp("The file in an archive; * stands for any letters.", valueName: "name"))
  var member: String?

  @Option(name: .long, help: ArgumentHelp("The list in JSON, such as data.people.", valueName: "names"))
  var path: String?

  @Option(
    name: .long,
    help: ArgumentHelp("The day of a list that has times only, such as 2021-04-26.", valueName: "date"))
  var date: String?

  @Option(
    name: .long,
    help: ArgumentHelp("Rows with too few or too many fields: reject or pad.", valueName: "policy"))
  var ragged: String?

  @Option(
    name: .long, help: ArgumentHelp("The zone of times without one (default: UTC).", valueName: "name"))
  var timeZone: String?

  @Flag(name: .long, help: "Print JSON on stdout, for other programs.")
  var json = false

  @Flag(name: [.long, .short], help: "Print nothing on success.")
  var quiet = false

  var console: Console { Console(isQuiet: quiet, isJSON: json) }

  /// - Throws: `ValidationError` for a value that is not allowed.
  func reading() throws -> ReadingOptions {
    guard let zone = Zone(timeZone ?? "UTC") else {
      throw ValidationError("'\(timeZone ?? "")' is not a time zone such as America/Santiago.")
    }
    var options = ReadingOptions(zone: zone)
    options.format = try choice(format, "--format")
    options.encoding = try choice(encoding.map(FileOptions.encodingName), "--encoding")
    options.ragged = try choice(ragged, "--ragged") ?? .reject
    try readShape(&options)
    options.sheet = sheet.map { text in Int(text).map { .number($0) } ?? .name(text) }
    if let range {
      guard let cells = CellRange(range) else {
        throw ValidationError("'\(range)' is not a range of cells such as B3:H200.")
      }
      options.range = cells
    }
    options.member = member
    options.path = path
    if let date {
      guard let day = CivilDate(iso: date) else {
        throw ValidationError("'\(date)' is not a date such as 2021-04-26.")
      }
      options.day = day.iso
    }
    return options
  }

  private static func encodingName(_ name: String) -> String {
    let name = name.lowercased()
    return TextEncoding.aliases.first { $0.name == name }?.encoding.rawValue ?? name
  }

  private func choice<Choice: RawRepresentable & CaseIterable>(
    _ text: String?, _ option: String
  ) throws -> Choice? where Choice.RawValue == String {
    guard let text, text != "auto" else { return nil }
    if let value = Choice(rawValue: text) { return value }
    let all = Choice.allCases.map(\.rawValue)
    let near = nearestName(to: text, among: all).map { " Did you mean '\($0)'?" } ?? ""
    throw ValidationError("\(option) must be one of \(all.joined(separator: ", ")), not '\(text)'.\(near)")
  }

  /// The file under the name that the user typed.
  func file(_ path: String) throws -> InputFile {
    let input = InputFile(path: path, displayName: path)
    guard FileManager.default.fileExists(atPath: path) else {
      // Swift repairs what is not UTF-8 in the words of a command.
      let isMisnamed = path.contains("\u{FFFD}")
      throw console.failure(
        [Diagnostic(.noFile(path), hint: isMisnamed ? "its name is not UTF-8: rename it" : nil)], .inputOutput
      )
    }
    try showing(.inputOutput) { _ = try DiskFile(input) }
    return input
  }

  /// Runs `body`; prints the error it throws, and throws `code`.
  func showing<R>(_ code: ExitCode, _ body: () throws -> R) throws -> R {
    var diagnostics = Diagnostics()
    if let result = diagnostics.collect(body) { return result }
    throw console.failure(diagnostics.sorted, code)
  }
}

extension Diagnostic.Message {
  fileprivate static func noFile(_ path: String) -> Self { Self(.noFile, "there is no file '\(path)'") }
}
