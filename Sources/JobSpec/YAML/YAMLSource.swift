internal import Diagnostics

/// A file's text as lines of Unicode scalars, for looking up lines and columns.
struct YAMLSource {
  let file: String
  let lines: [[Unicode.Scalar]]

  init(scalars: [Unicode.Scalar], file: String) {
    self.file = file
    var lines: [[Unicode.Scalar]] = []
    var line: [Unicode.Scalar] = []
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      if scalar.isLineBreak {
        if scalar == "\r", index + 1 < scalars.count, scalars[index + 1] == "\n" { index += 1 }
        lines.append(line)
        line = []
      } else {
        line.append(scalar)
      }
      index += 1
    }
    lines.append(line)
    self.lines = lines
  }

  /// The text from a 1-based line and column to the end of the line.
  func rest(line: Int, column: Int) -> ArraySlice<Unicode.Scalar> {
    guard line >= 1, line <= lines.count else { return [] }
    let scalars = lines[line - 1]
    return scalars[min(max(column - 1, 0), scalars.count)...]
  }

  func location(line: Int, column: Int, length: Int = 1) -> SourceLocation {
    SourceLocation(file: file, line: line, column: column, length: length)
  }

  /// The location of the last non-blank character, for errors at the end of a file.
  var end: SourceLocation {
    let last = lines.lastIndex { line in line.contains { $0 != " " && $0 != "\t" } } ?? 0
    return location(line: last + 1, column: max(1, lines[last].count))
  }
}

extension Unicode.Scalar {
  /// The characters that end a line in YAML.
  var isLineBreak: Bool {
    switch value {
    case 0x0A, 0x0D, 0x85, 0x2028, 0x2029: true
    default: false
    }
  }

  /// Whether YAML files may contain the character.
  var isAllowedInYAML: Bool {
    switch value {
    case 0x09, 0x0A, 0x0D, 0x20...0x7E, 0x85, 0xA0...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD,
      0x10000...0x10FFFF:
      true
    default: false
    }
  }
}
