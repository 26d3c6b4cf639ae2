import TestSupport
import Testing

@testable import Diagnostics
@testable import Tables

@Suite struct EastAsianGuessTests {
  private static let lists: [(TextEncoding, String)] = [
    (.gb18030, "姓名,单位,城市\n张伟,北京大学,北京\n王芳,外交部,上海\n李娜,,广州\n"),
    (.big5, "姓名,單位,城市\n陳志明,台灣大學,台北\n林淑芬,外交部,高雄\n黃美玲,,台中\n"),
    (.shiftJIS, "氏名,所属,都市\n佐藤健一,東京大学,東京\n鈴木さくら,外務省,大阪\nタナカ ハナコ,,京都\n"),
    (.eucJP, "氏名,所属,都市\n佐藤健一,東京大学,東京\n鈴木さくら,外務省,大阪\nタナカ ハナコ,,京都\n"),
    (.eucKR, "이름,소속,도시\n김민준,서울대학교,서울\n이지은,외교부,부산\n박서연,,인천\n"),
  ]

  private static func bytes(_ text: String, _ encoding: TextEncoding) -> [UInt8] {
    let conversion = SystemConversion(from: "UTF-8", to: encoding.systemName!)!
    let result = conversion.converted(Array(text.utf8)[...])
    #expect(result.invalid == 0)
    return result.text
  }

  @Test(arguments: lists) func `letters tell the encoding`(encoding: TextEncoding, text: String) throws {
    let bytes = Self.bytes(text, encoding)
    let result = try read(bytes)
    let expected = try read(text)
    #expect(result.files[0].encoding == encoding)
    #expect(result.table == expected.table)
    #expect(result.warnings.map(\.message.description) == ["'Inputs/a.csv' is read as \(encoding.rawValue)"])
    let declared = try read(bytes) { $0.encoding = encoding }
    #expect(declared.table == expected.table && declared.warnings.isEmpty)
  }

  @Test(arguments: lists) func `a long list has letters on both sides of every piece`(
    encoding: TextEncoding, text: String
  ) {
    let lines = text.split(separator: "\n")
    let long = "\(lines[0])\n" + (0..<8000).map { "\(lines[1 + $0 % 3])\n" }.joined()
    let bytes = Self.bytes(long, encoding)
    #expect(TextDecoding(head: bytes, isWhole: true, declared: encoding).utf8(bytes) == Array(long.utf8))
    let head = Array(bytes.prefix(32 << 10))
    #expect(TextDecoding(head: head, isWhole: false, declared: nil).encoding == encoding)
  }

  /// Words with accents, short and long, and Cyrillic and Greek ones: none is Chinese.
  @Test(arguments: [
    ("windows-1252", "nombre\nNúñez\nPeñas\n"), ("windows-1252", "nome\nORGANIZAÇÃO\nQuestões\nAções\n"),
    ("windows-1252", "n\nÁÉÍ\nÑÓ\n"), ("windows-1251", "имя\nАнна\nИван\nОльга Петрова\n"),
    ("iso-8859-7", "όνομα\nΓιώργος\nΑθήνα\n"),
  ])
  func `other letters are not taken for these`(name: String, text: String) {
    let conversion = SystemConversion(from: "UTF-8", to: name)!
    #expect(EastAsianGuess(conversion.converted(Array(text.utf8)[...]).text[...]) == nil)
  }

  @Test func `a letter that is cut off makes its row a reject with its bytes`() throws {
    let bytes = Self.bytes("姓名,n\n张伟,1\n", .gb18030)
    let result = try read(bytes + [0xCD, 0x2C, 0x32, 0x0A]) { $0.encoding = .gb18030 }
    #expect(result.texts("姓名") == ["张伟"])
    #expect(result.rejected == ["3 -: byte 1 of the row (0xFF) is not UTF-8"])
  }
}
