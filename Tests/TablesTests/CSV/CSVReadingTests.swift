import TestSupport
import Testing

@testable import Diagnostics
@testable import Formats
@testable import Tables

@Suite struct CSVReadingTests {
  @Test func `empty is null and quoted empty is empty text`() throws {
    let result = try read("a,b\n1,\n2,\"\"\n")
    #expect(result.names == ["a", "b"])
    #expect(result.texts("a") == ["1", "2"])
    #expect(result.texts("b") == [nil, ""])
    #expect(result.files[0].rows == 2)
  }

  @Test func `text is kept as it is`() throws {
    let result = try read("a,b\n  x ,\"  \"\"y\"\"\nz\"\n")
    #expect(result.texts("a") == ["  x "])
    #expect(result.texts("b") == ["  \"y\"\nz"])
  }

  @Test func `a quote inside an unquoted field is an ordinary character`() throws {
    let result = try read("a,b\n5\" pipe,it's \"so\"\n\"x\"y,\"p\"q\"r\n")
    #expect(result.texts("a") == ["5\" pipe", "xy"])
    #expect(result.texts("b") == ["it's \"so\"", "pq\"r"])
  }

  @Test func `records end at LF, CRLF and CR`() throws {
    let result = try read("a,b\r\n1,2\n3,4\r5,6\r\n7,8")
    #expect(result.texts("a") == ["1", "3", "5", "7"])
    #expect(result.texts("b") == ["2", "4", "6", "8"])
  }

  @Test func `blank lines are no rows`() throws {
    let result = try read("a,b\n\n1,2\n   \n\n3,4\n\n")
    #expect(result.texts("a") == ["1", "3"])
    #expect(result.files[0].rows == 2)
  }

  @Test(arguments: [(",", UInt8(ascii: ",")), (";", UInt8(ascii: ";")), ("\t", 9), ("|", UInt8(ascii: "|"))])
  func `the delimiter is found`(text: String, byte: UInt8) throws {
    let rows = ["nombre|cifra", "\"Pérez|; ,\tAna\"|1", "Soto|2"].map { line in
      var isInside = false
      return String(
        line.map { letter in
          if letter == "\"" { isInside.toggle() }
          return letter == "|" && !isInside ? Character(text) : letter
        })
    }
    let result = try read(rows.joined(separator: "\n"))
    #expect(result.files[0].delimiter == byte)
    #expect(result.texts("cifra") == ["1", "2"])
    #expect(result.texts("nombre").first == "Pérez|; ,\tAna")
  }

  @Test func `decimal commas do not make a comma the delimiter`() throws {
    let result = try read("a;b\n1,5;2,5\n3,5;4,5\n")
    #expect(result.names == ["a", "b"])
  }

  @Test func `a separator line is obeyed and is no data`() throws {
    let result = try read("sep=;\na;b\n1,0;2\n")
    #expect(result.files[0].delimiter == UInt8(ascii: ";"))
    #expect(result.texts("a") == ["1,0"])
    let line = try read("sep=;\na;b\n1;2\n3\n")
    #expect(line.rejected == ["4 -: it has 1 field, the header has 2"])
  }

  @Test func `what stands before the header is passed over`() throws {
    let result = try read(
      "Lista de registro\nGenerada: 5 de abril\n\nid,nombre,correo\n1,Ana,a@example.org\n2,Eva,\n")
    #expect(result.names == ["id", "nombre", "correo"])
    #expect(result.texts("id") == ["1", "2"])
    let padded = try read("Lista,,\n,,\nid,nombre,correo\n1,Ana,x\n")
    #expect(padded.names == ["id", "nombre", "correo"])
  }

