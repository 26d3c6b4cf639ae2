import Diagnostics
import Foundation
import TestSupport
import Testing

@testable import Tables
@testable import Workbooks

/// Sheets, covers and pages of a book, and what keeps it from being written.
@Suite struct WorkbookWritingTests: WorkbookWriting {
  @Test func `sheet names are short, allowed and unlike each other`() throws {
    let names = [
      "Personas", "personas", "a/b:c", "'x'", "History", "", String(repeating: "ñ", count: 40), "[1]",
      // A combining mark makes one character with the sign before it.
      "a/\u{301}b", "'\u{301}c",
    ]
    let sheets = names.map { SheetDocument.table(sheet([("a", integers([1]))], name: $0)) }
    let (zip, report) = try written(document(sheets))
    #expect(
      report.sheets == [
        "Personas", "personas (2)", "a-b-c", "x", "History_", "Hoja", String(repeating: "ñ", count: 30) + "…",
        "(1)", "a-\u{301}b", "\u{301}c",
      ])
    #expect(try zip.text("xl/workbook.xml").contains("<sheet name=\"personas (2)\" sheetId=\"2\""))
  }

  @Test func `the same document gives the same bytes, and holds no other time than its own`() throws {
    var document = document([
      .cover(CoverSheet(name: "Acerca de", blocks: [.title("T"), .pairs([("a", "=b")])])),
      .table(sheet([("a", integers([1, 2]))])),
    ])
    document.properties = [("night", "2021-04-29"), ("long", String(repeating: "x", count: 300))]
    try withFolder { folder in
      var files: [Data] = []
      for name in ["a.xlsx", "b.xlsx"] {
        let path = "\(folder)/\(name)"
        let report = try WorkbookWriter.write(document, to: path, temporaryDirectory: folder)
        #expect(report.notices.map(\.what) == ["property 'long' of more than 255 characters cut"])
        files.append(try Data(contentsOf: URL(fileURLWithPath: path)))
      }
      #expect(files[0] == files[1])
      let zip = try ZipReader(bytes: Array(files[0]))
      let core = try zip.text("docProps/core.xml")
      #expect(
        core.contains("<dcterms:created xsi:type=\"dcterms:W3CDTF\">2021-04-30T03:30:00Z</dcterms:created>"))
      #expect(core.contains("<dc:title>Asistencia</dc:title>"))
      #expect(
        try zip.text("docProps/custom.xml").contains("name=\"night\"><vt:lpwstr>2021-04-29</vt:lpwstr>"))
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == ["a.xlsx", "b.xlsx"])
    }
  }

  @Test func `a cover has its blocks in order and no gridlines`() throws {
    let cover = CoverSheet(
      name: "Acerca de",
      blocks: [
        .title("Asistencia"), .paragraph("Quiénes vinieron."), .heading("Datos"),
        .pairs([("Noche", "29 de abril")]),
        .table(header: ["Entrada", "Filas"], rows: [[.text("zoom"), .integer(12)], [.text("=x"), .null]]),
      ])
    let (zip, report) = try written(document([.cover(cover)]))
    let xml = try zip.text("xl/worksheets/sheet1.xml")
    #expect(report.sheets == ["Acerca de"])
    #expect(xml.contains("showGridLines=\"0\""))
    #expect(xml.contains("<pageSetup paperSize=\"9\" scale=\"94\" orientation=\"portrait\"/>"))
    #expect(value("C8", in: xml) == "12")
    let strings = try zip.text("xl/sharedStrings.xml").matches(of: /<t>([^<]*)<\/t>/).map { String($0.1) }
    #expect(
      strings == [
        "Asistencia", "Quiénes vinieron.", "Datos", "Noche", "29 de abril", "Entrada", "Filas", "zoom", "=x",
      ])
  }

  @Test func `pages repeat the header and say what they are`() throws {
    var document = document([.table(sheet([("a", integers([1]))]))])
    document.title = "A & B"
    document.footer = ["Datos hasta el lunes", "Personal & secreto"]
    let (zip, _) = try written(document)
    #expect(try zip.text("xl/workbook.xml").contains("Print_Titles\" localSheetId=\"0\">Hoja!$1:$1<"))
    let xml = try zip.text("xl/worksheets/sheet1.xml")
    #expect(xml.contains("<oddHeader>&amp;L&amp;8 A &amp;&amp; B&amp;R&amp;8 &amp;A</oddHeader>"))
    #expect(
      xml.contains(
        "<oddFooter>&amp;L&amp;8 Datos hasta el lunes\nPersonal &amp;&amp; secreto&amp;R&amp;8 Página &amp;P de &amp;N</oddFooter>"
      ))
  }

  @Test func `a folder that is not there is an error that names the file`() {
    let error = #expect(throws: Diagnostic.self) {
      try WorkbookWriter.write(
        document([.table(sheet([("a", integers([1]))]))]), to: "/nowhere/book.xlsx",
        temporaryDirectory: "/tmp")
    }
    #expect(error?.message.description == "cannot write '/nowhere/book.xlsx'")
    #expect(error?.reason == "no such file or directory")
  }

  @Test func `a full disk is an error`() {
    #expect(throws: Diagnostic.self) {
      try WorkbookWriter.write(
        document([.table(sheet([("a", integers([1]))]))]), to: "/dev/full", temporaryDirectory: "/tmp")
    }
  }

  @Test func `too many columns are an error`() {
    let columns = Array(repeating: ("a", integers([1])), count: 16_385)
    let error = #expect(throws: Diagnostic.self) { try written(sheet(columns, name: "Ancha")) }
    #expect(error?.message.description == "sheet 'Ancha' has 16385 columns")
  }
}
