/// The kinds of files that are read, by their names in job files.
package enum InputFormat: String, Sendable, CaseIterable {
  case csv
  case zoomMeeting = "zoom-meeting"
  case zoomWebinar = "zoom-webinar"
  case youtubeTable = "youtube-table"
}

package enum TextEncoding: String, Sendable, CaseIterable {
  case utf8 = "utf-8"
  case utf16 = "utf-16"
  case utf16LittleEndian = "utf-16le"
  case utf16BigEndian = "utf-16be"
  case windows1252 = "windows-1252"
  case latin1 = "iso-8859-1"
}

/// What becomes of columns that no declaration names.
package enum UndeclaredPolicy: String, Sendable, CaseIterable { case keep, drop, reject }

/// What becomes of rows with fewer or more fields than the header.
package enum RaggedPolicy: String, Sendable, CaseIterable { case reject, pad }
