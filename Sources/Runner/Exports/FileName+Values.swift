internal import Engine
internal import JobSpec
internal import Tables

/// File names made from values.
extension FileName {
  /// Removes characters that Windows, macOS or Linux do not allow in a name.
  static func safe(_ value: Value, in zone: Zone) -> String {
    let text = value.text(in: zone)
    var name = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      name.append(isAllowed(scalar) ? scalar : "-")
    }
    var result = String(name)
    while let last = result.last, last == "." || last == " " { result.removeLast() }
    while let first = result.first, first == "." || first == " " { result.removeFirst() }
    while result.utf8.count > 120 { result.removeLast() }
    if isDevice(result) { result = "-" + result }
    return result.isEmpty ? "-" : result
  }

  /// `-checks/a.csv`, because Acta itself writes to the folders `checks` and `rejects`.
  static func besideOwn(_ file: String) -> String {
    guard let slash = file.firstIndex(of: "/") else { return file }
    return ["checks", "rejects"].contains(file[..<slash].lowercased()) ? "-" + file : file
  }

  /// `name (2).xlsx` if `name.xlsx` is taken, regardless of case.
  static func unique(_ file: String, among taken: inout Set<String>) -> String {
    var candidate = file
    var number = 2
    let folder = file.lastIndex(of: "/").map { file[...$0] } ?? ""
    let name = file.dropFirst(folder.count)
    let dot = name.firstIndex(of: ".") ?? name.endIndex
    while !taken.insert(candidate.lowercased()).inserted {
      candidate = "\(folder)\(name[..<dot]) (\(number))\(name[dot...])"
      number += 1
    }
    return candidate
  }
}
