internal import Diagnostics
internal import Ledger
internal import Runner
internal import Tables

/// The words of `acta corrections take`.
struct TakingReport {
  let taking: CorrectionTaking
  /// The files that were written.
  let written: [String]
  /// Whether nothing was taken because of conflicts.
  let isRefused: Bool
  let isDry: Bool

  // MARK: Lines

  var lines: [String] {
    var lines: [String] = []
    for file in taking.files {
      lines.append("\(file.name): job \(file.job), night of \(file.run.night)")
      for edit in file.edits { lines.append("  \(words(edit))") }
      for conflict in file.conflicts { lines.append("  conflict: \(words(conflict))") }
      for problem in file.problems {
        let what = [problem.place, problem.column].compactMap(\.self).joined(separator: ", ")
        lines.append("  cannot be taken: \(what): \(problem.reason)")
      }
      if file.settled > 0 { lines.append("  \(counted(file.settled, "value")) the table has already") }
      if file.edits.isEmpty, file.conflicts.isEmpty, file.problems.isEmpty, file.settled == 0 {
        lines.append("  nothing was changed in it")
      }
    }
    lines.append(outcome)
    return lines
  }

  private var outcome: String {
    let count = counted(taking.count, "correction")
    if isRefused {
      let unreadable = taking.files.contains { !$0.problems.isEmpty }
      let why =
        taking.files.contains { !$0.conflicts.isEmpty }
        ? (unreadable ? "conflicts and problems" : "conflicts") : "problems"
      return "nothing taken, because of the \(why) above; --without-conflicts takes the rest (\(count))"
    }
    if isDry { return "\(count) would be taken" }
    if written.isEmpty { return "nothing taken" }
    return "took \(count) into \(enumeration(written))"
  }

  private func words(_ edit: CorrectionTaking.Edit) -> String {
    let key = edit.key.map(\.text).joined(separator: ", ")
    return "\(edit.table) '\(key)', \(edit.column): \(shown(edit.from)) → \(shown(edit.to)) (\(edit.place))"
  }

  private func words(_ conflict: CorrectionTaking.Conflict) -> String {
    let end =
      if let file = conflict.otherFile, let now = conflict.now {
        "'\(file)' changes it to \(shown(now))"
      } else if let now = conflict.now { "the table has \(shown(now)) now" } else {
        "the table has no such row any more"
      }
    return "\(words(conflict.edit)), but \(end)"
  }

  /// A value, or a dash for none.
  private func shown(_ value: Value) -> String {
    let text = taking.text(value)
    return text.isEmpty ? "–" : text
  }

  // MARK: JSON

  var json: JSONValue {
    .object([
      ("taken", .integer(Int64(written.isEmpty ? 0 : taking.count))),
      ("written", .array(written.map { .string($0) })),
      ("files", .array(taking.files.map(json))),
    ])
  }

  private func json(_ file: CorrectionTaking.File) -> JSONValue {
    .object([
      ("file", .string(file.name)), ("job", .string(file.job)), ("night", .string(file.run.night.iso)),
      ("run", .string(file.run.id)),
      ("corrections", .array(file.edits.map { .object(members($0)) })),
      (
        "conflicts",
        .array(
          file.conflicts.map { conflict in
            .object(
              members(conflict.edit) + [
                ("now", conflict.now.map { .string(taking.text($0)) } ?? .null),
                ("row_exists", .boolean(conflict.now != nil)),
                ("other_file", .optional(conflict.otherFile)),
              ])
          })
      ),
      (
        "cells",
        .array(
          file.problems.map {
            .object([
              ("place", .optional($0.place)), ("column", .optional($0.column)),
              ("reason", .string($0.reason)),
            ])
          })
      ),
      ("settled", .integer(Int64(file.settled))),
      ("notes", .array(file.notes.map { .string($0) })),
    ])
  }

  private func members(_ edit: CorrectionTaking.Edit) -> [(String, JSONValue)] {
    [
      ("table", .string(edit.table)), ("key", .object(edit.key.map { ($0.column, .string($0.text)) })),
      ("column", .string(edit.column)), ("from", .string(taking.text(edit.from))),
      ("to", .string(taking.text(edit.to))), ("place", .string(edit.place)),
    ]
  }
}
