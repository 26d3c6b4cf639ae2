internal import Diagnostics
internal import Tables

/// A link in the place of a folder that Acta makes inside `Exports/`: of a night, of a job, or of earlier versions.
///
/// None is followed, neither to write nor to read or remove: what it leads to is not Acta's own. `Exports` itself may
/// be a link.
struct FolderLink: Error {
  /// Below the folder of exports.
  let name: String

  /// The first link on the way from a folder of exports to a folder in it; nil if there is none.
  static func first(in exports: String, _ parts: [String]) -> FolderLink? {
    var name = ""
    for part in parts {
      name += (name.isEmpty ? "" : "/") + part
      if FileStatus.isLink("\(exports)/\(name)") { return FolderLink(name: name) }
    }
    return nil
  }

  static let reason = "Acta follows no links inside its folders; put the folder itself in place of the link"

  /// `'Exports/2021-04-26' is a link`
  func finding(in shown: String) -> String { "'\(shown)/\(name)' is a link" }

  func mistake(in exports: String) -> Diagnostic {
    Diagnostic(.init(.cannotWrite, finding(in: exports)), reason: FolderLink.reason)
  }
}
