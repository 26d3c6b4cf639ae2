/// The same rules as the reader's, one scalar at a time: what the fast one is compared with.
struct SlowCSV {
  struct Record: Equatable {
    var fields: [(text: String, isQuoted: Bool)]
    var line: Int
    var raw: String
    var isUnclosed = false

    static func == (a: Record, b: Record) -> Bool {
      a.line == b.line && a.raw == b.raw && a.isUnclosed == b.isUnclosed
        && a.fields.elementsEqual(b.fields) { $0 == $1 }
    }
  }

  static func records(_ text: String, delimiter: Unicode.Scalar) -> [Record] {
    let letters = Array(text.unicodeScalars)
    var records: [Record] = []
    var position = 0
    var line = 1
    while position < letters.count {
      var record = Record(fields: [], line: line, raw: "")
      let start = position
      var isRecordOver = false
      while !isRecordOver {
        var field = ""
        var isQuoted = false
        if position < letters.count, letters[position] == "\"" {
          isQuoted = true
          position += 1
          var isOpen = true
          while position < letters.count {
            if letters[position] == "\"" {
              position += 1
              if position < letters.count, letters[position] == "\"" {
                field.unicodeScalars.append("\"")
                position += 1
                continue
              }
              isOpen = false
              break
            }
            field.unicodeScalars.append(letters[position])
            position += 1
          }
          if isOpen { record.isUnclosed = true }
        }
        while position < letters.count, letters[position] != delimiter, letters[position] != "\n",
          letters[position] != "\r"
        {
          field.unicodeScalars.append(letters[position])
          position += 1
        }
        record.fields.append((field, isQuoted))
        if position < letters.count, letters[position] == delimiter {
          position += 1
        } else {
          isRecordOver = true
        }
      }
      record.raw = string(letters[start..<position])
      line += lineEnds(letters[start..<position])
      if position < letters.count {
        position +=
          letters[position] == "\r" && position + 1 < letters.count && letters[position + 1] == "\n" ? 2 : 1
        line += 1
      }
      records.append(record)
    }
    return records
  }

  private static func lineEnds(_ letters: ArraySlice<Unicode.Scalar>) -> Int {
    var count = 0
    for (index, letter) in zip(letters.indices, letters) {
      let isBeforeFeed = index + 1 < letters.endIndex && letters[index + 1] == "\n"
      if letter == "\n" || (letter == "\r" && !isBeforeFeed) { count += 1 }
    }
    return count
  }

  private static func string(_ letters: ArraySlice<Unicode.Scalar>) -> String {
    var result = ""
    result.unicodeScalars.append(contentsOf: letters)
    return result
  }
}
