internal import Diagnostics
internal import Tables

/// Writes the data rows of sheets into a workbook that libxlsxwriter has finished without them.
///
/// **What.** The library makes the workbook: structure, styles, headers, totals, tables, charts, links, covers. Of the
/// data rows it gets one cell without a value, the last one, so that it knows how far the sheet goes. ``SheetBodies``
/// then reads the finished archive (``ZipDirectory``), copies its parts as they are packed (``ZipWriter``), and puts
/// rows and texts into two kinds of parts: sheets (``SheetFrame``, ``SheetBodyFormatter``) and shared strings
/// (``LibraryTexts``, ``SharedTexts``). Rows are packed by ``HintedDeflate``, texts by zlib.
///
/// **Why.** 500,000 rows of eight columns given to the library cell by cell take 7.8 seconds of processor time and
/// hold every cell in memory (4.9 seconds in the library's mode of constant memory, where a sheet is written row by
/// row). `acta convert` reads, types and writes as many in 1.0 second: formatted from the columns, packed with what
/// is known of their repeats, on all cores.
///
/// **What it relies on.** That the library
/// - writes an archive without zip64, with sizes in the local headers: ``ZipDirectory``;
/// - writes `<sheetData>`, one `<row …>…</row>` for the header, rows that begin with `<row r="N"`: ``SheetFrame``;
/// - numbers styles in the order of their first use, so that ``Workbook/number(of:)`` can ask: ``SheetFrame`` looks
///   whether the last cell has the style that was asked for;
/// - lists its own shared strings first, with ` count="` and ` uniqueCount="`: ``LibraryTexts``;
/// - stores a link whose text is empty as a cell without a value: ``LinkWriter``;
/// - keeps titles, names of sheets in formulas, and the values that charts show in the structures of its header:
///   `CXLSXWriter/shim.h`.
///
/// What is missing at run time is an error that names it, and no file is left: see ``missing(_:in:path:)``. So is a
/// version of the library that these have not been tested with: see ``checkLibrary(_:path:)``.
///
/// To try a new version of the library, add it to ``knownVersions`` and run the tests: random tables are written
/// both ways, through the splice and through the library alone, and must have the same cells.
enum Splice {
  static let knownVersions: Set<String> = ["1.1.4"]

  /// - Parameter version: of the library that this program runs with.
  /// - Throws: a diagnostic unless the version is known.
  static func checkLibrary(_ version: String, path: String) throws {
    if knownVersions.contains(version) { return }
    let known = knownVersions.sorted().joined(separator: ", ")
    throw Diagnostic(
      .cannotWrite(path),
      reason: "libxlsxwriter has version \(version), and Acta writes workbooks only with \(known)",
      hint: "install libxlsxwriter \(known), or an Acta that knows version \(version)")
  }

  /// The library has not written something that the splice relies on.
  static func missing(_ text: String, in part: String, path: String) -> Diagnostic {
    Diagnostic(
      .cannotWrite(path),
      reason:
        "libxlsxwriter \(LibraryVersions.libxlsxwriter) wrote no '\(text)' where it was expected, in \(part)")
  }

  /// The library's file cannot be read as an archive.
  static func broken(_ path: String) -> Diagnostic {
    Diagnostic(.cannotWrite(path), reason: "libxlsxwriter's file is not a workbook")
  }
}