  @Test(arguments: [
    // Delimiters at the ends of rows, with and without a value; in the first row only.
    ("id,nombre\n1,Ana,\n2,Eva,\n", ["id", "nombre"], 2, 0),
    ("id,nombre\n1,Ana,x\n2,Eva,y\n", ["id", "nombre", "column_3"], 2, 0),
    ("id,nombre\n1,Ana,\n2,Eva\n3,Luz\n", ["id", "nombre"], 2, 1),
    // Headers with empty names, and wider than the rows.
    ("Nombre,,\nAna,1,2\nEva,3,4\n", ["Nombre", "column_2", "column_3"], 2, 0),
    ("a;b;c\n1;2\n3;4\n5;6\n", ["a", "b", "c"], 3, 0),
    // One column whose texts have commas.
    ("nombre\nAna\nBeto, Soto\nCaro, Paz\n", ["nombre"], 3, 0),
    ("nombre\nSoto, Ana\nPaz, Eva\nLuz, Iris\n", ["nombre"], 3, 0),
    // A title above two columns, whose values differ from its header.
    ("Lista\nnombre,correo\nAna,a@example.org\nEva,e@example.org\n", ["nombre", "correo"], 2, 0),
    // Rows that get wider soon.
    ("a,b,c\n1,2,3\n1,2,3,4\n1,2,3,4\n", ["a", "b", "c", "column_4"], 3, 0),
    // Semicolons in the header, commas in every row.
    (
      "Fecha;Id;Monto\nApril 1, 2021;1;25\nApril 2, 2021;2\nApril 3, 2021;3\nApril 4, 2021;4\n",
      ["Fecha", "Id", "Monto"], 1, 3
    ),
    // The header and its rows again, as when files are put one after the other.
    ("a,b\n1,2\na,b\n3,4\n\u{FEFF}a,b\n5,6\n", ["a", "b"], 3, 0),
  ])
  func `no row is lost to the header`(_ text: String, _ names: [String], _ rows: Int, _ rejected: Int) throws
  {
    let result = try read(text)
    #expect(result.names == names)
    #expect(result.table.rowCount == rows && result.rejected.count == rejected)
    let leftOut = result.files[0].leftOut.reduce(0) { $0 + $1.rows }
    let filled = text.split(separator: "\n").count
    #expect(rows + rejected + leftOut == filled - 1)
    #expect(result.files[0].rows == rows + rejected + leftOut)
  }

  @Test func `rows that are left out are named`() throws {
    let list = try read("Lista de personas\n\n1 de abril\na,b,c\n1,2,3\na,b,c\n")
    #expect(list.files[0].leftOut.map { "\($0.what) \($0.rows)" } == ["preamble 2", "repeated header 1"])
    let column = try read("a\n1\n\n2\n")
    #expect(column.files[0].leftOut.map { "\($0.what) \($0.rows)" } == ["blank line 1"])
  }

  @Test func `the row with most of the declared headers is the header`() throws {
    let columns = ["nombre", "correo", "pais"].map { InputColumn($0) }
    let result = try read("nombre,correo\nx,y\nnombre,correo,pais\nAna,a@example.org,CL\n") {
      $0.columns = columns
    }
    #expect(result.texts("nombre") == ["Ana"])
    let semicolons = try read("a,b,c;nombre\n1,2,3;Ana\n4,5,6;Eva\n") { $0.columns = [InputColumn("nombre")] }
    #expect(semicolons.texts("nombre") == ["Ana", "Eva"])
    let far = (1...150).map { "note \($0),x\n" }.joined() + "correo,nombre,pais\nz,Ana,CL\n"
    #expect(try read(far) { $0.columns = columns }.texts("nombre") == ["Ana"])
  }

  @Test func `a header of any length is read`() throws {
    let header = (1...20_000).map { "h\($0)" }.joined(separator: ",")
    let result = try read(header + "\n" + String(repeating: "1,", count: 19_999) + "1\n")
    #expect(result.table.columns.count == 20_000 && result.table.rowCount == 1)
  }

  @Test func `the declared headers decide which row is the header`() throws {
    let result = try read("x,y\np,q\nCorreo,Nombre\na@example.org,Ana\n") {
      $0.columns = [InputColumn("nombre"), InputColumn("correo")]
    }
    #expect(result.texts("nombre") == ["Ana"])
    #expect(result.names == ["correo", "nombre"])
  }

  @Test func `header_row counts rows from one, zero means none`() throws {
    let second = try read("x,y\na,b\n1,2\n") { $0.headerRow = 2 }
    #expect(second.names == ["a", "b"] && second.table.rowCount == 1)
    let none = try read("x,y\n1,2\n") { $0.headerRow = 0 }
    #expect(none.names == ["column_1", "column_2"] && none.table.rowCount == 2)
    #expect(failures("a\n1\n") { $0.headerRow = 9 } == ["'Inputs/a.csv' has no header row"])
  }

  @Test func `headers are matched without case, accents and punctuation`() throws {
    let result = try read("Correo Electrónico ,ID-N.º\nx@example.org,7\n") {
      var email = InputColumn("email", .text)
      email.headers = ["Email Address", "correo electronico"]
      var number = InputColumn("id", .integer)
      number.headers = ["id nº"]
      $0.columns = [email, number]
    }
    #expect(result.names == ["email", "id"])
    #expect(result.values("id") == [.integer(7)])
  }

