package import Timeline

/// The crontab line that calls `acta nightly`.
///
/// Debian's cron only knows the server's time zone. So the line names the minutes of the hour at which an
/// occurrence can fall due, and every hour: a call that finds nothing due ends in milliseconds.
package struct Crontab: Sendable {
  package let call: NightlyCall
  package let times: CallTimes

  package init(_ call: NightlyCall, at times: CallTimes) {
    self.call = call
    self.times = times
  }

  package var line: String {
    let all = times.minutesOfServer
    let minutes = all.count == 60 ? "*" : all.map(String.init).joined(separator: ",")
    let program = Crontab.word(call.program)
    return "\(minutes) * * * * \(program) nightly --quiet --workspace \(Crontab.word(call.workspace.root))"
  }

  /// Quotes an argument for the shell, in a line that cron reads first: cron ends the command at a `%` unless a
  /// backslash precedes it, and treats backslashes likewise.
  static func word(_ path: String) -> String {
    let isPlain = path.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || ("0"..."9").contains($0) || "/._-+,:@".unicodeScalars.contains($0)
    }
    if isPlain { return path }
    let quoted = "'" + path.replacing("'", with: "'\"'\"'") + "'"
    return quoted.replacing("\\", with: "\\\\").replacing("%", with: "\\%")
  }
}
