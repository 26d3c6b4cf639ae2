import Testing

@testable import Workbooks

@Suite struct SheetReferenceTests {
  @Test(arguments: ["Personas", "Hoja_2", "a.b", "ABCD1", "Registro", "Q", "A1b", "_1", "crc", "T_2021"])
  func `a plain name is without quotes`(_ name: String) {
    #expect(SheetReference.text(name) == name)
  }

  @Test(arguments: [
    "2021", "12pm", "26.04", ".net", "1.er día", "Q1", "XFD1048576", "XFE1", "aa12", "R", "c", "RC", "rc1",
    "R1C1", "C3", "r2d2", "dos hojas", "día", "a-b", "=x", "a!b",
  ])
  func `a name that Excel would read as something else is in quotes`(_ name: String) {
    #expect(SheetReference.text(name) == "'\(name)'")
  }

  @Test func `quotes inside are doubled`() {
    #expect(SheetReference.text("Côte d'Ivoire") == "'Côte d''Ivoire'")
    // A combining mark makes one character with the quote before it.
    #expect(SheetReference.text("d'\u{301}e").unicodeScalars.elementsEqual("'d''\u{301}e'".unicodeScalars))
  }
}