  @Test func `repeated headers get numbers`() throws {
    let result = try read("Company,Name,Company,Company 2,company\n1,2,3,4,5\n")
    #expect(result.names == ["Company", "Name", "Company 2", "Company 2 2", "company"])
  }

  @Test func `a delimiter at the end of every row makes no column`() throws {
    let result = try read("a,b,\n1,2,\n3,4,\n5,6\n")
    #expect(result.names == ["a", "b"])
    #expect(result.texts("b") == ["2", "4", "6"])
    let used = try read("a,b,\n1,2,x\n")
    #expect(used.names == ["a", "b", "column_3"])
    let middle = try read("a,,b\n1,,2\n")
    #expect(middle.names == ["a", "column_2", "b"])
  }

  @Test func `a missing required column is an error that lists what there is`() throws {
    do {
      _ = try read("id,Correo,nombre\n1,2,3\n") {
        var email = InputColumn("correo_e", .text)
        email.headers = ["Correos", "E-mail"]
        email.required = true
        var state = InputColumn("state")
        state.required = true
        $0.columns = [email, state]
      }
      Issue.record("no error")
    } catch let problems as Diagnostics {
      #expect(
        problems.all.map(\.message.description) == [
          "'Inputs/a.csv' has no column 'Correos' or 'E-mail'", "'Inputs/a.csv' has no column 'state'",
        ])
      #expect(problems.all[0].reason == "Inputs/a.csv:1 has 'id', 'Correo', 'nombre'")
      #expect(problems.all[0].hint == "did you mean 'Correo'? add it to the column's  header:")
    }
  }

  @Test func `a missing column that is not required is null, with a warning`() throws {
    let result = try read("a\n1\n2\n") { $0.columns = [InputColumn("b", .integer)] }
    #expect(result.names == ["a", "b"])
    #expect(result.values("b") == [.null, .null])
    #expect(result.warnings.map(\.message.description) == ["'Inputs/a.csv' has no column 'b'"])
  }

  @Test func `two declarations of one column are an error`() {
    #expect(
      failures("Email\nx\n") {
        var other = InputColumn("correo")
        other.headers = ["E-mail"]
        $0.columns = [InputColumn("email"), other]
      } == ["'email' and 'correo' are both declared to be the column 'Email'"])
  }

  @Test func `undeclared columns are kept, dropped or refused`() throws {
    let dropped = try read("a,b,c\n1,2,3\n") {
      $0.columns = [InputColumn("b")]
      $0.undeclared = .drop
    }
    #expect(dropped.names == ["b"])
    #expect(
      failures("a,b,c\n1,2,3\n") {
        $0.columns = [InputColumn("b")]
        $0.undeclared = .reject
      } == ["no declaration names the columns 'a', 'c'"])
  }

  @Test func `a row that does not fit its type is a reject with line, column, reason and raw text`() throws {
    let result = try read("id,n,nota\n1,2,x\n\n2,N/A,\"a\nb\"\n3,4,\nx,y,z\n") {
      $0.columns = [InputColumn("n", .integer), InputColumn("id", .integer)]
    }
    #expect(result.values("id") == [.integer(1), .integer(3)])
    #expect(result.rejected == ["4 n: 'N/A' is not an integer", "7 id: 'x' is not an integer"])
    #expect(result.rejects.rows[0][4] == .text("2,N/A,\"a\nb\""))
    #expect(result.rejects.rows[0][0] == .text("Inputs/a.csv"))
    #expect(result.files[0].rows == 4 && result.files[0].rejected == 2)
    #expect(result.balances)
  }

  @Test func `a missing required value is a reject, and markers are null`() throws {
    let result = try read("a,b\nx,1\n,2\n -- ,3\n\"\",4\n") {
      var a = InputColumn("a")
      a.required = true
      a.nulls = ["--"]
      $0.columns = [a]
    }
    #expect(result.texts("a") == ["x", ""])
    #expect(result.rejected == ["3 a: a value is required", "4 a: a value is required"])
  }

  @Test func `ragged rows are rejects, or padded`() throws {
    let text = "a,b,c\n1,2\n1,2,3,4\n1,2,3,\n4,5,6\n"
    let strict = try read(text)
    #expect(
      strict.rejected == [
        "2 -: it has 2 fields, the header has 3", "3 -: it has 4 fields, the header has 3",
        "4 -: it has 4 fields, the header has 3",
      ])
    let padded = try read(text) { $0.ragged = .pad }
    #expect(padded.texts("c") == [nil, "3", "6"])
    #expect(padded.rejected == ["3 -: it has 4 fields, the header has 3"])
    #expect(padded.balances && strict.balances)
  }

  @Test func `a quote that is never closed is one reject, and is warned about`() throws {
    let result = try read("a,b\n1,2\n3,\"x\n4,5\n6,7\n")
    #expect(result.texts("a") == ["1"])
    #expect(result.rejected == ["3 -: a quote is never closed"])
    #expect(result.rejects.rows[0][4] == .text("3,\"x\n4,5\n6,7\n"))
    #expect(
      result.warnings.map(\.message.description) == ["an unclosed quote contains the last 3 lines"]
    )
    #expect(result.warnings[0].location?.line == 3)
  }

  @Test func `bytes that are not UTF-8 and NUL make their row a reject`() throws {
    var bytes = Array("a,b\nñandú,Núñez\nx,y".utf8)
    bytes += [0xE9, 0x0A] + Array("é,ó\np\0q,1\n".utf8)
    let result = try read(bytes)
    #expect(result.texts("a") == ["ñandú", "é"])
    #expect(
      result.rejected == ["3 -: byte 4 of the row (0xE9) is not UTF-8", "5 -: byte 2 of the row is NUL"])
    #expect(result.files[0].encoding == .utf8)
  }

  @Test func `several files are joined by column name`() throws {
    let options = ReadingOptions(zone: .utc)
    let result = try withFile(Array("a,b\n1,2\n".utf8)) { first in
      try withFile(Array("c,a\n3,4\n5\n".utf8), named: "b.csv") { second in
        var options = options
        options.wantsSourceFile = true
        options.wantsSourceLine = true
        return try InputReader.read([first, second], options: options)
      }
    }
    #expect(result.table.schema.visibleNames == ["a", "b", "c"])
    #expect(result.texts("a") == ["1", "4"])
    #expect(result.texts("b") == ["2", nil])
    #expect(result.texts("c") == [nil, "3"])
    #expect(result.texts(Field.sourceFile.name) == ["Inputs/a.csv", "Inputs/b.csv"])
    #expect(result.values(Field.sourceLine.name) == [.integer(2), .integer(2)])
    #expect(result.files.map(\.rejected) == [0, 1])
  }

  @Test func `columns that nothing reads are not built, but their types are still checked`() throws {
    let result = try read("a,b,c\n1,x,3\n2,5,4\n") {
      $0.columns = [InputColumn("b", .integer)]
      $0.neededColumns = ["c"]
    }
    #expect(result.names == ["c"])
    #expect(result.texts("c") == ["4"])
    #expect(result.rejected == ["2 b: 'x' is not an integer"])
  }

  @Test func `files that cannot be read say why`() throws {
    #expect(failures("") == ["'Inputs/a.csv' has no header row"])
    #expect(failures("\n \n") == ["'Inputs/a.csv' has no header row"])
    #expect(failures("PK\u{3}\u{4}rest") == ["'Inputs/a.csv' is a damaged zip file"])
    #expect(failures("<!DOCTYPE html><html>") == ["'Inputs/a.csv' is not a text file"])
    #expect(failures(String(repeating: "\u{1}\u{2}a", count: 50)) == ["'Inputs/a.csv' is not a text file"])
    let missing = InputFile(path: "/nowhere/at/all.csv", displayName: "Inputs/all.csv")
    #expect(throws: Diagnostics.self) {
      try InputReader.read([missing], options: ReadingOptions(zone: .utc))
    }
  }

  @Test func `a header without rows gives a table without rows`() throws {
    let result = try read("a,b") { $0.columns = [InputColumn("b", .date)] }
    #expect(result.names == ["a", "b"] && result.table.rowCount == 0)
    #expect(result.table.schema.field(named: "b")?.type == .date)
  }

  @Test func `a date pattern that is none is an error`() {
    #expect(
      failures("a\n1\n") {
        var column = InputColumn("a", .date)
        column.formats = ["dd/mm/yyyy"]
        $0.columns = [column]
      } == ["'dd/mm/yyyy' is not a date pattern"])
  }

  @Test func `the schema is known before any file`() {
    var options = ReadingOptions(zone: .utc)
    options.columns = [InputColumn("a", .integer), InputColumn("b")]
    #expect(
      InputReader.schema(for: options)
        == Schema([Field("a", .integer), Field("b", .text)], undeclared: .text))
    options.undeclared = .drop
    #expect(InputReader.schema(for: options).undeclared == nil)
  }
}
