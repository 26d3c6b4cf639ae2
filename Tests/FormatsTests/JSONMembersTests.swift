import TestSupport
import Testing

@testable import Diagnostics
@testable import Formats
@testable import Tables

@Suite struct JSONMembersTests {
  @Test func `columns stand in the order in which the text first names them`() throws {
    let text = """
      [{"b": 1, "a": {"z": "d", "y": "\\"c\\""}}, {"d": 2, "\\u0065": 3, "c": 4, "a": {"x": 5}}]
      """
    #expect(try read(text).names == ["b", "a.z", "a.y", "a.x", "d", "c", "e"])
  }

  @Test(.timeLimit(.minutes(1))) func `a list of objects that all have other members is an error`() {
    let text = "[" + (0..<20_000).map { "{\"k\($0)\": 1}" }.joined(separator: ",") + "]"
    #expect(failures(text) == ["the objects of 'Inputs/a.csv' have too many different members"])
    // JSON Lines, too.
    let lines = (0..<20_000).map { "{\"k\($0)\": 1}\n" }.joined()
    #expect(failures(lines) == ["the objects of 'Inputs/a.csv' have too many different members"])
  }

  @Test func `a number with more digits than a double holds is text`() throws {
    let text = """
      [{"a": 0.12345678901234567, "b": 0.30000000000000004, "c": 18446744073709551616, "d": 1e22, "e": 2.50, "f": -1.5e-7}]
      """
    let kinds = try read(text).table.schema.fields.map(\.type)
    #expect(kinds == [.text, .number, .text, .number, .number, .number])
  }

  @Test func `a name that an object has twice is found in any object, however it is written`() {
    func repeated(_ text: String) -> String? {
      JSONScanner.repeatedName(Array(text.utf8).span, in: 0..<text.utf8.count)
    }
    #expect(
      repeated(#"{"a": 1, "b": {"a": 2, "c": "a"}, "d": [{"a": 1}, {"a": "a"}], "c": ["e", "e"]}"#) == nil)
    #expect(repeated(#"{"a": "{\"b\": 1, \"b\": 2}", "": 1, "A": 2}"#) == nil)
    #expect(repeated(#"{"a": 1, "a": 1}"#) == "a")
    #expect(repeated(#"{"a" : 1, "\u0061"\#n: 2}"#) == "a")
    #expect(repeated("{\"\u{E9}\": 1, \"e\u{301}\": 2}") == "\u{E9}")
    #expect(repeated(#"[{"a": [[{"b": {}, "c": 1, "b": {}}]]}]"#) == "b")
    #expect(repeated(#"{"a": {"b": 1}, "": [], "": {}}"#) == "")
  }

  @Test(.timeLimit(.minutes(1))) func `names are compared in time proportional to their number`() {
    let members = (0..<200_000).map { "\"k\($0)\": [{\"a\": 1}]" }.joined(separator: ",")
    let text = Array("{\(members), \"k7\": 1}".utf8)
    #expect(JSONScanner.repeatedName(text.span, in: 0..<text.count) == "k7")
  }

  @Test func `the limit of a format holds while a file is unpacked`() throws {
    try withFolder { folder in
      let path = "\(folder)/a.json.gz"
      try PackedFile.write(Array("[\"\(String(repeating: "x", count: 5000))\"]".utf8), to: path, level: 6)
      let file = InputFile(path: path, displayName: "a.json.gz")
      #expect(try FileContent(file, limits: UnpackingLimits(), most: { _ in 10_000 }).size == 5004)
      let error = #expect(throws: Diagnostic.self) {
        try FileContent(file, limits: UnpackingLimits(), most: { $0.first == UInt8(ascii: "[") ? 1000 : nil })
      }
      #expect(error?.reason == "it unpacks to more than 1 kB")
      #expect(error?.hint == "divide it into several files, or save it as CSV, which may have any size")
    }
  }

  @Test func `texts that are read as JSON are known by their beginning and the declared format`() {
    func reads(_ text: String, _ format: InputFormat?) -> Bool {
      var options = ReadingOptions(zone: .utc)
      options.format = format
      return JSONReader.reads(Array(text.utf8)[...], options)
    }
    #expect(reads("[{\"a\": 1}]", nil) && reads(" {\"a\"", nil) && reads("[1]", JSONTable.name))
    #expect(!reads("[{\"a\": 1}]", .csv) && !reads("a,b\n", nil) && !reads("", nil))
  }
}
