internal import Diagnostics
internal import JobSpec
internal import Ledger
internal import Runner
internal import Tables

extension LoadedWorkspace {
  /// The zone in which instants are shown.
  var zone: Zone { timeline?.zone ?? .utc }

  var published: Published { Published(folder: workspace.exportsFolder) }

  /// Opens the ledger for reading; returns nil, after printing a warning, if it does not exist.
  ///
  /// - Throws: exit code 74, with the error printed, if it cannot be read.
  func ledger() throws -> Ledger? {
    try console.working {
      if let ledger = try Ledger.openForReading(state: workspace.state) { return ledger }
      console.show([noLedger(severity: .warning)])
      return nil
    }
  }

  func noLedger(severity: Diagnostic.Severity) -> Diagnostic {
    Diagnostic(
      .noLedger, severity: severity, reason: "'.acta/ledger.sqlite' does not exist",
      hint: published.hasManifests
        ? "rebuild it from the manifests in Exports/ with  acta ledger rebuild"
        : "the first  acta run  or  acta nightly  creates it")
  }

  /// An instant as local date, hour and minute.
  func shortText(_ instant: Instant) -> String {
    String(instant.text(in: zone).prefix(16)).replacing("T", with: " ")
  }
}

extension Run {
  /// The reason why it did not publish; empty if it did. Of a missed occurrence with its name: a night may have several.
  var remark: String {
    if status.isGood { return "" }
    let name = isMissed ? occurrence.map { "\($0.key): " } : nil
    return (name ?? "") + (reason ?? "")
  }

  /// Its members in JSON.
  func members(in zone: Zone) -> [(String, JSONValue)] {
    [
      ("run", .string(id)), ("job", .string(job)), ("origin", .string(origin.rawValue)),
      ("occurrence", .optional(occurrence?.key)),
      ("due", .optional((occurrence?.due).map { $0.text(in: zone) })),
      ("night", .string(night.iso)), ("as_of", .string(asOf.text(in: zone))),
      ("stage", .optional(stage)), ("status", .string(status.rawValue)), ("missed", .boolean(isMissed)),
      ("reason", .optional(reason)), ("started", .string(started.text(in: zone))),
      ("seconds", .seconds(seconds)), ("acta", .string(acta)),
      ("folder", .optional(folder)),
      ("pruned", .optional(pruned.map { $0.text(in: zone) })),
      ("rows", .integer(Int64(rowsRead))), ("rejected", .integer(Int64(rowsRejected))),
    ]
  }
}

extension Diagnostic.Message {
  fileprivate static var noLedger: Self { Self(.noLedger, "there is no ledger in this workspace") }
}
